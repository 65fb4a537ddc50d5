"""Implied sources: who is the subject of a cue beside which a reader marked nobody."""

import re

from dragoman.record import Attribution, Span
from dragoman.resolve.scene import Scene

AUXILIARIES = r"(?:(?:has|have|had|is|are|was|were|also|first|since|then|later|\w+ly)\s+)*"
RELATIVE = re.compile(rf"\b(?P<pronoun>who|which)\s+{AUXILIARIES}$")
ADDED = re.compile(rf"(?:,|\b(?:and|but|or|while))\s+{AUXILIARIES}$", re.IGNORECASE)
PARTICIPLE = re.compile(r"^(?:\w+ly )?(?!being\b)\w+ing\b", re.IGNORECASE)
AFTER_CLAUSE = re.compile(r"[\"”]?,[\"”]? (?:[Tt]he )?")
FRONTED = re.compile(
    r"[\W]*(?:(?:But|And|Yet) )?(?:while|when|after|before|by|in|on|upon|despite|without|although"
    r"|though|besides)\s+(?:(?:again|once more|\w+ly)\s+)?",
    re.IGNORECASE,
)
"""What stands before a participle in front of a sentence: "While reaffirming its friendship"."""

FINITE = re.compile(r"^(?:\w+ly |also |later )?(?:\w+ed|told|said|gave|made|says|\w+s)\b")


def implied_source(attribution: Attribution, scene: Scene) -> Span | None:
    """Give the words that are the source of a statement whose reader marked only the cue.

    That is the relative pronoun right before the cue ("Turkey, which fears"). For a participle or
    an added verb ("..., arguing that", "... and called for") it is the source of the statement
    before it in the same sentence, or else for a participle whoever acts there; for a participle
    that begins a sentence, the source of the statement after it, else whoever acts there.

    None: the cue is no verb of that kind, or the sentence has no such source.
    """
    cue = attribution.cue
    if attribution.source is not None or cue is None:
        return None
    start, end = scene.sentence(cue.start)
    before = scene.text[start : cue.start]
    if relative := RELATIVE.search(before):
        at = start + relative.start("pronoun")
        return Span.of(scene.text, at, at + len(relative["pronoun"]))
    participle = PARTICIPLE.match(cue.text) is not None
    beside = [
        source
        for source in scene.sources
        if start <= source.start < end and scene.together(source.start, cue.start)
    ]
    if participle and (FRONTED.fullmatch(before) or not re.search(r"\w{4}", before)):
        after = [source for source in beside if source.start > cue.start]
        main = min(after, key=lambda source: source.start, default=None)
        return main or _acting_after(attribution.content[-1].end, end, scene)
    added = participle or (ADDED.search(before) is not None and FINITE.match(cue.text) is not None)
    earlier = [source for source in beside if source.end <= cue.start]
    if added and earlier:
        return max(earlier, key=lambda source: source.start)
    return _subject(start, cue.start, scene) if participle else None


def _acting_after(at: int, end: int, scene: Scene) -> Span | None:
    """Give whoever is named right after the clause in front: "..., Oman shut the port"."""
    for sighting in scene.discourse.within(at, end)[:1]:
        right_after = AFTER_CLAUSE.fullmatch(scene.text, at, sighting.start)
        if right_after and not (sighting.adjective or sighting.possessive):
            return Span.of(scene.text, sighting.start, sighting.end)
    return None


def _subject(start: int, at: int, scene: Scene) -> Span | None:
    """Give the body that acts in the clause before a participle: "Oman stayed out, refusing"."""
    for sighting in reversed(scene.discourse.within(start, at)):
        acts = scene.begins_clause(sighting) and scene.together(sighting.start, at)
        if acts and not scene.in_content(sighting.start):
            return Span.of(scene.text, sighting.start, sighting.end)
    return None
