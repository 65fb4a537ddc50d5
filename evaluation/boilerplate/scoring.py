"""How well the boilerplate of texts without markup is marked, character by character.

`labels.jsonl` has the boilerplate of 60 texts of ../shared/corpora, found by reading them (November
2026) before what the rules make of them was looked at. The texts were drawn with a seed, in turns
over corpora and outlets; none is longer than 12,000 characters or among the annotated articles.
One person read them, once; of paragraphs of more than 300 characters in texts with line breaks only
the first and last 130.
A mark is [start, end, what]: boilerplate, byline, or either, which does not count: captions and
their credits, the page's title, repetitions of the article's own words. What Dragoman does not
read counts as found: boilerplate and bylines. White space counts for nothing. When rules were
mended afterwards, the errors in one half of the texts ("seen") were looked at, and those in the
annotated articles.

The annotated articles (gold/dev) name their boilerplate too, but bylines and captions only now and
then, so there what we mark as such does not count.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.ingest import mark_segments
from dragoman.record import Segment, SegmentKind, text_sha256

LABELS = Path(__file__).with_name("labels.jsonl")
UNTOLD = frozenset({SegmentKind.BYLINE, SegmentKind.CAPTION})
"""What the annotated articles do not tell from boilerplate, or not always."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A text and what is boilerplate in it.

    Attributes:
        id: The text's id in its corpus.
        text: The text.
        title: Its title. None: it has none.
        boilerplate: Offsets of the characters that are not to be read.
        either: Offsets of those that do not count.
        half: Which half it is of: "seen" were looked at when rules were mended, "kept" were not.
        found: Which of our segments count as found.
        passed: Which of them do not count, because the labels do not tell them.
    """

    id: str
    text: str
    title: str | None
    boilerplate: frozenset[int]
    either: frozenset[int] = frozenset()
    half: str = "kept"
    found: frozenset[SegmentKind] = frozenset({SegmentKind.BOILERPLATE, SegmentKind.BYLINE})
    passed: frozenset[SegmentKind] = frozenset()


@dataclass(slots=True)
class Tally:
    """Characters, summed over texts."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, one: Labelled, segments: Iterable[Segment]) -> None:
        """Count one text."""
        found = _within(segments, one.found)
        counted = {i for i, sign in enumerate(one.text) if not sign.isspace()}
        counted -= one.either | _within(segments, one.passed)
        self.right += len(found & one.boilerplate & counted)
        self.found += len(found & counted)
        self.wanted += len(one.boilerplate & counted)

    @property
    def precision(self) -> float:
        """Share of what was marked that is boilerplate."""
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """Share of the boilerplate that was marked."""
        return self.right / max(1, self.wanted)


def score_boilerplate(shared: Path) -> dict[str, float]:
    """Take the measures on our labels and on the annotated articles."""
    ours = list(labelled_texts(shared / "corpora"))
    kept = [one for one in ours if one.half == "kept"]
    scores = {}
    for name, texts in (("", ours), (" kept half", kept), (" gold/dev", gold_texts(shared))):
        tally = tallied(texts)
        scores[f"precision{name}"] = tally.precision
        scores[f"recall{name}"] = tally.recall
    return scores


def tallied(texts: Iterable[Labelled]) -> Tally:
    """Mark the segments of texts as they would be on adding them, and count."""
    tally = Tally()
    for one in texts:
        tally.add(one, mark_segments(one.text, one.title))
    return tally


def labelled_texts(corpora: Path) -> Iterator[Labelled]:
    """Give the labelled texts, as far as their corpora are at hand and as they were."""
    labels = {row["id"]: row for row in map(json.loads, LABELS.read_text("utf-8").splitlines())}
    for corpus in sorted({row["corpus"] for row in labels.values()}):
        with (corpora / f"{corpus}.jsonl").open(encoding="utf-8") as lines:
            for item in map(json.loads, lines):
                row = labels.get(item["id"])
                if row is None or row["corpus"] != corpus:
                    continue
                if text_sha256(item["text"]) != row["sha256"]:
                    raise ValueError(f"{corpus}: {item['id']} is not the text that was labelled")
                yield Labelled(
                    id=item["id"],
                    text=item["text"],
                    title=item.get("title"),
                    boilerplate=_covered(row["marks"], {"boilerplate", "byline"}),
                    either=_covered(row["marks"], {"either"}),
                    half=row["half"],
                )


def gold_texts(shared: Path) -> Iterator[Labelled]:
    """Give the annotated articles with their boilerplate."""
    gold = {
        one["doc"]: one for one in json.loads((shared / "gold" / "dev.json").read_text("utf-8"))
    }
    for name, text, title in _texts(shared):
        if name in gold:
            marks = [(start, end, "boilerplate") for start, end in gold[name]["boilerplate"] or []]
            yield Labelled(
                id=name,
                text=text,
                title=title,
                boilerplate=_covered(marks, {"boilerplate"}),
                found=frozenset({SegmentKind.BOILERPLATE}),
                passed=UNTOLD,
            )


def _texts(shared: Path) -> Iterator[tuple[str, str, str | None]]:
    for path in sorted((shared / "seeds").glob("*.txt")):
        yield path.name, path.read_text(encoding="utf-8"), None
    seen = set()
    for path in sorted((shared / "corpora").glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for item in map(json.loads, lines):
                if item["id"] not in seen:
                    seen.add(item["id"])
                    yield f"{item['id']}.txt", item["text"], item.get("title")


def _covered(marks: Iterable[tuple[int, int, str]], kinds: set[str]) -> frozenset[int]:
    return frozenset(i for start, end, kind in marks if kind in kinds for i in range(start, end))


def _within(segments: Iterable[Segment], kinds: frozenset[SegmentKind]) -> set[int]:
    return {i for part in segments if part.kind in kinds for i in range(part.start, part.end)}
