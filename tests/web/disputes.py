"""Disputes over one offer: a contested claim with its chain, figures, meetings and two plans."""

from dataclasses import dataclass, replace

from dragoman.pipeline.positioning import derive_positions
from dragoman.record import (
    Act,
    Actor,
    ActorKind,
    Carries,
    Claim,
    ClaimStatus,
    Code,
    Coverage,
    Document,
    Figure,
    FigureBound,
    Link,
    LinkKind,
    Meeting,
    MeetingStatus,
    Office,
    Origin,
    OriginKind,
    Plan,
    Stance,
    Statement,
)
from dragoman.store import Store
from tests import make
from tests.web.talks import Talks

POST = (
    "The ministry of Norland said that the offer had been sent. Its air force counted at least 298 "
    "drones. Envoys met in Geneva on Monday. The peace formula of Norland: the island is emptied; "
    "the guns fall silent; prisoners go home."
)
WIRE = (
    "The ministry of Norland said that the offer had been sent, The Northern Post reported. A "
    "witness spoke of up to 350 drones. Norland's peace formula wants that the island is emptied. "
    "The ministry of Norland declined to comment on prisoners."
)
SUDLAND = (
    "President Karl Holm denied that the offer had been sent. Talks in Geneva are planned. His own "
    "terms: the island stays with Sudland."
)
LATE = "Two officials said that the offer had been sent <b>twice</b>."


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputes:
    """What stands in the record beside the talks."""

    ministry: Actor
    post: Document
    wire: Document
    sudland: Document
    late: Document
    sent: Statement
    relayed: Statement
    counted: Statement
    witnessed: Statement
    declined: Statement
    denied: Statement
    officials: Statement
    claim: Claim
    drones: Claim
    silence: Claim
    held: Meeting
    planned: Meeting
    told: Meeting
    formula: Plan
    retold: Plan
    terms: Plan


def write_disputes(store: Store, talks: Talks) -> Disputes:
    """Write the disputes behind the talks, and derive the positions of all."""
    told = disputes(talks)
    writer = store.writer()
    officials = make.actor("Two officials", ActorKind.UNNAMED, local_to=told.late)
    witness = make.actor(
        "witness", ActorKind.UNNAMED, local_to=told.wire, description="a witness by the river"
    )
    for document, statements, actors in (
        (told.post, [told.sent, told.counted], [told.ministry]),
        (told.wire, [told.relayed, told.witnessed, told.declined], [told.ministry, witness]),
        (told.sudland, [told.denied], [talks.holm]),
        (told.late, [told.officials], [officials]),
    ):
        writer.add_document(document)
        writer.put_reading(document.id, make.RUN.id, statements, actors)
    writer.put_claims([*store.view().claims(), told.claim, told.drones, told.silence])
    writer.put_meetings([told.held, told.planned, told.told])
    writer.put_plans([told.formula, told.retold, told.terms])
    derive_positions(store)
    return told


