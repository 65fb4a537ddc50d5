"""Contents: what the words of a statement, and the sentence that it is in, tell for claims."""

import re
import zlib
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from dragoman.record import Act, Document, Span, Statement
from dragoman.resolve.claim_words import (
    joined,
    kept,
    lists,
    says_no,
    stem_of,
    stems_of,
    titles,
    weight_of,
    words_of,
)
from dragoman.resolve.claims.denials import no_in

RESPONSES = frozenset({Act.DENY, Act.REJECT})
"""The acts that say no to what somebody else holds or asks."""

OPEN_ACTS = frozenset({Act.ASSERT, Act.ACCUSE, Act.PROMISE, Act.PREDICT, Act.WARN, None})
"""The acts that a reader falls back on, so that words may still say no."""

RUN = 6
"""Words in a row that two texts share only if one has them from the other: the run length that
text reuse is found with in newspapers (Clough et al., METER, 2002, use 3 to 10)."""

LEAD = 80
"""Characters before a statement in which its sentence begins."""

OWNER = re.compile(r"([A-Z][\w.-]*(?:\s[A-Z][\w.-]*)*)(?:\s+government)?['’]s?\s")

OWNED_WITHIN = 100
"""Characters from a cue on in which whose conduct or words somebody says no to is told."""

SPELT, VARIES = 6, 2
"""Letters that the spellings of one name begin with, and by how many letters they may differ."""

TRAIL = 160
"""Characters after a statement in which its sentence ends."""

TURN_WITHIN = 40
"""Characters before a statement in which its clause begins, its speaker's title with them."""

ENDS = (". ", "\n", "? ", "! ", "” ", '" ')

QUESTION = re.compile(r"(?:what|whether|if|why|who|how|when|where)\b", re.IGNORECASE)

VAGUE_WEIGHT = 5.0
"""Contents that weigh less than one rare word ("the claim", "this") point back at another one."""

TOLD_WITHIN = 600
"""Characters from a cue to the end of its content within which they are one sentence or two."""


def own_words(
    document: Document, statement: Statement, others: Sequence[Statement]
) -> Iterator[str]:
    """Give the content without what it reports of others, unless somebody says no to that."""
    begin = min(span.start for span in statement.content)
    end = max(span.end for span in statement.content)
    inner = [
        span
        for other in others
        if begin <= other.content[0].start < end  # most are elsewhere, and that is quickly seen
        and not {statement.act, other.act} & RESPONSES
        and other is not statement
        and _within(other, statement)
        for span in other.content
    ]
    for span in statement.content:
        start = span.start
        for cut in sorted(inner):
            if span.contains(cut) and cut.start >= start:
                yield document.text[start : cut.start]
                start = cut.end
        yield document.text[start : span.end]


def _within(inner: Statement, outer: Statement) -> bool:
    parts = (*inner.content, *((inner.source,) if inner.source else ()))
    return all(any(_holds(span, part) for span in outer.content) for part in parts)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.contains(inner) and len(outer.text) > len(inner.text)


def told_of(document: Document, statement: Statement, lead: str) -> str:
    """Give the cue and the content with what stands between them; the content alone if far off.

    What a sentence says before them that its speaker replies to is put before: "In response to
    Norland's claims, ...". What it says after them that they reject is put behind.
    """
    reply = says_no("reply").search(lead)
    end = statement.content[-1].end
    behind = says_no("rejecting").match(document.text[end : end + TRAIL])
    before = f"{lead[reply.end() :]} " if reply else ""
    return before + _told(document, statement) + (behind[0] if behind else "")


def _told(document: Document, statement: Statement) -> str:
    spans = [span for span in (statement.cue, *statement.content) if span]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    if statement.cue and end - start <= TOLD_WITHIN:
        return document.text[start:end]
    return " … ".join(span.text for span in statement.content)


def lead_of(document: Document, statement: Statement) -> str:
    """Give the sentence that a statement is in up to its content, or its first words."""
    spans = [span for span in (statement.source, statement.cue, *statement.content) if span]
    first = min(span.start for span in spans)
    before = document.text[max(0, first - LEAD) : first]
    begun = first - len(before) + max(before.rfind(mark) + len(mark.rstrip()) for mark in ENDS)
    end = max(statement.content[0].start, first + LEAD)
    return " ".join(document.text[max(begun, first - LEAD) : end].split())


def turns_in(document: Document, statement: Statement, lead: str) -> bool:
    """Tell whether a statement is set against what was told before: by "but", or by "while"."""
    first = min(s.start for s in (statement.source, statement.cue, *statement.content) if s)
    return has(lead, "turn") or has(
        document.text[max(0, first - TURN_WITHIN) : first], "turn_within"
    )


