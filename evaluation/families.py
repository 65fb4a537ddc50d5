"""Measure how well copies are found: edits that are planted, and pairs that were read one by one.

usage: python -m evaluation.families

The copies are made of the example's own articles, each as another outlet might have run it. Recall
is the share of copies that are in the family of their original; a copy that is in the family of
another article as well counts as wrong. Of the shared folder's candidates for near-duplicates the
pairs of which both texts are at hand were read; evaluation/read_pairs.tsv tells which carry one
text.
"""

import csv
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.ingest import ingest
from dragoman.pipeline.families import find_families
from dragoman.record import (
    Document,
    Segment,
    SegmentKind,
    document_id,
    text_sha256,
)
from dragoman.store import Store
from dragoman.store.queries.families import FamiliesOf

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
ARTICLES = ROOT / "examples" / "ukraine-talks" / "articles"
READ_PAIRS = Path(__file__).parent / "read_pairs.tsv"
CORPORA = ("english-more", "negotiations", "news-may-2025", "rbc-ru-2025")

TIMES = 10
"""Copies of each article that are made with each edit, by other dice."""

Paragraphs = list[str]
Edit = Callable[[Paragraphs, Paragraphs, random.Random], Paragraphs]
"""Makes a copy of an article's paragraphs; the second ones are of an article that is none."""


def dropped(text: Paragraphs, _: Paragraphs, dice: random.Random) -> Paragraphs:
    """Leave out every third paragraph, chance decides which."""
    kept = sorted(dice.sample(range(len(text)), max(1, round(len(text) * 2 / 3))))
    return [text[number] for number in kept]


