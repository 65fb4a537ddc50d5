"""Judged: what people decided on statements, in words and as a small check with initials."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.record import Decision, Judgement
from dragoman.report.characters import shown_in_line
from dragoman.store.queries.judgements import Marked, MarksOf
from dragoman.web.desk import Desk

DECISIONS = {
    Decision.ACCEPT: "accepted",
    Decision.CORRECT: "corrected",
    Decision.REJECT: "rejected",
    Decision.SPLIT: "split",
    Decision.MERGE: "merged",
    Decision.ADD: "added",
    Decision.WITHDRAW: "taken back",
}
"""What was decided, as it is told of a statement."""

BETWEEN = re.compile(r"[\s._@-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The latest decision of a person on a statement that stands.

    Attributes:
        author: Who decided.
        initials: The author in two letters.
        decided_at: ISO 8601 instant in UTC.
        decision: What was decided, in a word or two.
    """

    author: str
    initials: str
    decided_at: str
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementLine:
    """A decision of a person on a statement.

    Attributes:
        id: The judgement's id.
        author: Who decided.
        decided_at: ISO 8601 instant in UTC.
        decision: What was decided, in words.
        counts: Whether it stands; a later one may have decided otherwise.
    """

    id: str
    author: str
    decided_at: str
    decision: str
    counts: bool


def judged_of(desk: Desk, statements: Sequence[str]) -> dict[str, Judged]:
    """Give the latest decision that stands on each of some statements; others are left out."""
    marks = desk.view.ask(MarksOf(statements=tuple(statements)))
    found: dict[str, Judged] = {}
    for statement, marked in marks.items():
        standing = [one.judgement for one in marked if one.counts]
        if standing:
            found[statement] = _judged(standing[-1])
    return found


def judgements_on(desk: Desk, statement: str) -> tuple[JudgementLine, ...]:
    """Give all decisions on a statement, the first first."""
    marks = desk.view.ask(MarksOf(statements=(statement,)))
    return tuple(_line(marked) for marked in marks.get(statement, ()))


def _judged(judgement: Judgement) -> Judged:
    return Judged(
        author=shown_in_line(judgement.author),
        initials=initials_of(judgement.author),
        decided_at=judgement.decided_at,
        decision=decision_words(judgement),
    )


def _line(marked: Marked) -> JudgementLine:
    judgement = marked.judgement
    return JudgementLine(
        id=judgement.id,
        author=shown_in_line(judgement.author),
        decided_at=judgement.decided_at,
        decision=decision_words(judgement),
        counts=marked.counts,
    )


def decision_words(judgement: Judgement) -> str:
    """Tell what was decided: "accepted", "speaker corrected"."""
    word = DECISIONS[judgement.decision]
    return f"{judgement.field.replace('_', ' ')} {word}" if judgement.field else word


def initials_of(author: str) -> str:
    """Give the initials of a name: "ada.brink" and "Ada Brink" are AB, "editor" is ED."""
    words = [word for word in BETWEEN.split(shown_in_line(author)) if word]
    letters = "".join(word[0] for word in words[:2]) if len(words) > 1 else "".join(words)[:2]
    return letters.upper()
