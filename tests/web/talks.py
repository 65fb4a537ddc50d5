"""The record that pages are tested on: three articles of two invented countries, written by us."""

from dataclasses import dataclass
from pathlib import Path

from dragoman.record import (
    Act,
    Actor,
    ActorKind,
    ClaimStatus,
    Code,
    Document,
    Link,
    LinkKind,
    Stance,
    Statement,
)
from dragoman.settings import Dossier, open_dossier
from dragoman.store import Store
from tests import make

DOSSIER = """title = "Talks between Norland and Sudland"
negotiation = "Norland-Sudland"
parties = ["Norland", "Sudland"]
third_parties = ["Westland"]
"""

CODEBOOK = """negotiation: Norland-Sudland
parties: [Norland, Sudland]
third_parties: [Westland]
issues: [security, territory]
concepts:
  - id: truce
    issue: security
    text: The guns fall silent along the river
    support: [we are ready to stop firing]
    oppose: [there will be no truce]
  - id: island
    issue: territory
    text: Sudland leaves the island
    support: [their soldiers must go home]
    oppose: [the island stays with us]
"""

FIRST = (
    "Envoys speak of a truce\n\n"
    "Minister Anna Berg said on Monday that Norland would stop firing once the island was empty. "
    '"We are ready for a truce," Berg told The Northern Post.\n\n'
    "Two Western officials said the offer had been sent to Sudland last week."
)
SECOND = (
    "Sudland answers\n\n"
    "President Karl Holm rejected the offer. “The island stays with us,” he said. "
    "Holm denied that any offer had reached his office."
)
THIRD = (
    "Nobody knows what was said <script>alert(1)</script> & why, a source close to both claimed."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talks:
    """What stands in the record."""

    berg: Actor
    holm: Actor
    first: Document
    second: Document
    third: Document
    offer: Statement
    ready: Statement
    officials: Statement
    stays: Statement
    denial: Statement
    unresolved: Statement


def talks() -> Talks:
    berg = make.actor("Anna Berg", names=["Berg"], party="Norland")
    holm = make.actor("Karl Holm", names=["Holm"], party="Sudland")
    first = make.document(
        FIRST, "first.txt", outlet="The Northern Post", title="Envoys speak of a truce",
        published="2025-05-19",
    )  # fmt: skip
    second = make.document(
        SECOND, "second.txt", outlet="Sud Daily", title="Sudland answers", published="2025-05-21"
    )
    third = make.document(THIRD, "third.txt", outlet="<b>Gossip</b>", title="A <i>source</i>")
    condition = make.span(first, "once the island was empty")
    return Talks(
        berg=berg,
        holm=holm,
        first=first,
        second=second,
        third=third,
        offer=make.statement(
            first, "Norland would stop firing once the island was empty",
            source="Minister Anna Berg", cue="said", speaker=berg, party="Norland",
            act=Act.PROPOSE, confidence=0.9,
            codes=[Code(concept="truce", stance=Stance.SUPPORT, condition=condition,
                        confidence=0.8)],
        ),
        ready=make.statement(
            first, "We are ready for a truce", source="Berg", cue="told", speaker=berg,
            party="Norland", act=Act.ASSERT, confidence=0.95,
            codes=[Code(concept="truce", stance=Stance.SUPPORT, confidence=0.95)],
            via=[Link(name="The Northern Post", kind=LinkKind.OUTLET)],
        ),
        officials=make.statement(
            first, "the offer had been sent to Sudland last week",
            source="Two Western officials", confidence=0.6,
        ),
        stays=make.statement(
            second, "The island stays with us", source="he", cue="said", speaker=holm,
            party="Sudland", act=Act.REJECT, confidence=0.97,
            codes=[Code(concept="island", stance=Stance.OPPOSE, confidence=0.9)],
        ),
        denial=make.statement(
            second, "any offer had reached his office", source="Holm", cue="denied", speaker=holm,
            party="Sudland", act=Act.DENY, confidence=0.92,
        ),
        unresolved=make.statement(
            third, "Nobody knows what was said <script>alert(1)</script> & why",
            source="a source close to both", cue="claimed", confidence=0.55,
        ),
    )  # fmt: skip


def write_talks(store: Store) -> Talks:
    """Write the record as a run would leave it."""
    told = talks()
    writer = store.writer()
    writer.add_run(make.RUN)
    westerners = make.actor("Two Western officials", ActorKind.UNNAMED, local_to=told.first)
    for document, statements, actors in (
        (told.first, [told.offer, told.ready, told.officials], [told.berg, westerners]),
        (told.second, [told.stays, told.denial], [told.holm]),
        (told.third, [told.unresolved], []),
    ):
        writer.add_document(document)
        writer.put_reading(document.id, make.RUN.id, statements, actors)
    writer.put_claims(
        [
            make.claim(
                told.officials, told.denial, text="The offer was sent to Sudland",
                asserted_by=["Westland"], denied_by=["Sudland"], status=ClaimStatus.CONTESTED,
            )
        ]
    )  # fmt: skip
    writer.rank_review(["Norland", "Sudland"])
    return told


def make_dossier(folder: Path) -> Dossier:
    (folder / "dossier.toml").write_text(DOSSIER, encoding="utf-8")
    (folder / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    return open_dossier(folder)


def take_truce_back(store: Store, talks: Talks) -> Statement:
    """Let Berg take the truce back, in words whose code is likely to be wrong."""
    text = "There will be no truce, Berg said."
    document = make.document(text, "six.txt", published="2025-07-01")
    code = Code(concept="truce", stance=Stance.OPPOSE, confidence=0.45)
    said = make.statement(
        document, "There will be no truce", speaker=talks.berg, party="Norland", codes=[code]
    )
    writer = store.writer()
    writer.add_document(document)
    writer.put_reading(document.id, make.RUN.id, [said], [talks.berg])
    return said
