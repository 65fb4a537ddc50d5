"""Documents: the list of all that the record rests on, the newest first."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.report.characters import shown_in_line
from dragoman.report.signs import language_name
from dragoman.store.queries.documents import (
    DocumentHead,
    DocumentList,
    LanguageCounts,
    OutletCounts,
)
from dragoman.store.queries.written import Part
from dragoman.web.asking import Blank, Day, ListFilter, Words, iso
from dragoman.web.choices import Choice, ChoiceGroup
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.pages.dating import Dating, build_dating
from dragoman.web.rendering import render

A_PAGE = 100

DAMAGED = (
    ChoiceGroup(
        name="",
        choices=(Choice(value="true", name="damaged"), Choice(value="false", name="undamaged")),
    ),
)
DATED = (
    ChoiceGroup(
        name="",
        choices=(
            Choice(value="true", name="without a date of their own"),
            Choice(value="false", name="with one"),
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document in a table.

    Attributes:
        id: Its id.
        title: Its title, else its headline or its first words, else its name.
        outlet: Who published it. None: not known.
        outlet_name: The same as the record has it, for addresses.
        dating: When it was published.
        language: Its language code. None: too short to tell.
        damage: What is wrong with it, in words.
        statements: How many it has.
    """

    id: str
    title: str
    outlet: str | None
    outlet_name: str | None
    dating: Dating
    language: str | None
    damage: tuple[str, ...]
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFilter(ListFilter):
    """What is asked for; None asks for nothing.

    Attributes:
        text: Words of name, title or outlet.
        outlet: Who published it.
        language: Its language code.
        since: ISO day.
        until: ISO day.
        flagged: Whether it is damaged.
        undated: Whether it has no date of its own.
    """

    text: str | None = None
    outlet: str | None = None
    language: str | None = None
    since: str | None = None
    until: str | None = None
    flagged: bool | None = None
    undated: bool | None = None

    @property
    def query(self) -> Mapping[str, str | None]:
        """The filter as it stands in an address."""
        flags = {"flagged": _word(self.flagged), "undated": _word(self.undated)}
        return {**asdict(self), **flags}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsPage:
    """What the list of documents shows.

    Attributes:
        title: What the page is called.
        asked: The filter.
        total: How many documents it lets through.
        rows: A part of them.
        next: Cursor of the next part. None: this is the last.
        outlets: What may be chosen as outlet.
        languages: What may be chosen as language.
        damaged: What may be chosen of damage.
        dated: What may be chosen of dates.
    """

    title: str
    asked: DocumentFilter
    total: int
    rows: tuple[DocumentRow, ...]
    next: str | None
    outlets: tuple[ChoiceGroup, ...]
    languages: tuple[ChoiceGroup, ...]
    damaged: tuple[ChoiceGroup, ...] = DAMAGED
    dated: tuple[ChoiceGroup, ...] = DATED


router = APIRouter()


@router.get("/documents", response_class=HTMLResponse)
def documents(
    request: Request,
    desk: AtDesk,
    text: Words = None,
    outlet: Words = None,
    language: Words = None,
    since: Day = None,
    until: Day = None,
    flagged: Annotated[bool | None, Blank] = None,
    undated: Annotated[bool | None, Blank] = None,
    after: Words = None,
) -> HTMLResponse:
    """List the documents, the newest first."""
    asked = DocumentFilter(
        text=text,
        outlet=outlet,
        language=language,
        since=iso(since),
        until=iso(until),
        flagged=flagged,
        undated=undated,
    )
    return render(request, "documents.html.j2", build_documents(desk, asked, after=after))


def build_documents(
    desk: Desk, asked: DocumentFilter | None = None, *, after: str | None = None
) -> DocumentsPage:
    """Build a part of the list of documents.

    Args:
        desk: What the request works with.
        asked: Which documents. None: all.
        after: Cursor of the part before. None: from the beginning.

    Raises:
        QueryError: The cursor is none of this list.
    """
    asked = asked or DocumentFilter()
    wanted = DocumentList(
        text=asked.text,
        outlet=asked.outlet,
        language=asked.language,
        since=asked.since,
        until=asked.until,
        flagged=asked.flagged,
        undated=asked.undated,
        after=after,
        limit=A_PAGE,
        count=True,
    )
    found = desk.view.ask(wanted)
    return DocumentsPage(
        title="Documents",
        asked=asked,
        total=found.total or 0,
        rows=tuple(document_row(head) for head in found.items),
        next=found.next,
        outlets=outlet_choices(desk),
        languages=_languages(desk),
    )


def document_row(head: DocumentHead) -> DocumentRow:
    """Put a document into a row of a table."""
    return DocumentRow(
        id=head.id,
        title=shown_in_line(head.heading),
        outlet=shown_in_line(head.outlet) if head.outlet else None,
        outlet_name=head.outlet,
        dating=build_dating(head),
        language=head.language,
        damage=tuple(shown_in_line(flag) for flag in head.flags),
        statements=head.statements,
    )


def outlet_choices(desk: Desk) -> tuple[ChoiceGroup, ...]:
    """Offer the outlets by name, as the record spells them."""

    def make() -> tuple[ChoiceGroup, ...]:
        counts = desk.ask(OutletCounts(), Part.DOCUMENTS, Part.STATEMENTS)
        known = [found.outlet for found in counts if found.outlet]
        named = sorted(known, key=lambda name: (name.casefold(), name))
        choices = tuple(Choice(value=name, name=shown_in_line(name)) for name in named)
        return (ChoiceGroup(name="", choices=choices),) if choices else ()

    return desk.memo("outlet choices", make, Part.DOCUMENTS, Part.STATEMENTS)


def _languages(desk: Desk) -> tuple[ChoiceGroup, ...]:
    def make() -> tuple[ChoiceGroup, ...]:
        codes = [code for code, _ in desk.view.ask(LanguageCounts()) if code]
        choices = tuple(Choice(value=code, name=language_name(code)) for code in codes)
        return (ChoiceGroup(name="", choices=choices),) if choices else ()

    return desk.memo("language choices", make, Part.DOCUMENTS)


def _word(value: bool | None) -> str | None:
    return None if value is None else str(value).lower()
