"""Later rounds of the talks: positions that shift, others who tell of them, meetings."""

from dataclasses import dataclass

from dragoman.pipeline.positioning import derive_positions
from dragoman.record import (
    Act,
    ActorKind,
    Code,
    Document,
    MeetingStatus,
    Office,
    Stance,
    Statement,
)
from dragoman.store import Store
from tests import make
from tests.web.talks import Talks

FOURTH = (
    "Sudland wants quiet\n\n"
    "President Karl Holm said that Sudland wanted the guns silent as soon as possible. "
    "A Norland official said the island would be given back in the end."
)
FIFTH = (
    "No truce, says Berg\n\n"
    "There will be no truce this summer, Minister Anna Berg said on Tuesday. "
    "Westland's foreign minister Ida Frost called for a truce."
)
OTHERS = ("Avaland", "Bavaland", "Cavaland", "Davaland")
SIXTH = "Neighbours speak. " + " ".join(f"{name} asked for a truce." for name in OTHERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """What was added to the talks."""

    fourth: Document
    fifth: Document
    sixth: Document
    quiet: Statement
    given: Statement
    no_truce: Statement
    called: Statement
    neighbours: tuple[Statement, ...]


def write_rounds(store: Store, talks: Talks) -> Rounds:
    """Write the rounds behind the talks, and derive the positions of all."""
    told = rounds(talks)
    writer = store.writer()
    official = make.actor("Norland official", ActorKind.UNNAMED, local_to=told.fourth)
    frost = make.actor("Ida Frost", offices=[MINISTER], party="Westland")
    neighbours = [make.actor(name, ActorKind.STATE) for name in OTHERS]
    for document, statements, actors in (
        (told.fourth, [told.quiet, told.given], [talks.holm, official]),
        (told.fifth, [told.no_truce, told.called], [talks.berg, frost]),
        (told.sixth, told.neighbours, neighbours),
    ):
        writer.add_document(document)
        writer.put_reading(document.id, make.RUN.id, statements, actors)
    writer.put_meetings(
        [
            make.meeting(
                make.evidence(told.fourth, "Sudland wants quiet"),
                participants=["Norland", "Sudland"], place="Geneva", date="2025-06-01",
                status=MeetingStatus.HELD, reported_by=["Westland"],
            ),
            make.meeting(
                make.evidence(told.fifth, "on Tuesday"),
                participants=["Norland", "Sudland"], place="the island", date="2025-06-20",
                status=MeetingStatus.PLANNED, confirmed_by=["Norland"], denied_by=["Sudland"],
            ),
            make.meeting(
                make.evidence(told.fifth, "this summer"),
                participants=["Norland", "Westland"], date="2025-06-14",
                status=MeetingStatus.PLANNED,
            ),
        ]
    )  # fmt: skip
    writer.add_quarantine(make.quarantine("bro<ken>.txt", size=1234))
    derive_positions(store)
    return told


MINISTER = Office(role="foreign minister", of="Westland")


def rounds(talks: Talks) -> Rounds:
    fourth = make.document(
        FOURTH, "fourth.txt", outlet="Sud Daily", title="Quiet", published="2025-06-02"
    )
    fifth = make.document(
        FIFTH, "fifth.txt", outlet="The Northern Post", title="No truce", published="2025-06-10"
    )
    sixth = make.document(SIXTH, "sixth.txt", outlet="Sud Daily", published="2025-06-09")
    official = make.actor("Norland official", ActorKind.UNNAMED, local_to=fourth)
    frost = make.actor("Ida Frost", offices=[MINISTER], party="Westland")
    support = Code(concept="truce", stance=Stance.SUPPORT, confidence=0.9)
    return Rounds(
        fourth=fourth,
        fifth=fifth,
        sixth=sixth,
        quiet=make.statement(
            fourth, "Sudland wanted the guns silent as soon as possible",
            source="President Karl Holm", cue="said", speaker=talks.holm, party="Sudland",
            codes=[support],
        ),
        given=make.statement(
            fourth, "the island would be given back in the end", source="A Norland official",
            speaker=official, party="Norland",
            codes=[Code(concept="island", stance=Stance.SUPPORT)],
        ),
        no_truce=make.statement(
            fifth, "There will be no truce this summer", source="Minister Anna Berg", cue="said",
            speaker=talks.berg, party="Norland", act=Act.REJECT,
            codes=[Code(concept="truce", stance=Stance.OPPOSE)],
        ),
        called=make.statement(
            fifth, "a truce", source="Ida Frost", cue="called for", speaker=frost,
            party="Westland", act=Act.DEMAND, codes=[support],
        ),
        neighbours=tuple(
            make.statement(
                sixth, f"{name} asked for a truce",
                speaker=make.actor(name, ActorKind.STATE), party=name, codes=[support],
            )
            for name in OTHERS
        ),
    )  # fmt: skip
