"""Groups: the mentions of one plan within a document, with all its terms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dragoman.resolve.claim_words import stems_of
from dragoman.resolve.plans.mentions import OWNERS, PlanMention
from dragoman.resolve.plans.terms import Place
from dragoman.resolve.plans.untitled import Carried
from dragoman.resolve.plans.words import plan_words

KINDS = (
    frozenset(
        [
            "agreement",
            "agreements",
            "deal",
            "accord",
            "accords",
            "pact",
            "treaty",
            "understanding",
            "understandings",
            "truce",
            "arrangement",
        ]
    ),
    frozenset(["terms", "conditions", "preconditions", "demands", "points", "principles"]),
)
"""Heads that can name the same plan; all others are one kind with a proposal."""

AGREEMENT = "agreement of "
"""How the name of an agreement begins that the text has no name for; of one term it is none."""

CONDITIONS = 1
"""The number of the kind of terms and conditions."""

SHARED = 2
"""Stems in common of two terms that are about the same."""

RECENTLY = 2_000
"""Code points within which "the plan" may mean one that was named before."""

ONWARD = 90
"""Code points from what was last said of a plan to the sentence that goes on about it."""


MARKS = {ord(mark): None for mark in '“”"„«»‘'}
"""Quotation marks; an apostrophe may be a letter of a name."""


@dataclass(slots=True)
class Group:
    """The mentions of one plan.

    Attributes:
        mentions: In the order of the text.
        terms: Where its terms are, in that order.
    """

    mentions: list[PlanMention] = field(default_factory=list)
    terms: list[Place] = field(default_factory=list)

    @property
    def owner(self) -> str | None:
        """Whose it is, as the first mention that tells has it."""
        return next((m.owner for m in self.mentions if m.owner), None)

    @property
    def name(self) -> str:
        """The longest of its names, that with an owner or number of points first.

        Without "his", which says nothing by itself, and without marks that do not close in it.
        """
        named = [mention for mention in self.mentions if mention.name]
        best = max(named, key=lambda m: (m.points is not None, m.sure, len(m.name)))
        words = best.name.translate(MARKS).split()
        return " ".join(words[1:] if words[0].lower() in OWNERS and words[1:] else words)

    @property
    def points(self) -> set[int]:
        """The numbers of points that it is said to have."""
        return {mention.points for mention in self.mentions if mention.points}

    def takes(self, mention: PlanMention) -> bool:
        """Tell whether a mention may be of this plan."""
        if mention.points and self.points and mention.points not in self.points:
            return False
        if mention.owner and self.owner and mention.owner != self.owner:
            return False
        first = self.mentions[0]
        if kind(mention.head) != kind(first.head) and not (
            mention.definite and mention.owner is None
        ):
            return False
        telling = {word for m in self.mentions for word in m.telling}
        return not (mention.telling and telling) or bool(mention.telling & telling)


def kind(head: str) -> int:
    """Number the kind of plan that a head names."""
    return next((at for at, heads in enumerate(KINDS) if head in heads), len(KINDS))


def grouped(carried: Iterable[Carried], text: str) -> list[Group]:
    """Join the mentions of a document that are of one plan, and leave out what has no terms.

    A name with an owner joins the plan of that owner; "the plan" and "it" the one that was
    spoken of last.
    """
    groups: list[Group] = []
    last: Group | None = None
    for item in carried:
        mention = item.mention
        if item.follows:
            group = last if last is not None and near(last, mention) else None
            if group is None:
                continue
        else:
            group = _home(mention, groups, last)
        if group is None:
            group = Group()
            groups.append(group)
        if mention.name:
            group.mentions.append(mention)
        known = set(group.terms)
        group.terms += [place for place in item.terms if place not in known]
        if item.terms or mention.sure or mention.owner or kind(mention.head) == CONDITIONS:
            last = group
    with_terms = [group for group in groups if group.terms]
    return [group for group in _joined(with_terms, text) if _is_plan(group, text)]


def near(group: Group, mention: PlanMention) -> bool:
    """Tell whether a plan was spoken of in the sentence before."""
    if mention.owner and group.owner not in {mention.owner, None}:
        return False
    ends = [end for _, end in group.terms] + [m.end for m in group.mentions]
    return 0 <= mention.start - max(ends) <= ONWARD


def _home(mention: PlanMention, groups: Sequence[Group], last: Group | None) -> Group | None:
    """Choose the plan that a mention is of. None: a new one."""
    fitting = [group for group in reversed(groups) if group.takes(mention)]
    latest = next((group for group in fitting if group is last), None)
    if mention.owner:
        owned = next((group for group in fitting if group.owner == mention.owner), None)
        adopted = latest if latest is not None and latest.owner is None else None
        return owned or (adopted if mention.definite else None)
    if mention.definite:
        recent = (g for g in fitting if mention.start - g.mentions[-1].end <= RECENTLY)
        near_enough = list(recent)
        return latest if latest in near_enough else next(iter(near_enough), None)
    return None


def _joined(groups: Iterable[Group], text: str) -> list[Group]:
    """Join plans of one kind and owner whose terms are about the same."""
    joined: list[Group] = []
    for group in groups:
        home = next((other for other in joined if _same(group, other, text)), None)
        if home is None:
            joined.append(group)
        else:
            home.mentions += group.mentions
            home.terms += [place for place in group.terms if place not in home.terms]
    return joined


def _same(one: Group, other: Group, text: str) -> bool:
    owners = {owner for owner in (one.owner, other.owner) if owner}
    kinds = {kind(one.mentions[0].head), kind(other.mentions[0].head)}
    if len(owners) > 1 or len(kinds) > 1 or len(one.points | other.points) > 1:
        return False
    if one.points and one.owner is None and other.owner and not one.mentions[0].definite:
        return False  # "a ten-point plan" is brought up anew
    unnamed = one.name.startswith(AGREEMENT) != other.name.startswith(AGREEMENT)
    return any(
        len(a & b) >= (1 if unnamed else SHARED)
        for a in _stems(one, text)
        for b in _stems(other, text)
    )


def _stems(group: Group, text: str) -> list[frozenset[str]]:
    """Give the stems of each term; those of names say little of what it is about."""
    terms = (text[start:end].split() for start, end in group.terms)
    return [
        stems_of(" ".join(word for word in words if word.isupper() or not word[:1].isupper()))
        for words in terms
    ]


def _is_plan(group: Group, text: str) -> bool:
    """Tell whether a set of terms is of a negotiation, and put forward by somebody.

    What nobody is named for needs two terms that are about a negotiation, and so does what only
    is called somebody's plan, which may be one of battle.
    """
    topics = plan_words().patterns["topics"]
    told = sum(topics.search(text, *place) is not None for place in group.terms)
    told += any(
        topics.search(mention.name) is not None for mention in group.mentions if mention.made
    )
    if all(mention.name.startswith(AGREEMENT) for mention in group.mentions) and told < 2:
        return False
    heads = {mention.head for mention in group.mentions}
    if all(mention.loose for mention in group.mentions) and told < 2:
        return False
    sure = any(mention.sure for mention in group.mentions) or not heads <= {"plan", "plans"}
    return told >= (1 if group.owner is not None and sure else 2)
