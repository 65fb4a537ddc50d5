"""Positions and shifts as they lie in the record: derived from statements, never edited.

They are made anew by analysis whenever the statements they rest on change, and kept so that a
page need not read the whole record to show a cell.
"""

from dataclasses import dataclass
from enum import StrEnum

from dragoman.record.codes import Stance
from dragoman.record.days import DayBasis
from dragoman.record.ids import digest
from dragoman.record.meetings import Evidence
from dragoman.record.spans import Span

BEGINNING = "0001-01-01"
"""The day of a step that holds as far back as is asked: statements of whom nothing tells the
first day on which they may have been made."""


class Holding(StrEnum):
    """What a party holds on a concept. SILENT is a value: nothing of its own is known."""

    SUPPORT = "support"
    OPPOSE = "oppose"
    CONDITIONAL = "conditional"
    MIXED = "mixed"
    SILENT = "silent"


class Standing(StrEnum):
    """Whether a statement counts as a party's own words, or why it does not.

    What is not OWN is listed apart as reported and never decides a position.
    """

    OWN = "own"
    UNNAMED = "by an unnamed source"
    OUTLET = "by an outlet"
    RETOLD = "told by another party"
    HEARSAY = "told by an unnamed source"


class Level(StrEnum):
    """How high a speaker stands, the highest first.

    A PRINCIPAL decides or negotiates: head of state or government, foreign or defence minister,
    chief negotiator. An INSTITUTION is the party itself or a body of it, with nobody named.
    """

    PRINCIPAL = "principal"
    SPOKESPERSON = "spokesperson"
    OFFICIAL = "other official"
    INSTITUTION = "institution"
    UNNAMED = "unnamed"


class ShiftKind(StrEnum):
    """What a shift is."""

    REVERSAL = "reversal"
    NEW_CONDITION = "new condition"
    DROPPED_CONDITION = "dropped condition"
    NEW_SPEAKER = "new speaker"
    FIRST_STATEMENT = "first statement"


SURE = 0.7
"""How likely codes have to be right for what they tell of a position to be more than unsure.
Positions hardly ever change and codes are often wrong: most changes of codes are mistakes."""


class Ground(StrEnum):
    """What evidences a shift: a principal on record, or two origins; a single report does not.

    UNSURE: the codes that tell it are too likely to be wrong, whoever spoke.
    """

    PRINCIPAL = "principal on record"
    ORIGINS = "independent origins"
    SINGLE = "single report"
    UNSURE = "unsure codes"


TOLD_GROUNDS = tuple(ground for ground in Ground if ground is not Ground.UNSURE)
"""What shifts are told with where no evidence is asked for: mistaken codes would hide all else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionBasis:
    """A code of a statement as it bears on a party's position.

    Attributes:
        statement: Id of the statement.
        document: Id of its document.
        party: The side whose position it tells of.
        concept: Id of the concept.
        stance: Support or oppose.
        condition: What the stance hangs on. None: the text states no condition.
        standing: Whether it is that side's own statement, or why not.
        teller: Who tells it, if that is why it is not. None: it needs none.
        level: How high its speaker stands.
        told: The day, month, year or range that it was made on, as known. None: nothing tells.
        basis: What that was taken from.
        on: The ISO day by which it was made. None: it has no place in time.
        first_on: The first ISO day on which it may have been made. None: nothing tells.
        last_on: The last one. None: nothing tells.
        speaker: Id of its speaker. None: not known.
        story: What it goes back to, folded for comparison: the first link of its chain, else its
            outlet, else its document.
        place: What it is sorted by within its cell: its day, then the order of reading.
        family: Id of the family of its document. None: it is of none.
        confidence: How likely its code is right. None: a record from before this was kept has not
            been run since.
    """

    statement: str
    document: str
    party: str
    concept: str
    stance: Stance
    condition: Span | None = None
    standing: Standing
    teller: str | None = None
    level: Level
    told: str | None
    basis: DayBasis
    on: str | None
    first_on: str | None
    last_on: str | None
    speaker: str | None
    story: str
    place: str
    family: str | None = None
    confidence: float | None = None

    @property
    def own(self) -> bool:
        """Whether it is the party's own statement."""
        return self.standing is Standing.OWN

    @property
    def holding(self) -> Holding:
        """What it alone would make the party hold."""
        if self.condition is not None:
            return Holding.CONDITIONAL
        return Holding.SUPPORT if self.stance is Stance.SUPPORT else Holding.OPPOSE


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionStep:
    """What a party holds on a concept from a day on, until the next step.

    Attributes:
        party: The party.
        concept: Id of the concept.
        on: The ISO day from which it holds; BEGINNING if from as far back as is asked. None: what
            undated statements alone tell; it counts only where no day is asked for.
        holding: What it holds.
        stance: The one stance that is held, on a condition or not. None: mixed or silent.
        origins: How many independent ways lead to its statements since its stance last changed.
        conditions: What the stance hangs on, the newest first; empty where stances are mixed.
        newest: Id of the newest of its own statements. None: it is silent.
        newest_on: The ISO day of it, from which its age counts. None: silent, or undated.
        statements: How many statements bear on it in any way, those of others about it included.
        reported: How many of these are of others: unnamed sources, outlets, other parties.
        confidence: How likely the codes of what it holds are right. None: it holds nothing, or as
            for a basis.
    """

    party: str
    concept: str
    on: str | None
    holding: Holding
    stance: Stance | None
    origins: int
    conditions: tuple[Evidence, ...] = ()
    newest: str | None
    newest_on: str | None
    statements: int
    reported: int = 0
    confidence: float | None = None

    @property
    def unsure(self) -> bool:
        """Whether the codes are too likely to be wrong."""
        return self.confidence is not None and self.confidence < SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A change of a party's position on a concept.

    Attributes:
        id: Digest of party, concept, day and kind.
        party: The party.
        concept: Id of the concept.
        kind: What changed. Where several things did on one day, the first of: first statement,
            reversal, a condition, a speaker.
        on: The ISO day of the statements that brought it.
        before_holding: What the party held until then.
        before_stance: Its stance then. None: mixed or silent.
        after_holding: What it has held since.
        after_stance: Its stance since. None: mixed.
        conditions: What that hangs on, the newest first.
        by: Ids of the statements that brought it, in the order of reading.
        backing: Of these, and of what the party says to the same effect until its position shifts
            again.
        origins: How many independent ways lead to the backing.
        ground: What evidences it.
        evidenced_on: The first ISO day on which the backing was enough. None: it is a single
            report, or its codes are unsure.
        confidence: How likely the codes that tell it are right: those of the backing, and for a
            reversal those of what was held before. None: as for a basis.
    """

    id: str
    party: str
    concept: str
    kind: ShiftKind
    on: str
    before_holding: Holding
    before_stance: Stance | None
    after_holding: Holding
    after_stance: Stance | None
    conditions: tuple[Evidence, ...] = ()
    by: tuple[str, ...]
    backing: tuple[str, ...]
    origins: int
    ground: Ground
    evidenced_on: str | None
    confidence: float | None = None


def shift_id(party: str, concept: str, on: str, kind: ShiftKind) -> str:
    """Derive a shift's id; a position has one shift a day at most."""
    return digest("shift", party, concept, on, kind)
