"""Reporters: who tells what another said, and whom it cites, where the reader found only one.

"The sides will meet in Geneva. This was reported by the Harbour Post, citing two officials.",
"..., a spokesman said, the Harbour Post reports" and "the Harbour Post, citing two officials,
reported that ...": both hold what is told. The reader looks for contents beside their cues, and
for one source beside each.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.extract.quotations import Quotation, quote_form
from dragoman.extract.sentences import Run, sentences, trim
from dragoman.record import Act, Attribution, Span

NAME = r"(?:[Tt]he )?(?:[A-Z][\w&’'.-]* ){0,3}[A-Z][\w&’'-]*"
BY = re.compile(
    r"\b(?:This|That|It|The (?:news|information)) (?:was|is|has been|had been)"
    r" (?:also |first |later |earlier )?(?P<cue>(?:reported|announced|stated|said|told|revealed"
    r"|disclosed|noted|written)(?: \w+){0,2}? by) (?P<source>[^,.;:()]{2,90}?)"
    r"(?=,? (?:on|in|during|at|to|with|after|via|citing|quoting)\b|[,.;:()]|$)"
)
CITING = re.compile(
    r"(?: \w+){0,3},? (?P<cue>citing|quoting|with reference to) (?P<source>[^,.;:()]{2,120}\b)"
)
_HOLDERS = (
    r"(?:[\w’'-]+ ){0,5}?(?:officials?|sources?|diplomats?|documents?|draft|report|statement|letter"
    r"|memo|cable|assessment|intelligence|ministry|army|military|agency|media|spokes\w+)\b"
)
CITED = re.compile(
    rf"[^.\n“”\"]{{0,60}}?\b(?P<cue>citing|quoting) "
    rf"(?P<source>{_HOLDERS}(?: [^,.;:()\n]{{1,110}}\b)?)"
)
"""What somebody cites as a source, not as a reason: "citing security concerns"."""

HOLDER = re.compile(rf"{NAME}(?: news agency)?|{_HOLDERS}(?: [^\n]+)?")
"""The same by itself, which may be a name: "citing Reuters", but not "citing Reuters' haste"."""

BEFORE_CITED = re.compile(
    rf"(?P<source>{NAME})(?: \([A-Z]+\))?,? (?:(?P<cue>report(?:ed|s)|said|says|wrote|writes)"
    r"(?: on \w+)?,? )?(?:citing|quoting) $"
)
NEAR = 140
"""Characters before a cited source within which its reporter is named."""

LONGEST_CITES = len("quoting ") + 1
"""Characters before a cited source in which it is said to be one, with what may stand between."""

AFTER_CITED = re.compile(r",? (?P<cue>(?:has )?report(?:ed|s)|said|says|wrote|writes)\b")
CITES = re.compile(r"citing|quoting|with reference to", re.IGNORECASE)
MEDIA = r"(?:[Tt]he )?(?:[A-Z]\w+ |local |state |several )?(?:media|newspapers|news agencies)"
TRAILING = re.compile(
    rf"[”\"’']?,?[”\"’']? (?P<source>{NAME}|{MEDIA}) (?P<cue>(?:ha(?:s|ve) )?report(?:ed|s)?)\b"
    r"(?= on \w+day\b| (?:earlier|last|this|citing|quoting|with)\b|[.,;:)”\"]|\s*(?:\n|$))"
)
"""After a statement; what goes on is a sentence of its own: "Jane Doe reports on shipping"."""

TELLS = r"(?:reports|informs|writes|transmits|relays|reported|wrote)"
_OUTLET = rf"(?:(?!\w+day\b){NAME}|{MEDIA}|[\"“«]{NAME}[\"”»])"
TOLD_BY = re.compile(
    rf"[”\"’']?,[”\"’']? (?P<cue>{TELLS}) (?P<source>{_OUTLET})"
    r"(?= (?:with reference|citing|quoting|in|on)\b|[.,;:)”\"]|\s*(?:\n|$))"
)
"""After a statement, in the order of other languages: "..., informs the Harbour Post"."""

PER = re.compile(
    rf"[”\"’']?,[”\"’']? (?P<cue>per|according to) (?P<source>{NAME})(?=[.;,)]|\s*(?:\n|$))"
)
"""After what somebody said: "..., a passer-by said, per Jane Doe"."""

CONFIDENCE = 0.8
"""All of the 10 that these add to the English articles of ../shared/corpora are true (2026-11)."""

Told = tuple[Run, Run, Sequence[Run]]
"""Where a source and its cue stand, and what they are about."""


def with_reporters(
    text: str,
    attributions: Sequence[Attribution],
    paragraphs: Sequence[Run],
    quotations: Sequence[Quotation],
) -> tuple[Attribution, ...]:
    """Give the statements with those of reporters and cited sources, in the order of contents.

    Args:
        text: The document's text.
        attributions: What the reader found.
        paragraphs: The paragraphs that are read.
        quotations: The document's quotations.
    """
    attributions = [_without_teller(one, attributions) for one in attributions]
    behind = list(_told_by(text, paragraphs))
    cues = [Span.of(text, *cue) for _, cue, _ in behind]
    kept = [one for one in attributions if not (one.cue and any(map(one.cue.overlaps, cues)))]
    taken = [one.source for one in kept if one.source]
    told: list[Attribution] = []
    for source, cue, content in (*behind, *_beside(text, kept), *_alone(text, paragraphs, kept)):
        span = Span.of(text, *trim(text, *source))
        if any(map(span.overlaps, taken)):
            continue
        taken.append(span)
        told.append(
            Attribution(
                source=span,
                cue=Span.of(text, *cue),
                content=tuple(Span.of(text, *run) for run in content),
                quote=quote_form(text, content, quotations),
                act=Act.ASSERT,
                confidence=CONFIDENCE,
            )
        )
    return tuple(sorted([*kept, *told], key=lambda one: one.content[0].start))


def _without_teller(one: Attribution, others: Sequence[Attribution]) -> Attribution:
    """Leave out of a content who else tells the rest of it: "citing two envoys, [it said] that"."""
    cites = one.cue is not None and CITES.match(one.cue.text) is not None
    for other in others if cites else ():
        told = [span for span in one.content if span not in other.content]
        if len(told) != 1 or len(one.content) < 2 or other.source is None or other.cue is None:
            continue
        if told[0].contains(other.source) and told[0].contains(other.cue):
            return replace(one, content=tuple(s for s in one.content if s in other.content))
    return one


def _told_by(text: str, paragraphs: Sequence[Run]) -> Iterator[Told]:
    """Find sentences of which the next one tells who reported them, and whom that one cites."""
    for number, (start, end) in enumerate(paragraphs):
        for match in BY.finditer(text, start, end):
            before = (start, match.start())
            if match.start() == start and number:
                before = paragraphs[number - 1]
            content = [trim(text, *run, ".!?") for run in list(sentences(text, before))[-1:]]
            if not content:
                continue
            yield from _with_cited(text, match, content, end)


def _with_cited(
    text: str, match: re.Match[str], content: Sequence[Run], end: int
) -> Iterator[Told]:
    """Give who reports something, and whom that one cites."""
    yield match.span("source"), match.span("cue"), content
    if cited := _cited_after(text, match.end(), end):
        yield cited.span("source"), cited.span("cue"), content


def _cited_after(text: str, at: int, end: int) -> re.Match[str] | None:
    """Find the source that stands right after who cites it; "with reference to" names no reason."""
    cited = CITING.match(text, at, end)
    if cited is None or cited["cue"] == "with reference to" or HOLDER.fullmatch(cited["source"]):
        return cited
    return None


def _alone(
    text: str, paragraphs: Sequence[Run], attributions: Sequence[Attribution]
) -> Iterator[Told]:
    """Find sentences at whose end stands who reports them, where the reader found nothing."""
    for paragraph in paragraphs:
        for match in TOLD_BY.finditer(text, *paragraph):
            sentence = [
                run for run in sentences(text, paragraph) if run[0] < match.start() < run[1]
            ]
            content = Span.of(text, sentence[0][0], match.start()) if sentence else None
            read = (span for one in attributions for span in (*one.content, one.source) if span)
            if content and not any(map(content.overlaps, read)):
                yield from _with_cited(text, match, [(content.start, content.end)], paragraph[1])


def _beside(text: str, attributions: Sequence[Attribution]) -> Iterator[Told]:
    """Find who reports a statement or is cited for it, beside the one whom the reader found."""
    for one in attributions:
        if one.cue is None or one.source is None:
            continue
        content = [(span.start, span.end) for span in one.content]
        said = max(one.cue.end, one.source.end)
        ends = dict.fromkeys((max(said, content[-1][1]), said))  # a quotation may go on after it
        for pattern in (TRAILING, TOLD_BY, PER):
            for match in filter(None, (pattern.match(text, end) for end in ends)):
                yield from _with_cited(text, match, content, len(text))
        cited = CITED.match(text, one.cue.end)
        if cited is None and re.search(rf"\b{TELLS}$", one.cue.text):
            cited = _cited_after(text, said, len(text))
        if cited:
            yield cited.span("source"), cited.span("cue"), content
        reporter = _reporter_before(text, one.source.start)
        cue = reporter and (
            reporter if reporter["cue"] else AFTER_CITED.match(text, one.source.end)
        )
        if reporter and cue:
            yield reporter.span("source"), cue.span("cue"), content


def _reporter_before(text: str, source: int) -> re.Match[str] | None:
    """Find who cites the source that begins at a place; most stand behind no such word."""
    if not CITES.search(text, max(0, source - LONGEST_CITES), source):
        return None
    return BEFORE_CITED.search(text, max(0, source - NEAR), source)
