"""Voices: who is on which side of a claim, each name with its party and its words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dragoman.analysis.claim_sides import Side, side_of
from dragoman.record import Claim, ClaimStatus, Statement
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.web.desk import Desk
from dragoman.web.lines import StatementLine

VERBS = {
    Side.ASSERTS: "asserted by",
    Side.CONFIRMS: "confirmed by",
    Side.DENIES: "denied by",
    Side.DECLINES: "not denied by",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody on a side of a claim.

    Attributes:
        name: The speaker's name, or the words that name the source, ready for display.
        sign: Mark of the party spoken for. None: none.
        actor: Id of the actor. None: unresolved.
        statement: Id of the first statement. None: only the words of a denial name this holder.
        document: Id of its document. None: as for the statement.
        statements: How many.
        told: Who else tells that this one holds it. None: their own statements do.
    """

    name: str
    sign: PartySign | None
    actor: str | None
    statement: str | None
    document: str | None
    statements: int = 1
    told: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideLine:
    """One side of a claim.

    Attributes:
        side: What it does.
        verb: The same in words that a list of names follows.
        voices: Who, in the order of their first statements.
    """

    side: Side
    verb: str
    voices: tuple[Voice, ...]


def build_sides(
    desk: Desk,
    claim: Claim,
    statements: Mapping[str, Statement],
    lines: Mapping[str, StatementLine],
) -> tuple[SideLine, ...]:
    """Tell who is on which side of a claim, the empty sides left out.

    Args:
        desk: What the request works with.
        claim: The claim.
        statements: Its statements by id.
        lines: The same, ready to be shown.
    """
    sides: dict[Side, dict[str, Voice]] = {side: {} for side in Side}
    for id_ in claim.statements:
        if id_ in statements:
            _add(sides[side_of(claim, statements[id_])], lines[id_])
    held = sides[Side.ASSERTS]
    if not held and not sides[Side.CONFIRMS]:
        named = _named(desk, claim.asserted_by, "as the denial tells")
        sides[Side.ASSERTS] = {voice.name: voice for voice in named}
    elif is_mutual(claim, {side for side, voices in sides.items() if voices}):
        known = {*held, *(voice.sign.name for voice in held.values() if voice.sign)}
        silent = (name for name in claim.asserted_by if shown_in_line(name) not in known)
        held |= {one.name: one for one in _named(desk, silent, "as the accusation tells")}
    return tuple(
        SideLine(side=side, verb=VERBS[side], voices=tuple(voices.values()))
        for side, voices in sides.items()
        if voices
    )


def is_mutual(claim: Claim, taken: Iterable[Side]) -> bool:
    """Tell whether a claim is contested because two accuse each other: nobody denies it.

    Args:
        claim: The claim.
        taken: The sides that its statements are on.
    """
    contested = claim.status is ClaimStatus.CONTESTED
    return contested and not claim.figures and Side.DENIES not in taken


def _add(voices: dict[str, Voice], line: StatementLine) -> None:
    name = line.speaker or (f"“{line.source}”" if line.source else "nobody named")
    known = voices.get(name)
    voices[name] = Voice(
        name=name,
        sign=known.sign if known and known.sign else line.sign,
        actor=line.speaker_id,
        statement=known.statement if known else line.id,
        document=known.document if known else line.document.id,
        statements=known.statements + 1 if known else 1,
    )


def _named(desk: Desk, names: Iterable[str], told_by: str) -> Iterator[Voice]:
    """Give those whom only others name; a party beside its speaker is the speaker's mark."""
    told = tuple(names)
    signs = [sign for name in told if (sign := desk.sign(name))]
    people = [name for name in told if not desk.sign(name)]
    for name in people or told:
        yield Voice(
            name=shown_in_line(name),
            sign=desk.sign(name) or (signs[0] if people and signs else None),
            actor=None,
            statement=None,
            document=None,
            statements=0,
            told=told_by,
        )
