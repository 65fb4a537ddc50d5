"""Verifying: whether everything in a record holds that it says, without anything from outside.

Rule 1 checked at rest. Records check their own rules, ids and fingerprints when they are read; here
every span's characters are held against the document's text, every text against the page it came
from, every derived position against its statements, and every judgement against its target.
"""

import dataclasses
import zlib
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from dragoman.errors import DocumentError
from dragoman.ingest import page_text
from dragoman.ingest.families import kinships_of
from dragoman.pipeline.positioning import bases_of, course_in
from dragoman.record import (
    Claim,
    Decision,
    Document,
    Family,
    Judgement,
    Kinship,
    PositionBasis,
    Span,
    Versions,
)
from dragoman.store import Store, View
from dragoman.store.queries.deriving import (
    BasesOfCell,
    BasesOfDocuments,
    CellsKnown,
    DocumentIds,
)
from dragoman.store.queries.verifying import (
    OF_DOCUMENTS,
    CourseKept,
    DerivedToday,
    JudgedMissing,
    Kept,
    Missing,
    Noun,
    RowsKept,
)

DOCUMENTS_AT_ONCE = 50
TEXTS_KEPT = 256
"""Texts that evidence points into, kept while it is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in the record that does not hold.

    Attributes:
        noun: What it is in; `database` where it is in no row.
        id: Which one. None: it is in no row.
        what: What does not hold.
    """

    noun: str
    id: str | None
    what: str


@dataclass(slots=True)
class Verified:
    """What a verification has looked at so far.

    Attributes:
        rows: How many of each noun.
    """

    rows: Counter[str] = dataclasses.field(default_factory=Counter)


def verify(store: Store, verified: Verified, progress: Callable[[str], None]) -> Iterator[Fault]:
    """Look through a whole record; what holds is counted, what does not is told.

    Args:
        store: The record.
        verified: Counts the rows, as far as the iterator has been read.
        progress: Is told the name of each document that has been looked at.
    """
    for line in store.check():
        yield Fault(noun="database", id=None, what=line)
    with store.snapshot() as view:
        texts, sound = _Texts(view), True
        nouns = [noun for noun in Noun if noun is not Noun.DOCUMENT and noun not in OF_DOCUMENTS]
        for fault in chain(
            _documents(view, texts, verified, progress),
            *(_noun(view, noun, texts, verified) for noun in nouns),
        ):
            sound = False
            yield fault
        if sound:  # what is derived from rows that do not hold cannot be derived again
            yield from _positions(view)
        for id_ in view.ask(JudgedMissing()):
            what = "counts for a statement that is not there"
            yield Fault(noun=Noun.JUDGEMENT, id=id_, what=what)


class _Texts:
    """The texts that spans point into; some are kept while they are looked at."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._kept: OrderedDict[str, str] = OrderedDict()

    def document(self, id_: str) -> Document | None:
        """Give a document, and keep its text. None: it is not there, or cannot be read."""
        kept = self._view.ask(RowsKept(noun=Noun.DOCUMENT, ids=(id_,)))
        for _, document in kept.records:
            assert isinstance(document, Document)
            self._kept[id_] = document.text
            if len(self._kept) > TEXTS_KEPT:
                self._kept.popitem(last=False)
            return document
        return None

    def text(self, id_: str) -> str | None:
        """Give a text. None: its document is not there, or cannot be read."""
        if id_ not in self._kept:
            self.document(id_)
        return self._kept.get(id_)

    def why(self, id_: str) -> str:
        """Tell why a document cannot be read."""
        kept = self._view.ask(RowsKept(noun=Noun.DOCUMENT, ids=(id_,)))
        return dict(kept.broken).get(id_, "is not there")


def _documents(
    view: View, texts: _Texts, verified: Verified, progress: Callable[[str], None]
) -> Iterator[Fault]:
    """Check documents, and with their texts at hand what points into them."""
    ids = view.ask(DocumentIds())
    for start in range(0, len(ids), DOCUMENTS_AT_ONCE):
        some = ids[start : start + DOCUMENTS_AT_ONCE]
        for id_ in some:
            verified.rows[Noun.DOCUMENT] += 1
            document = texts.document(id_)
            if document is None:
                yield Fault(noun=Noun.DOCUMENT, id=id_, what=texts.why(id_))
                continue
            if not _renders(view, document):
                what = "its text is not what its page renders to"
                yield Fault(noun=Noun.DOCUMENT, id=id_, what=what)
            progress(document.name)
        for noun in sorted(OF_DOCUMENTS):
            yield from _rows(view, view.ask(RowsKept(noun=noun, documents=some)), texts, verified)


def _renders(view: View, document: Document) -> bool:
    """Tell whether a document's page, if there is one, gives its text."""
    try:
        markup = view.page(document.id)
        return markup is None or page_text(markup) == document.text
    except (DocumentError, ValueError, zlib.error):
        return False


