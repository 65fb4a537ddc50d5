"""Wishes: the positions that a conflict's wishes are read from, a few cells of the record."""

from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from dragoman.analysis.footing import Footing
from dragoman.analysis.positions import course, is_dated, newest_first, state_of
from dragoman.record import Holding, Stance, days_of
from dragoman.store.queries.deriving import BasesOfCell
from dragoman.store.queries.written import Part
from dragoman.web.desk import Desk
from dragoman.web.holdings import age_of
from dragoman.web.pages.positions import newest_day, steps_on


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldInRecord:
    """What a party holds on a concept, with what that rests on.

    Attributes:
        concept: Id of the concept.
        holding: The position in a word.
        stance: The one stance that is held. None: mixed or silent.
        held: The party's own statements since its stance last changed, the newest first.
        origins: How many independent ways lead to these.
        age: Days since the newest of them. None: silent, or undated.
    """

    concept: str
    holding: Holding
    stance: Stance | None
    held: tuple[Footing, ...]
    origins: int
    age: int | None


@dataclass(frozen=True, slots=True)
class RecordHeld:
    """The positions of the record as of a day, cell by cell as they are asked for."""

    desk: Desk
    as_of: str | None

    def cell(self, party: str, concept: str) -> HeldInRecord:
        """Give a party's position on a concept; of what nobody speaks about it is silent."""
        bases = self.desk.ask(BasesOfCell(party=party, concept=concept), Part.BASES)
        step = steps_on(self.desk, self.as_of).get((party, concept))
        until = days_of(self.as_of)[1] if self.as_of else None
        own = [f for f in map(Footing, bases) if f.own and _may_be(f, until)]
        dated = [footing for footing in own if is_dated(footing, until)]
        if dated:
            *_, last = course(dated)
            state = last.state
            held = tuple(takewhile(lambda f: f.stance in state.stances, newest_first(dated)))
        else:
            sure = (f for f in own if until is None or (f.last and f.last <= until))
            state = state_of(sure)
            held = state.deciding
        today = self.as_of or newest_day(self.desk)
        newest = held[0].day if dated and held else None
        return HeldInRecord(
            concept=concept,
            holding=state.holding,
            stance=state.stance,
            held=held,
            origins=step.origins if step else 0,
            age=age_of(newest.isoformat() if newest else None, today),
        )


def _may_be(footing: Footing, until: date | None) -> bool:
    """Tell whether a statement is not certainly later than a day."""
    return until is None or footing.first is None or footing.first <= until
