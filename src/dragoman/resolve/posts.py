"""Posts: what a text shows of a social network with its author's name under it."""

import re
from collections.abc import Sequence

from dragoman.record import Actor, Link, LinkKind, Span
from dragoman.resolve.names import fold
from dragoman.resolve.scene import Scene

SIGNED = re.compile(r"[—–-] ?(?P<name>[^\n(@—–]{2,50}?) \(@\w{2,20}\)")
"""How a page shows who wrote a post: "— Jane Doe (@janedoe) May 3, 2023"."""

LONGEST = 600
"""Code points that a post in a text without paragraphs may have."""


def posted(found: list[tuple[Link, ...]], speakers: Sequence[Actor | None], scene: Scene) -> None:
    """Let what others say in a post that a text shows come through who wrote the post."""
    text, after = scene.text, 0
    for match in SIGNED.finditer(text):
        start = max(after, text.rfind("\n", 0, match.start()) + 1, match.start() - LONGEST)
        after = match.end()
        name = match["name"].strip()
        span = Span.of(text, match.start("name"), match.start("name") + len(match["name"]))
        for index, attribution in enumerate(scene.reading.attributions):
            speaker = speakers[index]
            within = all(start <= part.start < match.start() for part in attribution.content)
            anchor = attribution.source or attribution.cue
            told = anchor is not None and start <= anchor.start < match.start()
            himself = speaker is not None and fold(speaker.name) == fold(name)
            if within and told and not himself and not found[index]:
                found[index] = (Link(name=name, kind=LinkKind.NAMED, span=span),)
