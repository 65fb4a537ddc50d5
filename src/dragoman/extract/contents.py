"""Contents: where what is attributed begins and ends beside a cue."""

import re
from dataclasses import dataclass

from dragoman.extract.lexicon import Lexicon
from dragoman.extract.quotations import HIDDEN
from dragoman.extract.sentences import Run, trim

CLOSED_BEFORE = re.compile(rf"(?:[,،”\"»«’“?!؟…]\s*(?:[—–-]\s*)?|{HIDDEN}\s*[—–-]\s*)$")
"""How a clause ends before an attribution that closes it."""

QUOTED_BEFORE = re.compile(
    r"(?:[,،?؟!.…;][”\"»«’“]|[”\"»«’“]\s?[,،]|[”\"»«’“,!?…]\s*[—–-]"
    rf"|{HIDDEN}\s*[—–-])\s*$"
)
"""How speech ends before an attribution that closes it, whatever follows."""

SPEECH = re.compile(rf"({HIDDEN}{{8,}}[^{HIDDEN}\s]?)[”\"»«’“]?$")
"""Hidden speech at the end of a run."""

EDGES = ",،.—–- "
"""What is trimmed off a content's ends beside white space."""

CLOSE = 12
"""Characters before a cue that tell whether a clause or a quotation ends there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A reporting verb in its sentence.

    Attributes:
        text: The masked text.
        sentence: The sentence.
        run: The verb.
        form: Its form, folded.
        lexicon: The words of the language.
        inherited: The source of the verb before in the sentence. None: there is none.
    """

    text: str
    sentence: Run
    run: Run
    form: str
    lexicon: Lexicon
    inherited: Run | None


def closed(cue: Cue, begin: int, tail: int) -> Run | None:
    """Give the content that an attribution closes: "..., he said"."""
    text, start, lexicon = cue.text, cue.sentence[0], cue.lexicon
    left = trim(text, start, begin, EDGES if lexicon.marked else ",")
    if not worded(text, left):
        return None
    if QUOTED_BEFORE.search(text, max(start, begin - CLOSE), begin):
        return left
    if lexicon.marked or not CLOSED_BEFORE.search(text, max(start, begin - CLOSE), begin):
        return None
    return left if lexicon.adjunct.fullmatch(text, tail, content_end(cue, tail)) else None


def opened(cue: Cue, tail: int) -> Run | None:
    """Give the content that follows a cue, up to the next attribution in the sentence."""
    text, lexicon, stop = cue.text, cue.lexicon, content_end(cue, tail)
    start = tail
    if cue.form in lexicon.tells:
        told = lexicon.told.match(text, start, stop)
        start = told.end() - 1 if told else start
    complement = lexicon.complement.match(text, start, stop)
    if complement is None and lexicon.marked and lexicon.acts.get(cue.form) not in lexicon.bare:
        return None
    if complement is None and lexicon.marked and not re.match(r"\s+\w", text[start:stop]):
        return None
    run = trim(text, complement.end() if complement else start, stop, ",،.")
    return run if worded(text, run, least=8) else None


def content_end(cue: Cue, tail: int) -> int:
    """Give where content after a cue ends: another attribution, or the sentence."""
    match = cue.lexicon.ends.search(cue.text, tail, cue.sentence[1])
    return match.start() if match else cue.sentence[1]


def worded(text: str, run: Run, least: int = 1) -> bool:
    """Tell whether a run can be content: two words, or `least` characters of hidden speech."""
    words = text[slice(*run)]
    return len(words.split()) >= 2 or HIDDEN * least in words


def around(text: str, before: Run, after: Run, lexicon: Lexicon) -> list[Run]:
    """Choose what "according to" belongs to: what follows, what went before, or both."""
    if is_short(text[slice(*before)]):
        return [after]
    if is_short(text[slice(*after)]):
        return [before]
    return [after] if lexicon.linking.search(text, *before) else [before, after]


def is_short(words: str) -> bool:
    """Tell whether a run is a mere adverbial; hidden speech is one long word."""
    return len(words.split()) <= 3 and HIDDEN * 8 not in words