def disputes(talks: Talks) -> Disputes:
    office = Office(role="spokesperson", of="Norland", body="Ministry", since="2024-01-01")
    ministry = make.actor(
        "Ministry of Norland", ActorKind.ORGANISATION, names=["the ministry"], offices=[office],
        party="Norland",
    )  # fmt: skip
    post = make.document(
        POST, "post.txt", outlet="The Northern Post", title="The offer", published="2025-05-20"
    )
    wire = make.document(
        WIRE, "wire.txt", outlet="Harbour Wire", title="An offer, it is said",
        published="2025-05-21",
    )  # fmt: skip
    sudland = make.document(
        SUDLAND, "sudland.txt", outlet="Sud Daily", title="No offer", published="2025-05-22"
    )
    late = make.document(LATE, "late.txt", outlet="Harbour Wire", published="2025-05-23")
    said = _statements(talks, ministry, post, wire, sudland, late)
    sent, relayed, counted, witnessed, declined, denied, officials = said
    claim = replace(
        make.claim(
            sent, relayed, denied, officials, text="the offer had been sent",
            asserted_by=["Ministry of Norland", "Norland", "Two officials"],
            denied_by=["Karl Holm", "Sudland"], status=ClaimStatus.CONTESTED, origins=2,
        ),
        roots=(
            Origin(
                name="The Northern Post", kind=OriginKind.STORY, said_on="2025-05-20",
                statements=(sent.id, relayed.id),
            ),
            Origin(
                name="Harbour Wire", kind=OriginKind.UNNAMED, said_on="2025-05-23",
                statements=(officials.id,),
            ),
        ),
        coverage=(
            Coverage(document=post.id, outlet=post.outlet, carries=Carries.EARLIER),
            Coverage(document=sudland.id, outlet=sudland.outlet, carries=Carries.DENIAL),
            Coverage(document=late.id, outlet=late.outlet, carries=Carries.ASSERTION),
        ),
    )  # fmt: skip
    drones = replace(
        make.claim(
            counted, witnessed, text="drones crossed the river", status=ClaimStatus.CONTESTED,
            asserted_by=["Ministry of Norland", "Norland", "witness"], origins=2,
            figures=[
                _figure(post, "Ministry of Norland", 298.0, FigureBound.LEAST, "at least 298"),
                _figure(wire, "witness", 350.0, FigureBound.UP_TO, "up to 350"),
            ],
        ),
        roots=(
            Origin(name="Ministry of Norland", kind=OriginKind.SPEECH, statements=(counted.id,)),
            Origin(name="Harbour Wire", kind=OriginKind.UNNAMED, statements=(witnessed.id,)),
        ),
    )  # fmt: skip
    silence = make.claim(
        declined, text="prisoners", declined_by=["Ministry of Norland", "Norland"],
        status=ClaimStatus.NOT_DENIED,
    )  # fmt: skip
    island = Code(concept="island", stance=Stance.SUPPORT)
    return Disputes(
        ministry=ministry, post=post, wire=wire, sudland=sudland, late=late,
        sent=sent, relayed=relayed, counted=counted, witnessed=witnessed, declined=declined,
        denied=denied, officials=officials, claim=claim, drones=drones, silence=silence,
        held=make.meeting(
            make.evidence(post, "Envoys met in Geneva on Monday"),
            participants=["Norland", "Sudland"], people=["Karl Holm"], place="Geneva",
            date="2025-05-19", status=MeetingStatus.HELD, reported_by=["Westland"],
        ),
        planned=make.meeting(
            make.evidence(sudland, "Talks in Geneva are planned"),
            participants=["Norland", "Sudland"], place="Geneva", status=MeetingStatus.PLANNED,
        ),
        told=make.meeting(
            make.evidence(wire, "the offer had been sent"), make.evidence(wire, "The ministry"),
            participants=["Norland", "Westland"], status=MeetingStatus.REPORTED,
            denied_by=["Norland"],
        ),
        formula=make.plan(
            make.term(make.evidence(post, "the island is emptied"), island),
            make.term(
                make.evidence(post, "the guns fall silent"),
                Code(concept="truce", stance=Stance.SUPPORT),
            ),
            make.term(make.evidence(post, "prisoners go home")),
            name="the peace formula of Norland", by="Norland", told_by=["Ministry of Norland"],
        ),
        retold=make.plan(
            make.term(make.evidence(wire, "the island is emptied"), island),
            name="Norland's peace formula", by="Norland",
        ),
        terms=make.plan(
            make.term(
                make.evidence(sudland, "the island stays with Sudland"),
                Code(concept="island", stance=Stance.OPPOSE),
            ),
            name="terms of Sudland", by="Sudland",
        ),
    )  # fmt: skip


def _statements(
    talks: Talks,
    ministry: Actor,
    post: Document,
    wire: Document,
    sudland: Document,
    late: Document,
) -> tuple[Statement, ...]:
    offer = "the offer had been sent"
    source = "The ministry of Norland"
    witness = make.actor("witness", ActorKind.UNNAMED, local_to=wire)
    officials = make.actor("Two officials", ActorKind.UNNAMED, local_to=late)
    return (
        make.statement(
            post, offer, source=source, cue="said", speaker=ministry, party="Norland"
        ),
        make.statement(
            wire, offer, source=source, cue="said", speaker=ministry, party="Norland",
            via=[Link(name="The Northern Post", kind=LinkKind.OUTLET)],
        ),
        make.statement(
            post, "at least 298 drones", source="Its air force", cue="counted", speaker=ministry,
            party="Norland",
        ),
        make.statement(
            wire, "up to 350 drones", source="A witness", cue="spoke of", speaker=witness
        ),
        make.statement(
            wire, "prisoners", source=source, cue="declined to comment", speaker=ministry,
            party="Norland", act=Act.DECLINE_COMMENT,
        ),
        make.statement(
            sudland, offer, source="President Karl Holm", cue="denied", speaker=talks.holm,
            party="Sudland", act=Act.DENY,
        ),
        make.statement(
            late, "the offer had been sent <b>twice</b>", source="Two officials", cue="said",
            speaker=officials,
        ),
    )  # fmt: skip


def _figure(document: Document, by: str, value: float, bound: FigureBound, words: str) -> Figure:
    span = make.span(document, words)
    return Figure(by=by, value=value, bound=bound, unit="drones", document=document.id, span=span)
