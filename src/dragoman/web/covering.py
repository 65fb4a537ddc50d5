"""Covering: which articles carry a claim, a meeting or a plan, as its page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.analysis.carriers import MOST_ARTICLES, CoverageOf
from dragoman.analysis.carrying import Carrier, Part, Telling
from dragoman.record import Evidence
from dragoman.report.characters import shown_in_line
from dragoman.web.lines import DocumentLine, document_line
from dragoman.web.wording import cut_short

WORDS = 80
"""Characters of a part that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """A part or a word with the place that it rests on; `of` tells which article that is in."""

    words: str
    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierLine:
    """An article that carries it, or a copy that has lost it.

    Attributes:
        document: The article.
        through: From whom it has it; empty for the article itself.
        told: What it tells.
        left_out: What others tell of the same day or before, and nothing of which was read in it.
        cut: What it lacks of a text that it is a copy of, with the words there.
        named: What is left out, though words of it stand in the text.
        earlier: What others tell that are all younger.
        undated: What others tell, where days are missing.
        alone: What no other article tells.
        voice: Words by which the outlet itself judges in the paragraphs that tell of it.
    """

    document: DocumentLine
    through: tuple[str, ...]
    told: tuple[PlaceLine, ...]
    left_out: tuple[str, ...]
    cut: tuple[PlaceLine, ...]
    named: tuple[str, ...]
    earlier: tuple[str, ...]
    undated: tuple[str, ...]
    alone: tuple[str, ...]
    voice: tuple[PlaceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageShown:
    """The coverage of one claim, meeting or plan.

    Attributes:
        carriers: The articles, the earliest first, undated ones last.
        outlets: How many known outlets carry it.
        heard: In how many of the articles names and the outlet's own voice were looked for.
    """

    carriers: tuple[CarrierLine, ...]
    outlets: int
    heard: int


def build_coverage(coverage: CoverageOf) -> CoverageShown:
    """Put the coverage of a claim, a meeting or a plan into lines."""
    return CoverageShown(
        carriers=tuple(_line(carrier, coverage) for carrier in coverage.carriers),
        outlets=coverage.outlets,
        heard=min(len(coverage.carriers), MOST_ARTICLES),
    )


def _line(carrier: Carrier, coverage: CoverageOf) -> CarrierLine:
    article = carrier.article
    return CarrierLine(
        document=document_line(coverage.heads[article.id]),
        through=tuple(map(shown_in_line, article.through)),
        told=tuple(_telling(telling) for telling in carrier.told),
        left_out=_words(carrier.left_out),
        cut=tuple(_place(_short(cut.part), cut.of) for cut in article.cuts),
        named=_words(carrier.named),
        earlier=_words(carrier.earlier),
        undated=_words(carrier.undated),
        alone=_words(carrier.alone),
        voice=tuple(
            PlaceLine(
                words=shown_in_line(word.span.text),
                document=word.document,
                start=word.span.start,
                end=word.span.end,
            )
            for word in article.voice
        ),
    )


def _telling(telling: Telling) -> PlaceLine:
    return _place(_short(telling.part), telling.evidence[0])


def _place(words: str, evidence: Evidence) -> PlaceLine:
    span = evidence.span
    return PlaceLine(words=words, document=evidence.document, start=span.start, end=span.end)


def _words(parts: Iterable[Part]) -> tuple[str, ...]:
    return tuple(map(_short, parts))


def _short(part: Part) -> str:
    """Name a part; a name, a date or a term tells by itself what it is."""
    return cut_short(part.words or str(part.kind), WORDS)
