"""Values: what fields were set to, in words, as the audit page and a conflict show them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dragoman.record import Act, Decision, Field, Judgement
from dragoman.record.corrections import (
    read_act,
    read_codes,
    read_content,
    read_groups,
    read_joined,
    read_party,
    read_said_on,
    read_snapshot,
    read_span,
    read_speaker,
    read_via,
)
from dragoman.report.characters import shown_in_line
from dragoman.report.signs import act_word, count, stance_sign
from dragoman.web.desk import Desk
from dragoman.web.review.entries import CodeEntry, Entries, LinkEntry, SpanEntry
from dragoman.web.wording import cut_short

NOTHING = "none"

FIELD_WORDS = {
    Field.SOURCE: "source",
    Field.CUE: "cue",
    Field.CONTENT: "content",
    Field.SPEAKER: "speaker",
    Field.PARTY: "party",
    Field.ACT: "act",
    Field.CODES: "codes",
    Field.VIA: "chain",
    Field.SAID_ON: "said on",
}

SHORT = 160
"""Characters of a value that a line shows at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a decision changed.

    Attributes:
        field: The field, in a word. None: the statement as a whole.
        before: What stood there. None: it is not told.
        after: What was decided. None: the decision itself says it.
    """

    field: str | None
    before: str | None
    after: str | None


def words_of(desk: Desk, field: Field, value: str) -> str:
    """Put the value of a field, as JSON, into words."""
    words = _codes(desk, value) if field is Field.CODES else WORDS[field](value)
    return shown_in_line(words) or NOTHING


def change_of(desk: Desk, judgement: Judgement) -> Change:
    """Tell what a judgement changed, from what it says by itself."""
    stood = read_snapshot(judgement.stood) if judgement.stood else {}
    field, value = judgement.field, judgement.value
    if field is not None and value is not None:
        before = words_of(desk, field, stood[field]) if field in stood else None
        return Change(field=FIELD_WORDS[field], before=before, after=words_of(desk, field, value))
    content = _content(stood[Field.CONTENT]) if stood else None
    after = None
    if value is not None and judgement.decision is Decision.SPLIT:
        groups = read_groups(value)
        after = " | ".join(" … ".join(cut_short(s.text, SHORT) for s in group) for group in groups)
    elif value is not None and judgement.decision is Decision.MERGE:
        others = read_joined(value)
        words = [s.text for other in others for s in other.content]
        after = " | ".join(cut_short(text, SHORT) for text in words) or count(
            len(others), "statement"
        )
    elif judgement.decision is Decision.ADD:
        after = cut_short(" … ".join(f"“{span.text}”" for span in judgement.content), SHORT)
    return Change(field=None, before=content, after=after)


def _span(value: str) -> str:
    span = read_span(Field.SOURCE, value)
    return f"“{cut_short(span.text, SHORT)}”" if span else ""


def _content(value: str) -> str:
    return cut_short(" … ".join(f"“{span.text}”" for span in read_content(value)), SHORT)


def _speaker(value: str) -> str:
    named = read_speaker(value)
    if named is None:
        return "unresolved"
    name = named.name or named.id or ""
    # A snapshot always tells what the speaker is; who fills one in does so for a new name alone.
    local = "party" in json.loads(value)
    return f"{name} ({named.kind}, this article only)" if local and named.kind else name


def _codes(desk: Desk, value: str) -> str:
    told = []
    for code in read_codes(value):
        glyph, word = stance_sign(code)
        condition = f" on condition “{code.condition.text}”" if code.condition else ""
        told.append(f"{glyph} {word}: {desk.concept_text(code.concept)}{condition}")
    return "; ".join(told)


def _via(value: str) -> str:
    return " → ".join(f"{link.name} ({link.kind})" for link in read_via(value))


WORDS: Mapping[Field, Callable[[str], str]] = {
    Field.SOURCE: _span,
    Field.CUE: _span,
    Field.CONTENT: _content,
    Field.SPEAKER: _speaker,
    Field.PARTY: lambda value: read_party(value) or "",
    Field.ACT: lambda value: act_word(read_act(value)),
    Field.VIA: _via,
    Field.SAID_ON: lambda value: read_said_on(value) or "",
}


def differing(desk: Desk, mine: Entries, now: Entries) -> Mapping[str, tuple[str, str]]:
    """Give by the field's name what one form holds and what another does, where they differ."""
    found: dict[str, tuple[str, str]] = {}
    for name, label in ENTRY_WORDS.items():
        ours, theirs = (_entry(desk, name, getattr(entries, name)) for entries in (mine, now))
        if ours != theirs:
            found[label] = ours or NOTHING, theirs or NOTHING
    return found


def _entry(desk: Desk, name: str, held: object) -> str:
    """Put what a form holds for a field into words."""
    if isinstance(held, str):
        return shown_in_line(act_word(Act(held)) if name == "act" and held in list(Act) else held)
    if not isinstance(held, tuple):
        return ""
    return "; ".join(_item(desk, item) for item in held)


def _item(desk: Desk, item: object) -> str:
    if isinstance(item, SpanEntry):
        return f"“{cut_short(item.words, SHORT)}” ({item.start} to {item.end})"
    if isinstance(item, CodeEntry):
        words = f"{item.stance}: {desk.concept_text(item.concept)}"
        return " on condition ".join([words, *(_item(desk, one) for one in item.condition)])
    if isinstance(item, LinkEntry):
        return f"{item.name} ({item.kind})"
    return ""


ENTRY_WORDS = {
    "source": "source",
    "cue": "cue",
    "content": "content",
    "speaker": "speaker",
    "party": "party",
    "act": "act",
    "codes": "codes",
    "via": "chain",
    "said_on": "said on",
}
"""The fields of a form that a conflict shows, by name."""
