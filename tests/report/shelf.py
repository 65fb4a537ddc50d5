"""Shelf: a record in memory, and the small records that the tests of reports are made on."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.record import (
    Act,
    ActorKind,
    BoundSide,
    Claim,
    ClaimStatus,
    Code,
    DateBasis,
    DateRange,
    Document,
    Family,
    Figure,
    Link,
    LinkKind,
    Meeting,
    MeetingStatus,
    Plan,
    PublishedOn,
    Quarantine,
    QuoteForm,
    Run,
    SegmentKind,
    Span,
    Stance,
    Statement,
    statement_id,
)
from dragoman.report import BriefForm, build_brief, render_brief
from tests import make


@dataclass
class Shelf:
    """A view of records that are held in memory, in whatever order."""

    all_documents: Sequence[Document] = ()
    all_statements: Sequence[Statement] = ()
    all_quarantine: Sequence[Quarantine] = ()
    all_claims: Sequence[Claim] = ()
    all_meetings: Sequence[Meeting] = ()
    all_plans: Sequence[Plan] = ()
    all_runs: Sequence[Run] = (make.RUN,)
    all_date_ranges: Sequence[DateRange] = ()
    all_families: Sequence[Family] = ()

    def documents(self) -> Sequence[Document]:
        return self.all_documents

    def statements(self) -> Sequence[Statement]:
        return self.all_statements

    def date_ranges(self) -> Sequence[DateRange]:
        return self.all_date_ranges

    def families(self) -> Sequence[Family]:
        return self.all_families

    def quarantine(self) -> Sequence[Quarantine]:
        return self.all_quarantine

    def claims(self) -> Sequence[Claim]:
        return self.all_claims

    def meetings(self) -> Sequence[Meeting]:
        return self.all_meetings

    def plans(self) -> Sequence[Plan]:
        return self.all_plans

    def runs(self) -> Sequence[Run]:
        return self.all_runs

    def reversed(self) -> "Shelf":
        """Give the same record in the opposite order."""
        return Shelf(*(list(reversed(getattr(self, f.name))) for f in dataclasses.fields(self)))


HARBOUR = """Harbour talks go on

The island's foreign minister, Ada Brink, said the mainland's offer "is a start", \
adding that "no ship will sail before Friday."\r
According to the Daily Lamp, citing a senior mainland official, the mainland \
would open two of the five ports if the island frees the pilots.

“We know nothing of this,” he said.

Subscribe to our newsletter
"""

BULLETIN = "The mainland denied the report. A retired admiral called the offer hollow."

HEBREW = "שרת החוץ אמרה כי «השיחות יימשכו»."

PAGE = "Home\nPorts\nBrink said the ports stay <i>shut & guarded</i>.\nShe left."

BRINK = make.actor("Ada Brink")
LAMP = make.actor("Daily Lamp", ActorKind.OUTLET)
MAINLAND = make.actor("Mainland", ActorKind.STATE)
OFFICIAL = make.actor("senior mainland official", ActorKind.UNNAMED)
ADMIRAL = make.actor("retired admiral")


def html_brief(view: Shelf, **asked: Any) -> str:
    """Write the brief of a record as HTML."""
    return render_brief(build_brief(view, **asked), BriefForm.HTML).decode()


def markdown_brief(view: Shelf, **asked: Any) -> str:
    """Write the brief of a record as Markdown."""
    return render_brief(build_brief(view, **asked), BriefForm.MARKDOWN).decode()


def harbour() -> Document:
    headline, subscribe = len("Harbour talks go on"), HARBOUR.index("Subscribe")
    document = make.document(
        HARBOUR,
        "harbour.txt",
        outlet="Island Post",
        url="https://island.example/harbour?a=1&b=2",
        published="2024-05-03",
        segments=[
            make.segment(0, headline, SegmentKind.HEADLINE),
            make.segment(headline + 2, subscribe - 2),
            make.segment(subscribe, len(HARBOUR) - 1, SegmentKind.BOILERPLATE),
        ],
        flags=["unclosed quotation"],
    )
    published = PublishedOn(value="2024-05-03", basis=DateBasis.TEXT)
    return dataclasses.replace(document, published=published)


def page() -> Document:
    """Make a web page's visible text, one line a block, with its menu as boilerplate."""
    headline, body = PAGE.index("Ports"), PAGE.index("Brink")
    segments = [
        make.segment(0, headline - 1, SegmentKind.BOILERPLATE),
        make.segment(headline, body - 1, SegmentKind.HEADLINE),
        make.segment(body, len(PAGE)),
    ]
    return make.document(PAGE, "page.html", published="2024-05", segments=segments)


