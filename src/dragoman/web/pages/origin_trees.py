"""Origin trees: through whom the reports of a claim came, from each origin to the outlets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.record import Claim, LinkKind, Origin, OriginKind, Statement
from dragoman.report.characters import shown_in_line
from dragoman.resolve.origins import outlet_key
from dragoman.web.lines import StatementLine

KINDS = {
    OriginKind.STORY: "story of",
    OriginKind.SPEECH: "said by",
    OriginKind.UNNAMED: "unnamed source in",
}
"""What a tree begins with, before the name of its origin."""

TOLD = "told by"
"""The same for an origin that is no outlet: somebody through whom reports have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """An outlet or a link of a chain, what the record has from it, and who has it from there.

    Attributes:
        name: Its name, ready for display; empty for outlets that are not known.
        reports: The statements that it published; empty for a link that is only cited.
        branches: Those that have it from there.
    """

    name: str
    reports: tuple[StatementLine, ...]
    branches: tuple["Branch", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """One origin of a claim with all that goes back to it.

    Attributes:
        kind: What the origin is, in words.
        name: Its name, ready for display.
        unnamed: Whether nobody stands for it with a name.
        said_on: The first day of its reports. None: no day is known.
        behind: Who stands behind it, as its reports tell: an outlet's own sources.
        reports: How many statements go back to it.
        branches: Who has it from there.
    """

    kind: str
    name: str
    unnamed: bool
    said_on: str | None
    behind: tuple[str, ...]
    reports: int
    branches: tuple[Branch, ...]


@dataclass(slots=True)
class _Growing:
    """A branch while statements are added to it."""

    name: str
    reports: list[StatementLine] = field(default_factory=list)
    branches: dict[str, "_Growing"] = field(default_factory=dict)

    def reach(self, names: Sequence[str]) -> "_Growing":
        """Go along names, each an outlet or a link, and give the branch at the end."""
        if not names:
            return self
        below = self.branches.setdefault(outlet_key(names[0]), _Growing(names[0]))
        return below.reach(names[1:])

    def grown(self) -> Branch:
        """Give it as it is, those with most below them first."""
        below = sorted((b.grown() for b in self.branches.values()), key=lambda b: -size(b))
        return Branch(name=self.name, reports=tuple(self.reports), branches=tuple(below))


def size(branch: Branch) -> int:
    """Count the statements of a branch and of all that have it from there."""
    return len(branch.reports) + sum(map(size, branch.branches))


def build_trees(
    claim: Claim, statements: Mapping[str, Statement], lines: Mapping[str, StatementLine]
) -> tuple[Tree, ...]:
    """Make the trees of a claim, one for each origin in the claim's order.

    Args:
        claim: The claim.
        statements: Its statements by id.
        lines: The same, ready to be shown.
    """
    return tuple(
        _tree(root, [statements[id_] for id_ in root.statements if id_ in statements], lines)
        for root in claim.roots
    )


def _tree(
    root: Origin, statements: Sequence[Statement], lines: Mapping[str, StatementLine]
) -> Tree:
    top = _Growing(root.name)
    behind: dict[str, None] = {}
    for statement in statements:
        line = lines[statement.id]
        sources, links = _chain(root, statement)
        behind.update(dict.fromkeys(sources))
        top.reach((*links, line.document.outlet or "")).reports.append(line)
    people = _kinds(root, statements) & {LinkKind.NAMED, LinkKind.UNNAMED}
    return Tree(
        kind=TOLD if people else KINDS[root.kind],
        name=shown_in_line(root.name),
        unnamed=root.kind is OriginKind.UNNAMED or LinkKind.UNNAMED in people,
        said_on=root.said_on,
        behind=tuple(behind),
        reports=len(statements),
        branches=top.grown().branches,
    )


def _kinds(root: Origin, statements: Sequence[Statement]) -> set[LinkKind]:
    """Tell as what the chains of a story's reports have its origin."""
    if root.kind is not OriginKind.STORY:
        return set()
    key = outlet_key(root.name)
    links = (link for statement in statements for link in statement.via)
    return {link.kind for link in links if outlet_key(link.name) == key}


def _chain(root: Origin, statement: Statement) -> tuple[list[str], list[str]]:
    """Cut a chain, read from its far end to the outlet, at the origin that it goes back to.

    Returns:
        Who stands behind the origin, and the links between it and the document's outlet.
    """
    names = [shown_in_line(link.name) for link in reversed(statement.via)]
    keys = [outlet_key(link.name) for link in reversed(statement.via)]
    if outlet_key(root.name) not in keys:
        return [], names
    at = keys.index(outlet_key(root.name))
    return names[:at], names[at + 1 :]
