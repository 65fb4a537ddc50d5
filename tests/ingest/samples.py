"""Texts written for the tests of ingest, and a short way through its door."""

from pathlib import Path

from dragoman.ingest import MAX_BYTES, Page, ingest
from dragoman.record import Document, Quarantine, SegmentKind

ENGLISH = (
    "The two delegations met for three hours in the lakeside town on Tuesday. "
    "“We have moved a step,” the envoy of the northern republic said, adding that the next round "
    "would begin within a week.\n\n"
    "The southern government, for its part, insists that the bridge be reopened first.\n"
)
RUSSIAN = (
    "Делегации двух сторон встретились во вторник и говорили три часа. «Мы сделали шаг», — заявил "
    "посланник северной республики. Правительство юга настаивает, чтобы сначала открыли мост.\n"
)
GERMAN = (
    "Die beiden Delegationen trafen sich am Dienstag für drei Stunden. Der Gesandte äußerte sich "
    "zurückhaltend: Man müsse über die Brücke zuerst sprechen, größere Schritte kämen später.\n"
)
FRENCH = (
    "Les deux délégations se sont réunies mardi pendant trois heures. L’envoyé a déclaré que la "
    "prochaine étape serait décidée après l’été, à Genève, où tout a commencé.\n"
)
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Envoys meet | Lake Post</title>
<meta property="og:site_name" content="Lake Post">
<meta property="article:published_time" content="2025-05-20T07:30:00Z">
<link rel="canonical" href="https://example.org/2025/05/20/envoys"></head>
<body><nav><ul><li>Home</li><li>World</li><li>Sport</li></ul></nav>
<article><h1>Envoys meet at the lake</h1><p class="by">By Ada Moor, 20 May 2025</p>
<p>The two delegations met for three hours on Tuesday &amp; agreed on <b>nothing</b> in writing,
officials of both sides said after the meeting in the old town hall.</p>
<p>&ldquo;We have moved a step,&rdquo; the northern envoy said. The southern government insists
that the bridge between the two towns be reopened before any prisoner is exchanged.</p>
<figure><img src="a.jpg"><figcaption>The town hall at the lake, where the delegations met on
Tuesday.</figcaption></figure>
<p>A next round was not ruled out, the mediator told reporters, but no date has been set for it
and neither capital has named the people that it would send.</p></article>
<script>var x = "<p>never shown</p>";</script>
<footer><p>All rights reserved. Terms of use.</p></footer></body></html>
"""


def take(*paths: Path, max_bytes: int = MAX_BYTES) -> list[Document | Quarantine]:
    """Read inputs; of a page only its document."""
    arrivals = ingest(paths, max_bytes=max_bytes)
    return [item.document if isinstance(item, Page) else item for item in arrivals]


def only(path: Path, max_bytes: int = MAX_BYTES) -> Document:
    """Read an input that must give one document."""
    (item,) = take(path, max_bytes=max_bytes)
    assert isinstance(item, Document), item
    return item


def refused(path: Path, max_bytes: int = MAX_BYTES) -> Quarantine:
    """Read an input that must give one quarantine row."""
    (item,) = take(path, max_bytes=max_bytes)
    assert isinstance(item, Quarantine), item
    assert item.stage == "ingest"
    return item


def parts(document: Document, kind: SegmentKind) -> list[str]:
    """Cut the segments of a kind out of a document."""
    return [document.text[s.start : s.end] for s in document.segments if s.kind is kind]