def halved(text: Paragraphs, _: Paragraphs, dice: random.Random) -> Paragraphs:
    """Leave out the second half, as an editor cuts from below."""
    del dice
    return text[: max(1, (len(text) + 1) // 2)]


def reordered(text: Paragraphs, _: Paragraphs, dice: random.Random) -> Paragraphs:
    """Put the paragraphs in another order."""
    return dice.sample(text, len(text))


def signed(text: Paragraphs, _: Paragraphs, dice: random.Random) -> Paragraphs:
    """Give it another headline, dateline and byline, and a line at the end."""
    town = dice.choice(["VIENNA", "Geneva", "DOHA", "Istanbul"])
    body = [f"{town} (own report) - {text[1]}", *text[2:]] if len(text) > 1 else text
    head = "What is known after the talks, and what comes next for both of them"
    return [head, "By our correspondent and agencies", *body, "With reporting by the newsroom."]


def rewritten(share: float) -> Edit:
    """Replace a share of the words, each by another one."""

    def edit(text: Paragraphs, _: Paragraphs, dice: random.Random) -> Paragraphs:
        known = [word for paragraph in text for word in paragraph.split()]
        return [
            " ".join(dice.choice(known) if dice.random() < share else word for word in line.split())
            for line in text
        ]

    return edit


def embedded(text: Paragraphs, other: Paragraphs, dice: random.Random) -> Paragraphs:
    """Put it whole into a longer article."""
    at = dice.randrange(len(other) + 1)
    return [*other[:at], *text, *other[at:]]


def worked_in(text: Paragraphs, other: Paragraphs, dice: random.Random) -> Paragraphs:
    """Put half of its paragraphs, and one word of twenty another one, into a longer article."""
    part = rewritten(0.05)(halved(text, other, dice), other, dice)
    return embedded(part, other, dice)


def edited(text: Paragraphs, other: Paragraphs, dice: random.Random) -> Paragraphs:
    """Drop every third paragraph, sign it anew, and replace one word of twenty."""
    return rewritten(0.05)(signed(dropped(text, other, dice), other, dice), other, dice)


EDITS: dict[str, Edit] = {
    "a third of the paragraphs dropped": dropped,
    "second half cut": halved,
    "paragraphs reordered": reordered,
    "other headline, dateline and byline": signed,
    "5 % of the words replaced": rewritten(0.05),
    "10 % of the words replaced": rewritten(0.10),
    "15 % of the words replaced": rewritten(0.15),
    "20 % of the words replaced": rewritten(0.20),
    "dropped, signed and 5 % replaced": edited,
    "whole in a longer article": embedded,
    "half, 5 % replaced, in a longer article": worked_in,
}


LIGHT = tuple(name for name in EDITS if not name.startswith(("20 %", "half,")))
"""Edits after which most of a text is still there."""


@dataclass(frozen=True)
class Recall:
    """How many copies were found.

    Attributes:
        edit: What was done to them.
        copies: How many there were.
        found: How many are in the family of their original.
        wrong: How many are in the family of another article instead, or as well.
    """

    edit: str
    copies: int
    found: int
    wrong: int


def originals(outlet: str | None = "First") -> list[Document]:
    """Give the example's articles that are no copies of each other, as of one outlet.

    Args:
        outlet: The outlet. None: it is not known.
    """
    found = []
    for arrival in ingest([ARTICLES]):
        document = getattr(arrival, "document", arrival)
        if isinstance(document, Document):
            id_ = document_id(document.name, document.url, outlet, document.sha256)
            found.append(replace(document, id=id_, outlet=outlet))
    with tempfile.TemporaryDirectory() as folder:
        families = families_of(found, Path(folder))
    return [document for document in found if document.id not in families]


def paragraphs_of(document: Document) -> Paragraphs:
    """Give the paragraphs of a document's readable segments."""
    lines = (
        line.strip()
        for part in document.readable()
        for line in document.text[part.start : part.end].splitlines()
    )
    return [line for line in lines if line]


def copy_of(paragraphs: Sequence[str], name: str, outlet: str) -> Document:
    """Make the document of a copy, all of it body."""
    text = "\n\n".join(paragraphs)
    sha256 = text_sha256(text)
    return Document(
        id=document_id(name, None, outlet, sha256),
        name=name,
        text=text,
        sha256=sha256,
        outlet=outlet,
        language="en",
        segments=(Segment(start=0, end=len(text), kind=SegmentKind.BODY),),
    )


def families_of(documents: Sequence[Document], folder: Path) -> dict[str, str]:
    """Find the families of documents in a store of their own: by document the family."""
    with Store.open(folder / "record.db") as store:
        writer = store.writer()
        for document in documents:
            writer.add_document(document)
        find_families(store)
        return dict(store.view().ask(FamiliesOf()))


def measure_edit(
    name: str, articles: Sequence[Document], times: int = TIMES, outlet: str | None = None
) -> Recall:
    """Plant copies of one edit among the articles, and look for them.

    Args:
        name: The edit.
        articles: What copies are made of.
        times: How many copies of each.
        outlet: Whose the copies are. None: each is another one's.
    """
    dice = random.Random(name)
    longest = sorted(articles, key=lambda one: -len(one.text))
    copies: dict[str, str] = {}
    made: list[Document] = []
    for article in articles:
        # What a copy is worked into is one that is not in the record itself.
        other = strange(paragraphs_of(longest[0]), dice)
        for number in range(times):
            text = EDITS[name](paragraphs_of(article), other, dice)
            copy = copy_of(text, f"{article.name}-{number}", outlet or f"Outlet {number}")
            copies[copy.id] = article.id
            made.append(copy)
    with tempfile.TemporaryDirectory() as folder:
        found = families_of([*articles, *made], Path(folder))
    right = sum(found.get(copy) == found.get(article, "none") for copy, article in copies.items())
    family_of = {found[article.id]: article.id for article in articles if article.id in found}
    merged = len([a for a in articles if a.id in found]) - len(family_of)
    wrong = sum(
        copy in found and family_of.get(found[copy]) not in (None, article)
        for copy, article in copies.items()
    )
    return Recall(edit=name, copies=len(copies), found=right, wrong=wrong + merged * times)


def strange(text: Paragraphs, dice: random.Random) -> Paragraphs:
    """Make a long article that nobody else has: the words of one in a random order."""
    words = [word for line in text for word in line.split()] * 2
    dice.shuffle(words)
    return [" ".join(words[at : at + 40]) for at in range(0, len(words), 40)]


@dataclass(frozen=True)
class Pairs:
    """How pairs that were read came out.

    Attributes:
        right: Pairs of one text that are in one family.
        missed: Those that are not, by the ends of their ids.
        wrong: Pairs of two texts that are in one family.
    """

    right: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def precision(self) -> float:
        """The share of joined pairs that carry one text."""
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of pairs of one text that were joined."""
        return self.right / (self.right + len(self.missed))


def read_pairs() -> Iterator[tuple[str, str, bool]]:
    """Give the pairs that were read: the ids of both, and whether they carry one text.

    Pairs that have passages of one agency among much of their own ("part") are left out: both
    answers are right. The limits of dragoman.ingest.families.kinship were found on these pairs.
    """
    with READ_PAIRS.open(encoding="utf-8", newline="") as lines:
        for one, other, same in csv.reader(lines, delimiter="\t"):
            if same != "part":
                yield one, other, same == "same"


def corpora() -> list[Document]:
    """Give the articles of the shared folder."""
    paths = [SHARED / "corpora" / f"{name}.jsonl" for name in CORPORA]
    arrivals = ingest(paths)
    return [arrival for arrival in arrivals if isinstance(arrival, Document)]


def measure_pairs(documents: Sequence[Document]) -> Pairs:
    """Find the families of the shared folder's articles, and hold the read pairs against them."""
    with tempfile.TemporaryDirectory() as folder:
        found = families_of(documents, Path(folder))
    by_name = {document.name: found.get(document.id) for document in documents}
    right, missed, wrong = 0, list[str](), list[str]()
    for one, other, same in read_pairs():
        joined = by_name[one] is not None and by_name[one] == by_name[other]
        right += joined and same
        if joined is not same:
            (missed if same else wrong).append(f"{one} {other}")
    return Pairs(right=right, missed=tuple(missed), wrong=tuple(wrong))


def score_families() -> dict[str, float]:
    """Take the measures that have floors: the least recall of light edits, and the read pairs."""
    articles, pairs = originals(), measure_pairs(corpora())
    found = [measure_edit(name, articles) for name in LIGHT]
    return {
        "planted recall": round(min(one.found / one.copies for one in found), 4),
        "pairs precision": round(pairs.precision, 4),
        "pairs recall": round(pairs.recall, 4),
    }


def main() -> int:
    """Measure and print."""
    articles = originals()
    sys.stdout.write(f"{len(articles)} articles, {TIMES} copies of each and edit\n")
    sys.stdout.write(f"{'':42}{'of others':>12}{'at home':>12}{'wrong':>8}\n")
    for name in EDITS:
        one, home = (measure_edit(name, articles, outlet=outlet) for outlet in (None, "First"))
        shares = [found.found / found.copies for found in (one, home)]
        wrong = one.wrong + home.wrong
        sys.stdout.write(f"{name:42}{shares[0]:12.3f}{shares[1]:12.3f}{wrong:8}\n")
    if SHARED.is_dir():
        pairs = measure_pairs(corpora())
        figures = {"precision": pairs.precision, "recall": pairs.recall}
        sys.stdout.write(f"pairs that were read: {json.dumps(figures)}\n")
        for pair in (*pairs.missed, *pairs.wrong):
            sys.stdout.write(f"  other than read: {pair}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
