"""Lines: a statement as every page shows it, with links to its words, speaker and document."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.record import Code, DateRange, LinkKind, QuoteForm, Span, Statement, days_between
from dragoman.report.characters import safe_language, shown_in_line
from dragoman.report.parties import PartySign
from dragoman.report.signs import DOUBT_BELOW, FORMS, act_word, stance_sign
from dragoman.store.queries.documents import DocumentHead, DocumentHeads
from dragoman.web.desk import Desk
from dragoman.web.wording import closed, cut_short

HEADING = 60
"""Characters of a title that stand for an outlet that is not known."""

RETOLD = "the speaker’s own retelling"
"""What stands for a speaker who is a link of the own chain: "I said that we have to talk"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLine:
    """A concept that a statement bears on.

    Attributes:
        concept: Its id.
        text: Its proposition; the id where the codebook lacks it.
        glyph: The sign of the stance.
        word: The word that a screen reader says for it.
        condition: What the stance hangs on, in the article's words. None: nothing.
    """

    concept: str
    text: str
    glyph: str
    word: str
    condition: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """The document that a statement is in.

    Attributes:
        id: Its id.
        title: Its title, or its name.
        outlet: Who published it. None: not known.
        day: When it was published, as precise as known. None: undated.
        basis: What that was read from. None: undated.
        date_range: Between which days an undated one is from. None: it has a date, or nothing
            tells.
    """

    id: str
    title: str
    outlet: str | None
    day: str | None
    basis: str | None
    date_range: DateRange | None

    @property
    def days(self) -> str | None:
        """Between which days an undated one is from, in short. None: nothing tells."""
        return self.date_range.days if self.date_range else None

    @property
    def short(self) -> str:
        """The title, cut short, for where there is no outlet to name."""
        return cut_short(self.title, HEADING)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """A statement ready to be shown; every text can be displayed in a line.

    Attributes:
        id: Its id; the article has it as `s-<id>`.
        speaker: Canonical name. None: unresolved.
        speaker_id: The actor's id. None: unresolved.
        source: The words that name the source. None: the text names nobody.
        sign: Mark of the party spoken for. None: no party.
        act: Verb for the act.
        form: Word for the quote form.
        direct: Whether all of it stands within quotation marks.
        words: The content, a text per span.
        codes: The concepts that it bears on.
        via: Names of the chain, outermost first; who retells own words is called so.
        document: Where it stands.
        said_on: When it was said, as the text tells. None: it does not.
        doubtful: Whether confidence is below DOUBT_BELOW.
        language: The document's language code. None: not known.
    """

    id: str
    speaker: str | None
    speaker_id: str | None
    source: str | None
    sign: PartySign | None
    act: str
    form: str
    direct: bool
    words: tuple[str, ...]
    codes: tuple[CodeLine, ...]
    via: tuple[str, ...]
    document: DocumentLine
    said_on: str | None
    doubtful: bool
    language: str | None

    @property
    def day(self) -> str | None:
        """When it was said, or else published. None: undated."""
        return self.said_on or self.document.day


def build_lines(desk: Desk, statements: Sequence[Statement]) -> tuple[StatementLine, ...]:
    """Put statements into words and signs, in the order given."""
    ids = tuple(dict.fromkeys(statement.document for statement in statements))
    heads = {head.id: head for head in desk.view.ask(DocumentHeads(ids=ids))}
    return tuple(_line(desk, statement, heads[statement.document]) for statement in statements)


def document_line(head: DocumentHead) -> DocumentLine:
    """Put what is known of a document into a line."""
    ranged = head.date_range.published if head.date_range else None
    published = head.published or ranged
    return DocumentLine(
        id=head.id,
        title=shown_in_line(head.heading),
        outlet=shown_in_line(head.outlet) if head.outlet else None,
        day=published.value[:10] if published else None,
        basis=published.basis if published else None,
        date_range=head.date_range,
    )


def days_told(desk: Desk, documents: Iterable[str]) -> str | None:
    """Tell between which days undated documents are from, by their ids. None: nothing tells."""
    heads = desk.view.ask(DocumentHeads(ids=tuple(dict.fromkeys(documents))))
    return days_between([head.date_range for head in heads])


def words_of(spans: Iterable[Span]) -> tuple[str, ...]:
    """Give each span's words ready for display in a line."""
    return tuple(closed(shown_in_line(span.text)) for span in spans)


def _line(desk: Desk, statement: Statement, head: DocumentHead) -> StatementLine:
    speaker = statement.speaker
    return StatementLine(
        id=statement.id,
        speaker=shown_in_line(speaker.name) if speaker else None,
        speaker_id=speaker.id if speaker else None,
        source=shown_in_line(statement.source.text) if statement.source else None,
        sign=desk.sign(statement.party),
        act=act_word(statement.act),
        form=FORMS[statement.quote],
        direct=statement.quote is QuoteForm.DIRECT,
        words=words_of(statement.content),
        codes=tuple(code_line(desk, code) for code in statement.codes),
        via=tuple(link_names(statement)),
        document=document_line(head),
        said_on=statement.said_on,
        doubtful=statement.confidence < DOUBT_BELOW,
        language=safe_language(head.language),
    )


def link_names(statement: Statement) -> Iterator[str]:
    """Name the links of a chain. Two unnamed sources of one description may be two."""
    speaker = statement.speaker
    for link in statement.via:
        own = speaker is not None and link.name == speaker.name
        named = link.kind is not LinkKind.UNNAMED
        yield RETOLD if own and named else shown_in_line(link.name)


def code_line(desk: Desk, code: Code) -> CodeLine:
    """Put a code into words and signs."""
    glyph, word = stance_sign(code)
    return CodeLine(
        concept=code.concept,
        text=shown_in_line(desk.concept_text(code.concept)),
        glyph=glyph,
        word=word,
        condition=shown_in_line(code.condition.text) if code.condition else None,
    )