def cites_of(
    told: str, whole: frozenset[str], heard: frozenset[str], about: frozenset[str]
) -> frozenset[str]:
    """Give the stems of the names that what it says no to is put down to.

    Those of a content that only names somebody are: "contradicted the president of Norland".

    Args:
        told: As of an Account.
        whole: As of an Account.
        heard: Stems of the names of who is heard in the document.
        about: As of an Account.
    """
    named = whole & heard
    if named and not whole - heard - titles():
        return named
    names = [name for name, _ in cited_in(told)]
    names += [match[1] for match in OWNER.finditer(joined(told[:OWNED_WITHIN]))]
    return kept(stem for name in names for stem in stems_of(name) & heard - about)


def owners_of(told: str) -> frozenset[str]:
    """Give the stems of the names that what it says no to is put down to."""
    return kept(stem for name, _ in cited_in(told) for stem in stems_of(name))


def cited_in(told: str) -> Iterator[tuple[str, bool]]:
    """Give the names that a proposal, a demand or a report is put down to: "Norland's demands".

    Returns:
        Each with whether it is a report, which an outlet may have written.
    """
    words = joined(told)
    for match in says_no("held").finditer(words):
        yield match["before"] or match["after"] or "", bool(match["story"] or match["report"])


def names_of(statement: Statement) -> frozenset[str]:
    """Give the stems of the last name of a speaker, as the text spells it too, and of its party.

    "Side" and "ministry" name nobody: a text that has the words need not mean that speaker.
    """
    last = statement.speaker.name.split()[-1:] if statement.speaker else []
    written = statement.source.text.split()[-1:] if last and statement.source else []
    spelt = [word for word in written if same_name(word, last[0])]
    return kept(stems_of(" ".join([*last, *spelt, statement.party or ""])) - titles())


def same_name(one: str, other: str) -> bool:
    """Tell whether two words may be one name in two spellings: "Petrovskyy", "Petrovsky"."""
    length = min(len(one), len(other))
    same = one[:SPELT].casefold() == other[:SPELT].casefold()
    return length >= SPELT and same and abs(len(one) - len(other)) <= VARIES


def responds(statement: Statement, own: str, plain: str) -> bool:
    """Tell whether a statement says no; words count where the act does not exclude it.

    What it only tells of others says no for them.
    """
    nobody = statement.source and has(statement.source.text, "nobody")
    if nobody or has(plain, "assessed"):
        return False
    if statement.act is Act.CONFIRM:  # "admitted that people were tired; this was no stalemate"
        return no_in(" ".join(own.split()))
    if statement.act in RESPONSES or statement.act not in OPEN_ACTS:
        withheld = statement.act is Act.DENY and has(plain, "withheld")
        return statement.act in RESPONSES and not withheld
    return no_in_cue(statement) or (statement.act is not Act.WARN and no_in(" ".join(own.split())))


def no_in_cue(statement: Statement) -> bool:
    """Tell whether the words of attribution say no."""
    return bool(statement.cue and says_no("cue").search(statement.cue.text))


def has(plain: str, part: str) -> bool:
    """Tell whether a text has words of data/claim_words.yaml, by their name."""
    return bool(says_no(part).search(plain))


text_has = lru_cache(maxsize=4_096)(has)
"""The same of the content of an account, of which it is asked with many others."""


def is_undecided(statement: Statement) -> bool:
    """Tell whether the words of attribution leave open what a speaker holds: neither, nor."""
    return bool(statement.cue and has(statement.cue.text, "undecided"))


def is_question(plain: str) -> bool:
    """Tell whether a content asks something."""
    return plain.endswith("?") or bool(QUESTION.match(plain))


def is_vague(words: str, stems: frozenset[str]) -> bool:
    """Tell whether a content has little but words that point back: "the claim", "such talks"."""
    said = [word.casefold() for word in words_of(words)]
    such = {word for before, word in pairwise(said) if before == "such"}
    pointing = {stem_of(word) for word in such | lists()["vague"].intersection(said)}
    replying = {stem_of(word) for word in lists()["replying"].intersection(said)}
    return not stems or (bool(pointing) and weight_of(stems - pointing - replying) < VAGUE_WEIGHT)


def runs_in(text: str) -> frozenset[int]:
    """Give checksums of the runs of RUN words in a text."""
    words = [word.casefold().encode("utf-8", "surrogatepass") for word in words_of(text)]
    ends = list(accumulate(len(word) + 1 for word in words))  # each with the blank behind it
    starts, told = [0, *ends], b" ".join(words)
    return frozenset(
        zlib.crc32(told[start : end - 1])
        for start, end in zip(starts, ends[RUN - 1 :], strict=False)
    )


def packed_runs(text: str) -> bytes:
    """Give the checksums of runs_in, four bytes each, in order."""
    return array("I", sorted(runs_in(text))).tobytes()
