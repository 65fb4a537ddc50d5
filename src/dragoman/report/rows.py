"""Rows: a statement as a brief shows it, in words and signs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from dragoman.analysis import CoveredDocument, Said
from dragoman.record import DateBasis, QuoteForm, Statement
from dragoman.report.articles import ArticleText
from dragoman.report.characters import safe_language, shown_in_line
from dragoman.report.parties import PartySign
from dragoman.report.signs import DOUBT_BELOW, FORMS, act_word, stance_sign


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRow:
    """A concept that a statement bears on: glyph, its word, the concept, the condition's words."""

    glyph: str
    word: str
    concept: str
    condition: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """A statement ready to be shown; every text can be displayed in a line.

    Attributes:
        key: The statement's id; `s-<key>` is its place in the text, `q-<key>` in the lists.
        label: Number of the document and of the statement in it.
        number: The latter alone.
        speaker: Canonical name. None: unresolved.
        source: The words that name the source. None: the text names nobody.
        sign: Mark of the party spoken for. None: no party.
        act: Verb for the act.
        form: Word for the quote form.
        direct: Whether all of it stands within quotation marks.
        words: The content, a text per span.
        codes: The concepts that it bears on.
        via: Names of the chain, outermost first.
        outlet: Who published the document. None: not known.
        said_on: When it was said. None: not told.
        day: When the document was published, as precise as known. None: undated.
        basis: What that was read from. None: undated.
        doubtful: Whether confidence is below DOUBT_BELOW.
        language: The document's language code. None: not known.
    """

    key: str
    label: str
    number: int
    speaker: str | None
    source: str | None
    sign: PartySign | None
    act: str
    form: str
    direct: bool
    words: tuple[str, ...]
    codes: tuple[CodeRow, ...]
    via: tuple[str, ...]
    outlet: str | None
    said_on: str | None
    day: str | None
    basis: DateBasis | None
    doubtful: bool
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateGroup:
    """Statements whose documents have the same date, known in the same way."""

    day: str | None
    basis: DateBasis | None
    rows: tuple[StatementRow, ...]


def build_row(said: Said, article: ArticleText, signs: Mapping[str, PartySign]) -> StatementRow:
    """Put a statement into words and signs."""
    statement, document = said.statement, said.covered.document
    return StatementRow(
        key=statement.id,
        label=said.label,
        number=said.number,
        speaker=shown_in_line(statement.speaker.name) if statement.speaker else None,
        source=" ".join(article.words([statement.source])) if statement.source else None,
        sign=signs[statement.party] if statement.party else None,
        act=act_word(statement.act),
        form=FORMS[statement.quote],
        direct=statement.quote is QuoteForm.DIRECT,
        words=tuple(article.words(statement.content)),
        codes=_codes(statement, article),
        via=tuple(shown_in_line(link.name) for link in statement.via),
        outlet=shown_outlet(said.covered),
        said_on=statement.said_on,
        day=said.covered.day,
        basis=said.covered.basis,
        doubtful=statement.confidence < DOUBT_BELOW,
        language=safe_language(document.language),
    )


def by_date(rows: Iterable[StatementRow]) -> tuple[DateGroup, ...]:
    """Group rows, which are in order, by date and its basis."""

    def date_of(row: StatementRow) -> tuple[str | None, DateBasis | None]:
        return row.day, row.basis

    return tuple(
        DateGroup(day=day, basis=basis, rows=tuple(group))
        for (day, basis), group in groupby(rows, key=date_of)
    )


def shown_outlet(covered: CoveredDocument) -> str | None:
    """Give the outlet's name for display. None: not known."""
    return shown_in_line(covered.document.outlet) if covered.document.outlet else None


def _codes(statement: Statement, article: ArticleText) -> tuple[CodeRow, ...]:
    rows = []
    for code in statement.codes:
        glyph, word = stance_sign(code)
        condition = " ".join(article.words([code.condition])) if code.condition else None
        concept = shown_in_line(code.concept)
        rows.append(CodeRow(glyph=glyph, word=word, concept=concept, condition=condition))
    return tuple(rows)
