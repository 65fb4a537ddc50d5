"""Outlet's voice: the words by which an outlet itself judges, with where they stand; no rating."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.analysis.loaded_words import WordKind, loaded_words
from dragoman.analysis.voice import LoadedWord, own_voice
from dragoman.record import digest
from dragoman.report.characters import shown
from dragoman.store.queries.carried import DocumentsOf, Spoken, SpokenIn
from dragoman.store.queries.documents import DocumentHeads
from dragoman.store.queries.written import Part
from dragoman.web.desk import Desk
from dragoman.web.pages.documents import DocumentRow, document_row
from dragoman.web.pages.outlets import Outlet

READ = 50
"""Documents that are read for one page: reading one takes one to two milliseconds."""

A_PAGE = 40
MOST_WORDS = 12

KINDS = {
    WordKind.STATUS: "decides what sides dispute",
    WordKind.LABEL: "names somebody by a judgement",
    WordKind.DOUBT: "casts doubt",
    WordKind.BLAME: "blames",
    WordKind.PRAISE: "praises",
    WordKind.INTENSIFIER: "makes larger",
    WordKind.ALARM: "moves to fear or pity",
    WordKind.COMMENT: "takes agreement for granted",
    WordKind.SPEECH: "judges how somebody speaks",
}
"""What the words of each kind do, in the order in which the kinds are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceAsked:
    """Which loaded words are listed.

    Attributes:
        kind: Only those of a kind. None: all.
        word: Only those listed under a word. None: all.
        after: How many are before the part that is wanted.
        skip: How many of the outlet's newest documents are left out; READ after them are read.
    """

    kind: WordKind | None = None
    word: str | None = None
    after: int = 0
    skip: int = 0

    @property
    def query(self) -> dict[str, str | None]:
        """The same as it stands in an address."""
        return {"kind": self.kind, "word": self.word, "from": str(self.skip) if self.skip else None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """All loaded words of some of an outlet's documents, the newest document first.

    Attributes:
        read: How many documents were read.
        others: How many of them are in languages that there is no list for.
        words: How many words the outlet writes itself in the rest.
        loaded: Its loaded words.
    """

    read: int
    others: int
    words: int
    loaded: tuple[LoadedWord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """How many loaded words there are of a kind, and which ones most."""

    kind: WordKind
    does: str
    number: int
    words: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceLine:
    """A loaded word in its sentence.

    Attributes:
        kind: What it does.
        before: The words before it.
        word: The word.
        after: The words behind it.
        start: Where it begins in the document.
        end: Where it ends.
        row: The document.
    """

    kind: WordKind
    before: str
    word: str
    after: str
    start: int
    end: int
    row: DocumentRow

    @property
    def cut_before(self) -> bool:
        """Whether the sentence begins before these words, as far as a capital tells."""
        return not (self.before or self.word).lstrip()[:1].isupper()

    @property
    def cut_after(self) -> bool:
        """Whether it goes on behind them."""
        return not (self.after or self.word).endswith((".", "!", "?", "…"))


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceShown:
    """What the page shows of an outlet's own voice.

    Attributes:
        asked: Which words are listed.
        read: How many documents were read.
        first: Which of its documents, the newest being 1, was the first of these.
        newer: How many are left out to read the part of newer documents. None: there are none.
        older: The same for the part of older ones.
        all_documents: How many it has.
        others: How many of those read are in other languages than the list.
        words: How many words it writes itself in the rest.
        number: How many of these are loaded.
        listed: How many of them the filter lets through.
        kinds: Their kinds; the empty ones left out.
        lines: A part of them, in their sentences.
        next: How many are before the next part. None: this is the last.
        entries: How many entries the list of words has.
    """

    asked: VoiceAsked
    read: int
    first: int
    newer: int | None
    older: int | None
    all_documents: int
    others: int
    words: int
    number: int
    listed: int
    kinds: tuple[KindCount, ...]
    lines: tuple[VoiceLine, ...]
    next: int | None
    entries: int


def build_voice(desk: Desk, outlet: Outlet, asked: VoiceAsked) -> VoiceShown:
    """Build what the page shows of an outlet's own voice."""
    voice = voice_of_outlet(desk, outlet, skip=asked.skip)
    older = asked.skip + voice.read
    wanted = [
        word
        for word in voice.loaded
        if asked.kind in (None, word.kind) and asked.word in (None, word.entry)
    ]
    part = wanted[asked.after : asked.after + A_PAGE]
    behind = asked.after + A_PAGE
    return VoiceShown(
        asked=asked,
        read=voice.read,
        first=asked.skip + 1,
        newer=max(0, asked.skip - READ) if asked.skip else None,
        older=older if voice.read and older < outlet.documents else None,
        all_documents=outlet.documents,
        others=voice.others,
        words=voice.words,
        number=len(voice.loaded),
        listed=len(wanted),
        kinds=tuple(_kinds(voice)),
        lines=_lines(desk, part),
        next=behind if behind < len(wanted) else None,
        entries=sum(loaded_words().entries.values()),
    )


def voice_of_outlet(desk: Desk, outlet: Outlet, *, skip: int = 0) -> Voice:
    """Read READ of an outlet's documents for its own voice, once until the record changes.

    Args:
        desk: What the request works with.
        outlet: The outlet.
        skip: How many of its newest documents are left out.
    """
    return desk.memo(
        ("voice", outlet.key, skip),
        lambda: _read(desk, outlet, skip),
        Part.DOCUMENTS,
        Part.STATEMENTS,
    )


def _read(desk: Desk, outlet: Outlet, skip: int) -> Voice:
    ids = desk.view.ask(DocumentsOf(outlets=outlet.names, limit=READ, skip=skip))
    spoken = desk.view.ask(SpokenIn(ids=ids))
    # What was written to the record since then is seldom about these documents.
    state = digest("voice", *(_state(one) for one in spoken))
    return desk.kept(f"voice {outlet.key} {skip}", state, lambda: _heard(spoken))


def _state(spoken: Spoken) -> object:
    """Give all that decides what is found in a document."""
    document = spoken.document
    segments = [[part.start, part.end, part.kind] for part in document.segments]
    return [document.id, document.language, segments, spoken.contents]


def _heard(documents: Sequence[Spoken]) -> Voice:
    loaded: list[LoadedWord] = []
    words, others = 0, 0
    for spoken in documents:
        found = own_voice(spoken.document, spoken.contents)
        words += found.words or 0
        others += found.words is None
        loaded += found.loaded
    return Voice(read=len(documents), others=others, words=words, loaded=tuple(loaded))


def _kinds(voice: Voice) -> list[KindCount]:
    found: dict[WordKind, Counter[str]] = {kind: Counter() for kind in KINDS}
    for word in voice.loaded:
        found[word.kind][word.entry] += 1
    return [
        KindCount(
            kind=kind,
            does=KINDS[kind],
            number=words.total(),
            words=tuple(sorted(words.items(), key=lambda item: (-item[1], item[0]))[:MOST_WORDS]),
        )
        for kind, words in found.items()
        if words
    ]


def _lines(desk: Desk, words: list[LoadedWord]) -> tuple[VoiceLine, ...]:
    ids = tuple(dict.fromkeys(word.document for word in words))
    rows = {head.id: document_row(head) for head in desk.view.ask(DocumentHeads(ids=ids))}
    return tuple(_line(word, rows[word.document]) for word in words)


def _line(word: LoadedWord, row: DocumentRow) -> VoiceLine:
    text, at = word.context.text, word.context.start
    return VoiceLine(
        kind=word.kind,
        before=_flat(text[: word.span.start - at]),
        word=_flat(word.span.text),
        after=_flat(text[word.span.end - at :]),
        start=word.span.start,
        end=word.span.end,
        row=row,
    )


def _flat(text: str) -> str:
    """Show a text in a line; a blank at its edges stays, since words stand beside it."""
    return shown(text).replace("\n", " ")
