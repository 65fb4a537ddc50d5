"""Responses: who accepts and who rejects a plan as a whole."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.record import Act, Plan, Statement
from dragoman.resolve.claim_words import stem_of, stems_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a party says of a plan as a whole.

    Attributes:
        party: The party.
        accepts: Whether it accepts or rejects it.
        statement: The statement.
    """

    party: str
    accepts: bool
    statement: Statement


def authors_of(plan: Plan) -> frozenset[str]:
    """Name the parties that put a plan forward; empty if that is not told."""
    return frozenset({plan.by, *plan.by.split(" and ")}) if plan.by else frozenset()


ANSWERS = {Act.AGREE: True, Act.REJECT: False}


def responses_to(
    plan: Plan, statements: Iterable[Statement], others: Iterable[Plan] = ()
) -> tuple[Response, ...]:
    """Find who accepts and who rejects a plan as a whole.

    Counted are statements that agree or reject, of a party that is not an author, and that name
    the plan; within the documents that tell of it "the proposal" is enough, unless another plan
    there is called the same, or the words name another's ("the American proposal").

    Args:
        plan: The plan.
        statements: Those of any documents.
        others: The other plans of the record.
    """
    documents = {term.evidence.document for term in plan.terms}
    head = _head(plan)
    rivals = {
        term.evidence.document
        for other in others
        if other.id != plan.id and _head(other) == head
        for term in other.terms
    }
    full = re.compile(rf"\b{re.escape(plan.name)}\b", re.IGNORECASE)
    short = re.compile(rf"\b(?:the|this|that)\s+(?:(\w+)\s+)?{re.escape(head)}\b", re.IGNORECASE)
    called = stems_of(f"{plan.name} {plan.by or ''}")
    found = []
    for statement in statements:
        accepts = ANSWERS.get(statement.act) if statement.act else None
        if accepts is None or statement.party is None or statement.party in authors_of(plan):
            continue
        words = _words(statement)
        near = statement.document in documents - rivals
        if full.search(words) or (
            near and any(_is_ours(match[1], called) for match in short.finditer(words))
        ):
            found.append(Response(party=statement.party, accepts=accepts, statement=statement))
    return tuple(found)


def _is_ours(word: str | None, called: frozenset[str]) -> bool:
    """Tell whether a word before a plan's noun, if it is a name, names this plan or its author."""
    return word is None or not word[0].isupper() or stem_of(word) in called


def _head(plan: Plan) -> str:
    """Give the noun of a plan's name: "proposal" of "the American proposal"."""
    return plan.name.split(" of ")[0].split()[-1].lower()


def _words(statement: Statement) -> str:
    cue = statement.cue.text if statement.cue else ""
    return " ".join((cue, *(part.text for part in statement.content)))
