"""Additions: statements that people add because no machine found them."""

from collections.abc import Iterable

from dragoman.record import PEOPLE, Document, Field, Judgement, QuoteForm, Span, Statement, covered
from dragoman.record.corrections import read_added, read_speaker
from dragoman.resolve.corrections import Cast, see_spans

MARKS = '"“”„«»'
OPENING, CLOSING = '"“„«‘‚‹', '"”“»’‘›'


def added(judgement: Judgement, document: Document) -> Statement:
    """Make the statement that a judgement adds, with its spans alone; the rest is set as corrected.

    Raises:
        RecordError: The document does not have its words.
    """
    given = read_added(judgement.value or "")
    see_spans((given.source, given.cue, *given.content), document)
    return Statement(
        id=judgement.target,
        document=document.id,
        source=given.source,
        cue=given.cue,
        content=given.content,
        speaker=None,
        party=None,
        quote=given.quote or quote_form(given.content, document.text),
        act=None,
        run=PEOPLE.id,
    )


def is_same(statement: Statement, judgement: Judgement, cast: Cast) -> bool:
    """Tell whether a machine's statement may be the one that was added, if their contents agree.

    Contents lie one inside of the other where somebody says that somebody says; their sources do
    not, and their speakers differ. Where the person told no source, the speaker tells.

    Raises:
        RecordError: The speaker is nobody who is known.
    """
    given = read_added(judgement.value or "")
    if given.source is not None:
        return bool(statement.source and covered([given.source]) & covered([statement.source]))
    named = read_speaker(given.values.get(Field.SPEAKER, "null"))
    if named is None or statement.speaker is None:
        return False
    speaker, _ = cast.speaker(named)
    return speaker.id == statement.speaker.id


def quote_form(content: Iterable[Span], text: str) -> QuoteForm:
    """Tell how much of a content is quoted, by the quotation marks in and around its spans."""
    spans = tuple(content)
    if all(_is_quoted(span, text) for span in spans):
        return QuoteForm.DIRECT
    around = "".join(span.text + text[span.end : span.end + 1] for span in spans)
    has_marks = any(mark in around for mark in MARKS)
    return QuoteForm.MIXED if has_marks else QuoteForm.INDIRECT


def _is_quoted(span: Span, text: str) -> bool:
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    first, last = span.text[:1], span.text.rstrip(".,!?")[-1:]
    opens = bool(before and before in OPENING) or first in OPENING
    closes = bool(after and after in CLOSING) or last in CLOSING
    return opens and closes
