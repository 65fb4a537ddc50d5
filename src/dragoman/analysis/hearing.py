"""Hearing: the documents of an outlet, the newest first, each with what it writes in its own voice.

A document takes one to two milliseconds to read; who shows a page hears some of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.analysis.voice import OwnVoice, own_voice
from dragoman.store import View
from dragoman.store.queries.carried import DocumentsOf, SpokenIn
from dragoman.store.queries.documents import DocumentHead, DocumentHeads

AT_ONCE = 50
"""Documents whose texts are in memory at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A document with its outlet's own voice.

    Attributes:
        head: The document.
        voice: What the outlet writes itself in it.
    """

    head: DocumentHead
    voice: OwnVoice


def hear(view: View, names: tuple[str, ...]) -> Iterator[Heard]:
    """Give all documents of an outlet, the newest first, the undated last.

    Args:
        view: The record.
        names: All spellings of the outlet's name.
    """
    done = 0
    while ids := view.ask(DocumentsOf(outlets=names, limit=AT_ONCE, skip=done)):
        heads = {head.id: head for head in view.ask(DocumentHeads(ids=ids))}
        for spoken in view.ask(SpokenIn(ids=ids)):
            voice = own_voice(spoken.document, spoken.contents)
            yield Heard(head=heads[spoken.document.id], voice=voice)
        done += len(ids)
