"""Turns: in a transcript of questions and answers, what is told in an answer comes through it."""

import re
from collections.abc import Iterator, Sequence

from dragoman.record import Actor, ActorKind, Link
from dragoman.resolve.citations import link_to
from dragoman.resolve.names import fold
from dragoman.resolve.scene import Scene

LABEL = re.compile(
    r"^[*_ ]*(?P<label>[A-Z][\w.’' -]{0,50}(?:\([^()\n]{2,40}\))?)[*_]*:[*_]*\s", re.MULTILINE
)
"""Who has the word, at the beginning of a paragraph: "SPOKESPERSON LEE:", "Q:"."""

QUESTION = re.compile(r"^(?:q|question|journalist|reporter|moderator|correspondent|host)\b", re.I)
ANSWER = re.compile(r"^(?:a|answer)$", re.IGNORECASE)
QUESTIONS = 2
"""Questions that make a text a transcript."""

SELF = {"i", "me", "my"}


def answered(found: list[tuple[Link, ...]], speakers: Sequence[Actor | None], scene: Scene) -> None:
    """Let what an answer tells of others' words come through whoever gives it."""
    for start, end, who in _answers(speakers, scene):
        for index, attribution in enumerate(scene.reading.attributions):
            anchor = attribution.source or attribution.cue
            if anchor is None or not start <= anchor.start < end or found[index]:
                continue
            own = attribution.source is not None and fold(attribution.source.text) in SELF
            if not own and speakers[index] != who:
                found[index] = (link_to(who, None),)


def _answers(speakers: Sequence[Actor | None], scene: Scene) -> Iterator[tuple[int, int, Actor]]:
    """Give where each answer begins and ends, and who gives it.

    "A:" is whoever had the word last under another label.
    """
    labels = list(LABEL.finditer(scene.text))
    if sum(QUESTION.match(label["label"]) is not None for label in labels) < QUESTIONS:
        return
    last: Actor | None = None
    ends = [label.start() for label in labels[1:]] + [len(scene.text)]
    for label, end in zip(labels, ends, strict=True):
        if QUESTION.match(label["label"]):
            continue
        if not ANSWER.match(label["label"]):
            last = _labelled(label, speakers, scene) or last
        if last is not None:
            yield label.end(), end, last


def _labelled(label: re.Match[str], speakers: Sequence[Actor | None], scene: Scene) -> Actor | None:
    """Give whom a label means: whoever speaks under it, else whom it names."""
    start, end = label.span("label")
    for attribution, speaker in zip(scene.reading.attributions, speakers, strict=True):
        source = attribution.source
        if speaker is not None and source is not None and start <= source.start < end:
            return speaker
    named = [s.actor for s in scene.discourse.within(start, end)]
    return next((actor for actor in named if actor.kind is ActorKind.PERSON), None)
