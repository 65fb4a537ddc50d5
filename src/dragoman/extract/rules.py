"""The rules reader: the baseline beside the trained one, and the reader of other languages."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from dragoman.extract.contents import EDGES, Cue, around, worded
from dragoman.extract.cues import act_of
from dragoman.extract.dialogues import find_dialogues
from dragoman.extract.frames import Found, attribute
from dragoman.extract.lexicon import ANY, ENGLISH, Lexicon
from dragoman.extract.loading import lexicon_for
from dragoman.extract.neighbours import beside_quotations
from dragoman.extract.phrases import NAME, UPPER, looks_like_source, source_after, source_before
from dragoman.extract.quotations import (
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

PARENTHESIS = re.compile(r"\s*\(\w{1,12}\)")
"""An abbreviation after the name that it stands for."""

COLON = re.compile(r"([^:,،;.!?\n«»“”\"]{1,80}?)\s?:\s+(?=\S)")
"""A possible name and a colon."""

LABEL = 8
"""Words up to which a run before a colon is taken for a name."""

GAP = 64
"""Characters after a statement within which a quotation can go on from it."""

LOOK_BACK = 1_000
"""Characters before "this was reported by" within which the sentence is that it is about."""


class RulesReader:
    """Finds attributions by a cue lexicon, quotation marks and word order.

    A document is read in its own language; where that has no lexicon, by quotation marks only.
    The reading says which: "rules/1" for English, "rules/1 (ru)", "rules/1 (quotations)".
    """

    name = "rules/1"

    def read(self, document: Document) -> Reading:
        """Find who is said to hold what in the readable segments of a document."""
        lexicon = lexicon_for(document.language)
        attributions = _attributions(document, lexicon)
        return Reading(document=document.id, reader=reader_name(lexicon), attributions=attributions)


def reader_name(lexicon: Lexicon) -> str:
    """Name the rules reader with the words that it reads by."""
    if lexicon.language == ENGLISH:
        return RulesReader.name
    return f"{RulesReader.name} ({lexicon.language or 'quotations'})"


def _attributions(document: Document, lexicon: Lexicon) -> tuple[Attribution, ...]:
    text, runs = document.text, list(paragraphs(document))
    speech = [q for q in find_quotations(text, runs) if q.speech]
    quotations = find_quotations(text, runs, find_dialogues(text, runs, speech, lexicon))
    masked = mask(text, quotations, names=lexicon.marked)
    found: list[Found] = []
    if lexicon.language == ANY:
        found = list(beside_quotations(text, quotations))
    for run in runs:
        for sentence in sentences(masked, run, lexicon):
            found += _in_sentence(masked, sentence, found, lexicon)
    _continue_quotations(masked, found, [q for q in quotations if q.speech])
    attributions = {_attribution(text, item, quotations, lexicon) for item in found}
    return tuple(sorted((a for a in attributions if a), key=_place))


def _place(attribution: Attribution) -> tuple[int, ...]:
    """Order by content, then by source: attributions that share a content stand side by side."""
    content, cue, source = attribution.content, attribution.cue, attribution.source
    ends = (content[0].start, content[-1].end)
    return (*ends, source.start if source else -1, cue.start if cue else -1)


def _attribution(
    text: str, item: Found, quotations: tuple[Quotation, ...], lexicon: Lexicon
) -> Attribution | None:
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
        act=act_of(cue.text if cue else "", " ".join(span.text for span in spans), lexicon),
        confidence=CONFIDENCE,
    )


def _in_sentence(text: str, sentence: Run, earlier: list[Found], lexicon: Lexicon) -> list[Found]:
    """Find the attributions of one sentence, in the order of their cues."""
    label = _colon(text, sentence, lexicon)
    reported = _reported_by(text, sentence, earlier, lexicon)
    found = [item for item in (label, reported) if item]
    if found:
        return found
    found = [*_according(text, sentence, lexicon), *_declined(text, sentence, lexicon)]
    taken = [item.cue for item in found if item.cue]
    inherited: Run | None = None
    for verb in lexicon.verb.finditer(text, *sentence):
        run = verb.span("cue")
        if any(start <= run[0] < end + 20 for start, end in taken):
            continue
        form = lexicon.form(verb)
        cue = Cue(
            text=text, sentence=sentence, run=run, form=form, lexicon=lexicon, inherited=inherited
        )
        item = attribute(cue)
        if item:
            inherited = item.source
            found.append(item)
    return [*found, *_citing(text, sentence, found, lexicon)]


def _colon(text: str, sentence: Run, lexicon: Lexicon) -> Found | None:
    """A name and a colon at the very beginning: "Peskov: no talks are planned"."""
    match = COLON.match(text, *sentence)
    if not match or not _is_label(match.group(1), lexicon):
        return None
    if lexicon.marked and not _is_speaker(match, lexicon):
        return None
    colon = match.start() + match.group().index(":")
    return Found(match.span(1), (colon, colon + 1), [(match.end(), sentence[1])])


def _is_label(label: str, lexicon: Lexicon) -> bool:
    """Tell whether a run before a colon is a name: capitals, and particles between them."""
    words = label.split()
    if not 0 < len(words) < LABEL or lexicon.language == ANY:
        return False
    if lexicon.cased and not _capitals(words, lexicon):
        return False
    capitals_tell = lexicon.cased and not lexicon.nouns_cased
    if not capitals_tell and not any(lexicon.noun.fullmatch(w.casefold()) for w in words):
        return False
    return looks_like_source(label, lexicon)


def _is_speaker(label: re.Match[str], lexicon: Lexicon) -> bool:
    """Tell a name or role before a colon from the topic of a headline: "Syrie : la trêve"."""
    words, after = label.group(1), label.string[label.end() : label.end() + 1]
    if lexicon.verb.search(words):
        return False
    roles = any(lexicon.noun.fullmatch(word.casefold()) for word in words.split())
    return roles or after in '«“„"' or NAME.fullmatch(words) is not None


def _capitals(words: list[str], lexicon: Lexicon) -> bool:
    capital = re.compile(rf"[{UPPER}][\w.’'-]*$")
    return all(capital.match(word) or lexicon.particle.fullmatch(word) for word in words)


def _reported_by(text: str, sentence: Run, earlier: list[Found], lexicon: Lexicon) -> Found | None:
    """Take the sentence before as the content of "This was reported by X"."""
    match = lexicon.reported_by.match(text, *sentence)
    if not match:
        return None
    source = source_after(text, match.end(), sentence[1], lexicon)
    line = max(text.rfind("\n", 0, sentence[0]) + 1, sentence[0] - LOOK_BACK)
    before = list(sentences(text, (line, sentence[0]), lexicon))
    if not source or not before:
        return None
    item = Found(source, match.span(), [trim(text, *before[-1], ".")])
    earlier.extend(_citing(text, sentence, [item], lexicon))
    return item


def _according(text: str, sentence: Run, lexicon: Lexicon) -> Iterator[Found]:
    start, end = sentence
    for match in lexicon.opinion.finditer(text, start, end):
        before, after = trim(text, start, match.start(), EDGES), trim(text, match.end(), end, EDGES)
        content = around(text, before, after, lexicon) if lexicon.marked else [after]
        yield Found(match.span(), match.span(), content)
    for match in lexicon.according.finditer(text, start, end):
        source = source_after(text, match.end(), end, lexicon)
        if source:
            before = trim(text, start, match.start(), ",،(—–")
            short = PARENTHESIS.match(text, source[1], end)
            after = trim(text, short.end() if short else source[1], end, ",،.)—–")
            yield Found(source, match.span(), around(text, before, after, lexicon))
    for match in lexicon.postposed.finditer(text, start, end):
        source = source_before(text, start, match.start(), lexicon, subject=False)
        if source:
            before = trim(text, start, source[0], EDGES)
            after = trim(text, match.end(), end, EDGES)
            yield Found(source, match.span(), around(text, before, after, lexicon))


def _declined(text: str, sentence: Run, lexicon: Lexicon) -> Iterator[Found]:
    for match in lexicon.declined.finditer(text, *sentence):
        source = source_before(text, sentence[0], match.start(), lexicon)
        if not source:
            continue
        cue, infinitive = match.span(), lexicon.infinitive.search(match.group())
        if infinitive:
            cue = (match.start(), match.start() + infinitive.start())
        rest = trim(text, cue[1], sentence[1], EDGES)
        if not worded(text, rest) or len(text[slice(*rest)].split()) < 2:
            rest = trim(text, sentence[0], source[0], EDGES)
            which = lexicon.which.search(text, *rest)
            rest = trim(text, rest[0], which.start() if which else rest[1], EDGES)
        yield Found(source, cue, [rest])


def _citing(text: str, sentence: Run, found: Iterable[Found], lexicon: Lexicon) -> Iterator[Found]:
    """Whoever is cited holds what the citing source reports."""
    for match in lexicon.citing.finditer(text, *sentence):
        source = source_after(text, match.end(), sentence[1], lexicon)
        host = next((item for item in found if item.content), None)
        if source and host:
            yield Found(source, match.span(), list(host.content))


def _continue_quotations(text: str, found: list[Found], speech: list[Quotation]) -> None:
    """Add a quotation that nobody introduces to the statement that it goes on from."""
    ends = [max(run[1] for run in _runs(item)) for item in found]
    taken = sorted(run for item in found for run in item.content)
    for q in speech:
        if any(start < q.end and q.start < end for start, end in taken):
            continue
        for i in reversed(range(len(found))):
            if not 0 <= q.start - ends[i] <= GAP:
                continue
            gap = text[ends[i] : q.start]
            if len(gap) <= 4 + 60 * ("\n" not in gap) and "." not in gap[3:]:
                if q.dash and "\n" in gap:
                    continue
                found[i].content.append((q.start, q.end))
                taken.append((q.start, q.end))
                ends[i] = q.end
                break


def _runs(item: Found) -> list[Run]:
    return [run for run in (item.source, item.cue, *item.content) if run]
