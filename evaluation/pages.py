"""The article found in web pages, beside trafilatura's own extract of the same pages.

Token F1 as in the benchmark that the pages are from (Scrapinghub, article extraction benchmark):
runs of four words of both texts are counted and compared as bags, precision and recall are taken
over all pages, and F1 of these. `words` is the same of single words.
"""

import gzip
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import trafilatura

from dragoman.errors import DocumentError
from dragoman.ingest.importers.pages import import_page_bytes
from dragoman.record import Document, SegmentKind

WORD = re.compile(r"\w+")
RUN = 4
ARTICLE = frozenset({SegmentKind.BODY})
"""What those who marked the pages took for the article: no headline, no captions."""


@dataclass(slots=True)
class Overlap:
    """Precision and recall of runs of words, summed over pages."""

    run: int
    precisions: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)

    def add(self, found: str, wanted: str) -> None:
        """Compare one page's text with what it should be."""
        ours, gold = self._runs(found), self._runs(wanted)
        shared = sum((ours & gold).values())
        if ours:
            self.precisions.append(shared / ours.total())
        if gold:
            self.recalls.append(shared / gold.total())

    @property
    def f1(self) -> float:
        """Give the harmonic mean of mean precision and mean recall."""
        precision = sum(self.precisions) / max(1, len(self.precisions))
        recall = sum(self.recalls) / max(1, len(self.recalls))
        return 2 * precision * recall / max(precision + recall, 1e-9)

    def _runs(self, text: str) -> Counter[tuple[str, ...]]:
        words = WORD.findall(text.lower())
        run = min(self.run, len(words)) or 1
        return Counter(tuple(words[i : i + run]) for i in range(len(words) - run + 1))


def score_pages(folder: Path) -> dict[str, float]:
    """Compare the article text of pages, ours and trafilatura's, with what people marked.

    Args:
        folder: Holds ground-truth.json and html/ID.html.gz.
    """
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    overlaps = {(who, run): Overlap(run) for who in ("ours", "trafilatura") for run in (RUN, 1)}
    lost = 0
    for name, page in truth.items():
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        ours = _article(name, data)
        lost += ours is None
        theirs = trafilatura.extract(data, include_comments=False) or ""
        for (who, _), overlap in overlaps.items():
            overlap.add((ours or "") if who == "ours" else theirs, page["articleBody"])
    return {
        "article F1": overlaps["ours", RUN].f1,
        "trafilatura F1": overlaps["trafilatura", RUN].f1,
        "article F1 words": overlaps["ours", 1].f1,
        "trafilatura F1 words": overlaps["trafilatura", 1].f1,
        "pages without article": float(lost),
    }


def _article(name: str, data: bytes) -> str | None:
    """Give the article's text. None: none was found."""
    try:
        document = import_page_bytes(name, data).document
    except DocumentError:
        return None
    return "\n".join(_parts(document))


def _parts(document: Document) -> list[str]:
    return [document.text[s.start : s.end] for s in document.segments if s.kind in ARTICLE]
