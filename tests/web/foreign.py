"""Articles that are hard to show: right to left, markup in every field, line ends of all kinds."""

from dataclasses import dataclass

from dragoman.record import (
    Act,
    Actor,
    Code,
    Document,
    Link,
    LinkKind,
    QuoteForm,
    SegmentKind,
    Stance,
    Statement,
)
from dragoman.store import Store
from tests import make

ARABIC = (
    "المبعوثان يتفقان على هدنة\n\n"
    "قال الوزير كريم النهري إن بلاده ستوقف إطلاق النار عند النهر ابتداء من يوم الأحد. "
    "وأضاف: «نحن مستعدون للحديث» بحسب صحيفة The Northern Post.\n\n"
    "اشترك في نشرتنا البريدية"
)
HEBREW = (
    "השרה: השיחות יימשכו\n\n"
    "השרה דנה לביא אמרה כי השיחות על האי יימשכו בשבוע הבא. "
    "„לא ניסוג מן האי”, אמרה לביא ל-Sud Daily."
)
HOSTILE = (
    '<script>alert("x")</script> & the talks\r\n\r\n'
    "The envoy <img src=x onerror=alert(1)> said that {{ 7 * 7 }} ships would sail\u202e soon. "
    "🙂 “We will </mark> go,” the envoy said.\x00\r\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """What stands in the record."""

    arabic: Document
    hebrew: Document
    hostile: Document
    truce: Statement
    island: Statement
    ships: Statement
    go: Statement


def foreign() -> Foreign:
    boilerplate = ARABIC.index("اشترك")
    arabic = make.document(
        ARABIC, "arabic.txt", outlet="صحيفة النهر", title="المبعوثان يتفقان على هدنة",
        published="2025-05-20", language="ar",
        segments=[
            make.segment(0, 25, SegmentKind.HEADLINE),
            make.segment(25, boilerplate),
            make.segment(boilerplate, len(ARABIC), SegmentKind.BOILERPLATE),
        ],
        flags=["truncated"],
    )  # fmt: skip
    hebrew = make.document(
        HEBREW, "hebrew.txt", outlet="עיתון האי", title="השרה: השיחות יימשכו",
        published="2025-05-22", language="he",
    )  # fmt: skip
    hostile = make.document(
        HOSTILE, "<svg onload=alert(2)>.txt", outlet='"><script>alert(3)</script>',
        title="<script>alert(4)</script>", url="javascript:alert(5)", language="en",
    )  # fmt: skip
    nahri = make.actor("Karim al-Nahri", party="Norland")
    lavi = make.actor("Dana Lavi", party="Sudland")
    return Foreign(
        arabic=arabic,
        hebrew=hebrew,
        hostile=hostile,
        truce=make.statement(
            arabic, "بلاده ستوقف إطلاق النار عند النهر ابتداء من يوم الأحد",
            source="الوزير كريم النهري", cue="قال", speaker=nahri, party="Norland",
            act=Act.PROMISE, codes=[Code(concept="truce", stance=Stance.SUPPORT)],
            via=[Link(name="The Northern Post", kind=LinkKind.OUTLET)],
        ),
        island=make.statement(
            hebrew, "לא ניסוג מן האי", source="לביא", cue="אמרה", speaker=lavi, party="Sudland",
            act=Act.REJECT, quote=QuoteForm.DIRECT,
            codes=[Code(concept="island", stance=Stance.OPPOSE)],
        ),
        ships=make.statement(
            hostile, "{{ 7 * 7 }} ships would sail\u202e soon",
            source="The envoy <img src=x onerror=alert(1)>", cue="said",
            speaker=make.actor("<b>Envoy</b>"), party="<i>Nowhere</i>", confidence=0.4,
            via=[Link(name="<u>Agency</u>", kind=LinkKind.OUTLET)],
        ),
        go=make.statement(hostile, "We will </mark> go", quote=QuoteForm.DIRECT),
    )  # fmt: skip


def write_foreign(store: Store) -> Foreign:
    """Write the record as a run would leave it."""
    told = foreign()
    writer = store.writer()
    writer.add_run(make.RUN)
    for document, statements in (
        (told.arabic, [told.truce]),
        (told.hebrew, [told.island]),
        (told.hostile, [told.ships, told.go]),
    ):
        speakers = [_actor(s) for s in statements if s.speaker]
        writer.add_document(document)
        writer.put_reading(document.id, make.RUN.id, statements, speakers)
    return told


def _actor(statement: Statement) -> Actor:
    assert statement.speaker
    return make.actor(statement.speaker.name, statement.speaker.kind, party=statement.party)
