"""Measure how grouping statements into claims grows with their number.

usage: python -m benchmarks.claims [--statements N]

The statements are made up: words drawn by Zipf's law, a tenth of them repeats, in other words and
by other outlets, of what somebody else has said within days, a few of them denied.
"""

import argparse
import random
import resource
import time
from collections.abc import Iterator
from datetime import date, timedelta

from dragoman.record import (
    Act,
    ActorKind,
    DateBasis,
    Document,
    PublishedOn,
    QuoteForm,
    Span,
    Speaker,
    Statement,
    actor_id,
    document_id,
    statement_id,
    text_sha256,
)
from dragoman.resolve.claims import find_claims

PER_DOCUMENT = 20
"""Statements in a document, as in the annotated articles (1,694 in 71)."""

WORDS = 30_000
OUTLETS = 200
SPEAKERS = 2_000
DAYS = 730
REPEATED = 0.1
DENIED = 0.03
SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]

Said = tuple[str, str, Act]
"""Words, speaker and act of a made-up statement."""


def word(number: int) -> str:
    """Make a word of four syllables or more out of a number."""
    syllables = []
    for _ in range(4):
        number, rest = divmod(number, len(SYLLABLES))
        syllables.append(SYLLABLES[rest])
    return "".join(syllables) + "x"


def draw(dice: random.Random) -> str:
    """Draw a content of 6 to 25 words, the common ones often: the n-th about 1/n as likely."""
    ranks = (int(WORDS ** dice.random()) for _ in range(dice.randint(6, 25)))
    return " ".join(word(rank) for rank in ranks)


def said(dice: random.Random, recent: list[Said]) -> Said:
    """Say something new, or what was said lately, perhaps to deny it."""
    if recent and dice.random() < REPEATED + DENIED:
        words, speaker, _ = dice.choice(recent)
        kept = [w for w in words.split() if dice.random() < 0.85]
        if dice.random() < DENIED / (REPEATED + DENIED):
            return " ".join(kept or [words]), f"Speaker{dice.randrange(SPEAKERS)}", Act.DENY
        return " ".join(kept or [words]), speaker, Act.ASSERT
    return draw(dice), f"Speaker{dice.randrange(SPEAKERS)}", Act.ASSERT


def articles(statements: int, seed: int = 7) -> Iterator[tuple[Document, list[Statement]]]:
    """Make documents with their statements, day by day.

    Args:
        statements: How many in all, about.
        seed: What the same made-up articles are drawn from.
    """
    dice = random.Random(seed)  # noqa: S311
    recent: list[Said] = []
    count = statements // PER_DOCUMENT
    for number in range(count):
        day = date(2024, 1, 1) + timedelta(days=number * DAYS // count)
        recent = recent[-400:]
        contents = [said(dice, recent) for _ in range(PER_DOCUMENT)]
        recent += contents
        yield article(number, day, contents)


def article(number: int, day: date, contents: list[Said]) -> tuple[Document, list[Statement]]:
    """Make one document out of what is said in it."""
    text, places = "", []
    for words, speaker, act in contents:
        start = len(text) + len(speaker) + len(" said ")
        places.append((len(text), start, start + len(words), speaker, act))
        text += f"{speaker} said {words}.\n"
    name, outlet, sha = f"{number}.txt", f"outlet{number % OUTLETS}.example", text_sha256(text)
    document = Document(
        id=document_id(name, None, outlet, sha),
        name=name,
        text=text,
        sha256=sha,
        outlet=outlet,
        published=PublishedOn(value=day.isoformat(), basis=DateBasis.METADATA),
        language="en",
    )
    return document, [statement(document, *place) for place in places]


def statement(
    document: Document, first: int, start: int, end: int, who: str, act: Act
) -> Statement:
    """Make the statement whose source begins at `first` and whose content is [start, end)."""
    source = Span.of(document.text, first, first + len(who))
    content = (Span.of(document.text, start, end),)
    return Statement(
        id=statement_id(document.id, source, None, content),
        document=document.id,
        source=source,
        cue=None,
        content=content,
        speaker=Speaker(id=actor_id(ActorKind.PERSON, who, None), name=who, kind=ActorKind.PERSON),
        party=None,
        quote=QuoteForm.INDIRECT,
        act=act,
        run="0" * 16,
    )


def main() -> None:
    """Group growing numbers of statements; print processor time and peak memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000)
    most = parser.parse_args().statements
    print(f"{'statements':>12}{'claims':>10}{'seconds':>10}{'per 1,000':>12}{'peak MB':>10}")
    for wanted in (most // 100, most // 10, most):
        made = time.process_time()
        for _ in articles(wanted):
            pass
        began = time.process_time()
        claims = find_claims(articles(wanted))
        seconds = time.process_time() - began - (began - made)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        row = f"{wanted:12,}{len(claims):10,}{seconds:10.1f}{1000 * seconds / wanted:12.3f}"
        print(f"{row}{peak:10.0f}")


if __name__ == "__main__":
    main()