def small_record() -> Shelf:
    """Make a record with one of everything."""
    post, bulletin, hebrew, web = (
        harbour(),
        make.document(BULLETIN, "bulletin.txt", outlet="Mainland Radio"),
        make.document(
            HEBREW, "hebrew.txt", language="he", published="2024-05-04", outlet="Island Post"
        ),
        page(),
    )
    ports = "the mainland would open two of the five ports if the island frees the pilots"
    via = [Link(name="Daily Lamp", kind=LinkKind.OUTLET)]
    condition = make.span(post, "if the island frees the pilots")
    offer = make.statement(
        post,
        ports,
        source="a senior mainland official",
        cue="citing",
        speaker=OFFICIAL,
        party="Mainland",
        act=Act.PROPOSE,
        via=via,
        codes=[Code(concept="ports-open", stance=Stance.SUPPORT, condition=condition)],
    )
    denial = make.statement(
        bulletin,
        "the report",
        source="The mainland",
        speaker=MAINLAND,
        party="Mainland",
        act=Act.DENY,
    )
    quoted = make.span(web, "ports stay <i>shut & guarded</i>")
    statements = [
        make.statement(
            post,
            'the mainland\'s offer "is a start"',
            source="The island's foreign minister, Ada Brink",
            cue="said",
            speaker=BRINK,
            party="Island",
            quote=QuoteForm.MIXED,
            confidence=0.5,
        ),
        make.statement(
            post,
            ["no ship will sail before Friday."],
            cue="adding",
            speaker=BRINK,
            party="Island",
            quote=QuoteForm.DIRECT,
            act=Act.WARN,
            said_on="2024-05-02",
        ),
        make.statement(post, ports, source="the Daily Lamp", cue="According to", speaker=LAMP),
        offer,
        make.statement(
            post, "We know nothing of this,", source="he", act=None, quote=QuoteForm.DIRECT
        ),
        denial,
        make.statement(bulletin, "the offer hollow", source="A retired admiral", speaker=ADMIRAL),
        make.statement(
            hebrew, "השיחות יימשכו", speaker=BRINK, party="Island", quote=QuoteForm.DIRECT
        ),
        make.statement(
            web, quoted.text, source="Brink", speaker=BRINK, party="Island", act=Act.REJECT
        ),
    ]
    return Shelf(
        all_documents=[post, bulletin, hebrew, web],
        all_statements=statements,
        all_quarantine=[make.quarantine("torn.txt", "the file is cut off; ask for it again")],
        all_claims=[
            make.claim(
                offer,
                denial,
                text=ports,
                asserted_by=["Daily Lamp"],
                denied_by=["Mainland"],
                status=ClaimStatus.CONTESTED,
                figures=[_figure(post)],
            )
        ],
        all_meetings=[
            make.meeting(
                make.evidence(post, "Harbour talks"),
                participants=["Island", "Mainland"],
                status=MeetingStatus.HELD,
                date="2024-05",
            )
        ],
        all_plans=[
            make.plan(make.term(make.evidence(post, "two of the five ports")), name="offer")
        ],
        all_date_ranges=[_range(bulletin, post)],
    )


def _range(undated: Document, dated: Document) -> DateRange:
    """Bound a document by an office and by words that it shares with another one."""
    return make.date_range(
        undated,
        make.bound(undated, "2023", "A retired admiral", because="the fleet: admiral until 2023"),
        make.bound(
            undated,
            "2024-05-17",
            "the report",
            side=BoundSide.LATEST,
            because="harbour.txt, published 2024-05-03, quotes the same words",
            other=make.evidence(dated, "two"),
        ),
    )


def _figure(document: Document) -> Figure:
    words = make.span(document, "two")
    return Figure(by="Daily Lamp", value=2, unit="ports", document=document.id, span=words)


def cut(document: Document, *places: tuple[int, int]) -> Statement:
    """Make a statement whose content is at the given places."""
    spans = tuple(Span.of(document.text, start, end) for start, end in places)
    whole = make.statement(document)
    return dataclasses.replace(
        whole, id=statement_id(document.id, None, None, spans), content=spans
    )