def _noun(view: View, noun: Noun, texts: _Texts, verified: Verified) -> Iterator[Fault]:
    after = None
    while True:
        kept = view.ask(RowsKept(noun=noun, after=after))
        yield from _rows(view, kept, texts, verified)
        after = kept.last
        if after is None:
            return


def _rows(view: View, kept: Kept, texts: _Texts, verified: Verified) -> Iterator[Fault]:
    verified.rows[kept.noun] += len(kept.records) + len(kept.broken)
    for key, what in kept.broken:
        yield Fault(noun=kept.noun, id=key, what=what)
    for key, record in kept.records:
        for what in (*_points(record, texts), *_targets(view, record), *_alike(record, texts)):
            yield Fault(noun=kept.noun, id=key, what=what)


def _points(record: object, texts: _Texts) -> Iterator[str]:
    """Tell which spans of a record are not in the text that they point into."""
    for document, span in placed_spans(record):
        text = texts.text(document)
        if text is None:
            yield f"points into document {document}, which is not there or cannot be read"
        elif text[span.start : span.end] != span.text:
            yield f"[{span.start}, {span.end}) of document {document} is not {span.text[:40]!r}"


def placed_spans(record: object, document: str = "") -> Iterator[tuple[str, Span]]:
    """Give every span in a record, however deep, with the document that it points into."""
    if isinstance(record, Span):
        yield document, record
    elif isinstance(record, tuple):
        for item in record:
            yield from placed_spans(item, document)
    elif dataclasses.is_dataclass(record):
        inner = getattr(record, "document", None) or document
        for field in dataclasses.fields(record):
            yield from placed_spans(getattr(record, field.name), inner)


def _alike(record: object, texts: _Texts) -> Iterator[str]:
    """Tell whether two documents that are said to carry one text do."""
    if not isinstance(record, Kinship):
        return
    shorter, longer = texts.document(record.shorter), texts.document(record.longer)
    if shorter is None or longer is None:
        yield "is between documents of which one is not there or cannot be read"
    elif next(kinships_of(shorter, [longer]), None) != record:
        yield "is not what comparing the two documents gives"


def _targets(view: View, record: object) -> Iterator[str]:
    """Tell which rows that a record rests on are not there."""
    if isinstance(record, Family | Versions):
        for lost in view.ask(Missing(noun=Noun.DOCUMENT, ids=record.documents)):
            yield f"has document {lost}, which is not there"
    statements: tuple[str, ...] = ()
    if isinstance(record, Claim):
        statements = tuple(dict.fromkeys(record.statements))
    elif isinstance(record, PositionBasis):
        statements = (record.statement,)
    for lost in view.ask(Missing(noun=Noun.STATEMENT, ids=statements)) if statements else ():
        yield f"rests on statement {lost}, which is not there"
    if isinstance(record, Judgement) and record.decision is Decision.WITHDRAW:
        for lost in view.ask(Missing(noun=Noun.JUDGEMENT, ids=(record.target,))):
            yield f"takes back judgement {lost}, which is not there"


def _positions(view: View) -> Iterator[Fault]:
    """Check derived positions against what derives them, if they are said to be up to date."""
    if not view.ask(DerivedToday()):
        return
    ids, cells = view.ask(DocumentIds()), view.ask(CellsKnown())
    if not cells:
        # A record from before positions were kept has none until the next run.
        if any(bases_of(view, (id_,)) for id_ in ids):
            what = "none has been derived yet; `dragoman run` does it"
            yield Fault(noun="position", id=None, what=what)
        return
    for start in range(0, len(ids), DOCUMENTS_AT_ONCE):
        some = ids[start : start + DOCUMENTS_AT_ONCE]
        kept = Counter(view.ask(BasesOfDocuments(documents=some)))
        made = Counter(bases_of(view, some))
        for basis in (kept - made) + (made - kept):
            what = f"is not what its statement gives for {basis.party} on {basis.concept}"
            yield Fault(noun=Noun.BASIS, id=basis.statement, what=what)
    for party, concept in cells:
        bases = view.ask(BasesOfCell(party=party, concept=concept))
        course = course_in(view, (party, concept), bases)
        steps, shifts = view.ask(CourseKept(party=party, concept=concept))
        if set(steps) != set(course.steps) or set(shifts) != set(course.shifts):
            what = "its steps or shifts are not what its statements give"
            yield Fault(noun="position", id=f"{party} on {concept}", what=what)
