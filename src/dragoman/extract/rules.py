"""The rules reader: the baseline beside the trained one, and the fallback without a model."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from dragoman.extract.cues import (
    ACCORDING,
    CITING,
    DECLINED,
    OPINION,
    PARTICIPLES,
    REPORTED_BY,
    VERB,
    act_of,
)
from dragoman.extract.phrases import looks_like_source, source_after, source_before
from dragoman.extract.quotations import (
    HIDDEN,
    Quotation,
    find_quotations,
    mask,
    quote_form,
    without_marks,
)
from dragoman.extract.sentences import Run, paragraphs, sentences, trim
from dragoman.record import Attribution, Document, Reading, Span

CONFIDENCE = 0.5
"""What the rules claim for themselves: they do not estimate it statement by statement."""

ADJUNCT = re.compile(
    r"\s*(?:,?\s*(?:on|in|at|to|during|late|early|this|last|after|earlier|today|yesterday|here|"
    r"referring|speaking|via|through|for)\b[^,;:“\"«]{0,70})?[\s,.!]*"
)
"""What may stand between an attribution that closes a sentence and its end."""

COMPLEMENT = re.compile(
    r"[^,;“\"«]{0,70}?(?:\bthat\b\s*,?|:\s*(?=\S))"
    r"|\s+(?:on|in|late|early)\s+(?:late\s+|early\s+)?[A-Z]\w+(?:\s+\d+)?,?(?=\s)"
    r"|\s*[,:]?\s*(?=[“\"«])"
)
"""What stands between a cue and the content that it opens."""

CLOSED_BEFORE = re.compile(r"[,”\"»’?!]\s*$")
"""How a clause ends before an attribution that closes it."""

QUOTED_BEFORE = re.compile(r"(?:[,?!.…;][”\"»’]|[”\"»’],)\s*$")
"""How speech ends before an attribution that closes it, whatever follows."""

TOLD = re.compile(
    r"\s+(?:him|her|them|us|me|it|reporters|journalists|(?:the\s+)?(?:[A-Z][\w’'-]+\s?)+|"
    r"(?:the|a|an)\s+[\w’'-]+)\s+"
)
COLON = re.compile(
    r"((?:[A-Z][\w.’'-]*|of|the|and|for)(?:\s+(?:[A-Z][\w.’'-]*|of|the|and|for)){0,6}):\s+(?=\S)"
)


@dataclass(slots=True)
class Found:
    """An attribution in the making, as runs of offsets."""

    source: Run | None
    cue: Run | None
    content: list[Run] = field(default_factory=list)


class RulesReader:
    """Finds attributions by a cue lexicon, quotation marks and word order; English only."""

    name = "rules/1"

    def read(self, document: Document) -> Reading:
        """Find who is said to hold what in the readable segments of a document."""
        text, runs = document.text, list(paragraphs(document))
        quotations = find_quotations(text, runs)
        masked = mask(text, quotations)
        found: list[Found] = []
        for run in runs:
            for sentence in sentences(masked, run):
                found += _in_sentence(masked, sentence, found)
        _continue_quotations(masked, found, [q for q in quotations if q.speech])
        attributions = {_attribution(text, item, quotations) for item in found} - {None}
        ordered = sorted((a for a in attributions if a), key=_place)
        return Reading(document=document.id, reader=self.name, attributions=tuple(ordered))


def _place(attribution: Attribution) -> tuple[int, ...]:
    """Order by content, then by cue: attributions that share a content stand side by side."""
    content, cue, source = attribution.content, attribution.cue, attribution.source
    ends = (content[0].start, content[-1].end)
    return (*ends, cue.start if cue else -1, source.start if source else -1)


def _attribution(text: str, item: Found, quotations: tuple[Quotation, ...]) -> Attribution | None:
    content = sorted({without_marks(text, *run) for run in item.content})
    content = [(start, end) for start, end in content if end - start > 1]
    if not content or any(a[1] > b[0] for a, b in pairwise(content)):
        return None
    spans = tuple(Span.of(text, start, end) for start, end in content)
    cue = Span.of(text, *item.cue) if item.cue else None
    return Attribution(
        source=Span.of(text, *item.source) if item.source else None,
        cue=cue,
        content=spans,
        quote=quote_form(text, content, quotations),
        act=act_of(cue.text if cue else "", " ".join(span.text for span in spans)),
        confidence=CONFIDENCE,
    )


def _in_sentence(text: str, sentence: Run, earlier: list[Found]) -> list[Found]:
    """Find the attributions of one sentence, in the order of their cues."""
    found = [
        item for item in (_colon(text, sentence), _reported_by(text, sentence, earlier)) if item
    ]
    if found:
        return found
    found = [*_according(text, sentence), *_declined(text, sentence)]
    taken = [item.cue for item in found if item.cue]
    inherited: Run | None = None
    for verb in VERB.finditer(text, *sentence):
        if any(cue[0] <= verb.start() < cue[1] + 20 for cue in taken):
            continue
        item = _verb(text, sentence, verb, inherited)
        if item:
            inherited = item.source
            found.append(item)
    return [*found, *_citing(text, sentence, found)]


def _colon(text: str, sentence: Run) -> Found | None:
    """A name and a colon at the very beginning: "Peskov: no talks are planned"."""
    match = COLON.match(text, *sentence)
    if not match or not looks_like_source(match.group(1)):
        return None
    colon = (match.end(1), match.end(1) + 1)
    return Found(match.span(1), colon, [(match.end(), sentence[1])])


def _reported_by(text: str, sentence: Run, earlier: list[Found]) -> Found | None:
    """Take the sentence before as the content of "This was reported by X"."""
    match = REPORTED_BY.match(text, *sentence)
    if not match:
        return None
    source = source_after(text, match.end(), sentence[1])
    line = text.rfind("\n", 0, sentence[0]) + 1
    before = list(sentences(text, (line, sentence[0])))
    if not source or not before:
        return None
    item = Found(source, match.span(), [trim(text, *before[-1], ".")])
    found = [item, *_citing(text, sentence, [item])]
    earlier.extend(found[1:])
    return item


def _according(text: str, sentence: Run) -> Iterator[Found]:
    for match in OPINION.finditer(text, *sentence):
        rest = trim(text, match.end(), sentence[1], ",.")
        yield Found(match.span(), match.span(), [rest])
    for match in ACCORDING.finditer(text, *sentence):
        source = source_after(text, match.end(), sentence[1])
        if source:
            before = trim(text, sentence[0], match.start(), ",")
            after = trim(text, source[1], sentence[1], ",.")
            yield Found(source, match.span(), _around(text, before, after))


def _around(text: str, before: Run, after: Run) -> list[Run]:
    """Choose what "according to" belongs to: what follows, what went before, or both."""
    opening = len(text[before[0] : before[1]].split())
    if opening <= 3:
        return [after]
    if len(text[after[0] : after[1]].split()) <= 3:
        return [before]
    joined = re.search(r"\b(?:and|but|that|as)$", text[before[0] : before[1]])
    return [after] if joined else [before, after]


def _declined(text: str, sentence: Run) -> Iterator[Found]:
    for match in DECLINED.finditer(text, *sentence):
        source = source_before(text, sentence[0], match.start())
        if not source:
            continue
        cue = (match.start(), match.end())
        infinitive = re.search(r"\sto\s", match.group())
        if infinitive:
            cue = (match.start(), match.start() + infinitive.start())
        rest = trim(text, cue[1], sentence[1], ".,")
        if len(text[rest[0] : rest[1]].split()) < 2:
            rest = trim(text, sentence[0], source[0], ",")
            rest = trim(
                text,
                rest[0],
                rest[1] - len("which") if text[: rest[1]].endswith("which") else rest[1],
                ",",
            )
        yield Found(source, cue, [rest])


def _verb(text: str, sentence: Run, verb: re.Match[str], inherited: Run | None) -> Found | None:
    """Find source and content on either side of a reporting verb."""
    if verb.group() in PARTICIPLES:
        if inherited is None or text[: verb.start()].endswith("by "):
            return None
        opened = _opened(text, verb, verb.end(), sentence[1])
        return Found(inherited, verb.span(), [opened]) if opened else None
    source = source_before(text, sentence[0], verb.start())
    if source is None and re.search(r"\band\s+(?:\w+ly\s+)?$", text[sentence[0] : verb.start()]):
        source = inherited
    begin, tail = verb.span()
    if source is None and CLOSED_BEFORE.search(text, sentence[0], begin):
        source = source_after(text, tail, sentence[1])
        tail = source[1] if source else tail
    if source is None:
        return None
    begin = min(begin, source[0])
    content = _closed(text, sentence, begin, tail) or _opened(text, verb, tail, sentence[1])
    return Found(source, verb.span(), [content]) if content else None


def _closed(text: str, sentence: Run, begin: int, tail: int) -> Run | None:
    """Give the content that an attribution closes: "..., he said"."""
    left = trim(text, sentence[0], begin, ",")
    if len(text[slice(*left)].split()) < 2 and HIDDEN not in text[slice(*left)]:
        return None
    if QUOTED_BEFORE.search(text, sentence[0], begin):
        return left
    ends = ADJUNCT.fullmatch(text, tail, _content_end(text, tail, sentence[1])) is not None
    return left if ends and CLOSED_BEFORE.search(text, sentence[0], begin) else None


def _opened(text: str, verb: re.Match[str], tail: int, end: int) -> Run | None:
    """Give the content that follows a cue, up to the next participle clause or citation."""
    start, stop = tail, _content_end(text, tail, end)
    if verb.group() in {"told", "tells", "telling", "tell", "assured"}:
        told = TOLD.match(text, start, stop)
        start = told.end() - 1 if told else start
    complement = COMPLEMENT.match(text, start, stop)
    start = complement.end() if complement else start
    run = trim(text, start, stop, ",.")
    return (
        run if len(text[run[0] : run[1]].split()) >= 2 or HIDDEN * 8 in text[slice(*run)] else None
    )


def _content_end(text: str, start: int, end: int) -> int:
    for match in re.finditer(r",[”\"»]?\s+(?:and\s+)?(?:thus\s+)?(\w+)", text[start:end]):
        if match.group(1).casefold() in PARTICIPLES | {"citing", "quoting"}:
            return start + match.start()
    according = re.search(r",\s+according\s+to\b", text[start:end])
    return start + according.start() if according else end


def _citing(text: str, sentence: Run, found: list[Found]) -> Iterator[Found]:
    """Whoever is cited holds what the citing source reports."""
    for match in CITING.finditer(text, *sentence):
        source = source_after(text, match.end(), sentence[1])
        host = next((item for item in found if item.content), None)
        if source and host:
            yield Found(source, match.span(), list(host.content))


def _continue_quotations(text: str, found: list[Found], speech: list[Quotation]) -> None:
    """Add a quotation that nobody introduces to the statement that it goes on from."""
    for q in speech:
        runs = [run for item in found for run in item.content]
        if any(start < q.end and q.start < end for start, end in runs):
            continue
        for item in reversed(found):
            edges = [edge for edge in (item.source, item.cue, *item.content) if edge]
            last = max(edge[1] for edge in edges)
            gap = text[last : q.start]
            if last <= q.start and len(gap) <= 4 + 60 * ("\n" not in gap) and "." not in gap[3:]:
                item.content.append((q.start, q.end))
                break
