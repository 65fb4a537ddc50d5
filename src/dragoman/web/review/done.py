"""Done: what somebody has just decided, told on the next page with a way to take it back."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from dragoman.record import Judgement
from dragoman.store.queries.judgements import JudgementById
from dragoman.web.asking import Blank
from dragoman.web.desk import Desk
from dragoman.web.judged import decision_words
from dragoman.web.wording import cut_short

MOST = 12
"""Judgements that can be taken back together: one form makes ten at most."""

Done = Annotated[Annotated[str, Field(max_length=1000)] | None, Blank]
"""Ids of judgements in the address, with commas between them. None: nothing was just decided."""


def done_before(desk: Desk, told: str | None) -> tuple[Judgement, ...]:
    """Give the judgements that an address tells of, without those that are not there."""
    ids = told.split(",")[:MOST] if told else ()
    found = (desk.view.ask(JudgementById(id=id_)) for id_ in ids)
    return tuple(judgement for judgement in found if judgement is not None)


def note_of(judgements: Sequence[Judgement]) -> str:
    """Tell what has just been decided, and about which words."""
    words = " … ".join(span.text for span in judgements[0].content)
    decisions = ", ".join(dict.fromkeys(decision_words(one) for one in judgements))
    return f"{decisions[:1].upper()}{decisions[1:]}: “{cut_short(words, 90)}”"
