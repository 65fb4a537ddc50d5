"""Sourceless: whose words they are where the text names nobody beside them."""

import re

from dragoman.record import Actor, ActorKind, Attribution
from dragoman.resolve.scene import Scene

HEARSAY = re.compile(
    r"\b(?:reportedly|alleg(?:ed|edly|ations?)|rumou?r\w*|purport\w+|supposed(?:ly)?|apparently"
    r"|speculat\w+|there (?:is|are|was|were)\b.*"
    r"|(?:is|are|was|were|been|being|be)\s+(?:\w+\s+)?(?:reported|alleged|believed|thought|said"
    r"|seen|assumed|estimated|accused|expected|credited|rumou?red|claimed|suspected|described"
    r"|considered|regarded|told|understood|known as))\b",
    re.IGNORECASE,
)
"""Cues by which a text passes on what it does not say who holds: adverbs and passives. An active
verb without a source ("reported") has one that the reader missed, and stays unresolved."""

REACH = 600
"""How far back, in code points, the speaker stands whom a bare quotation goes on quoting."""


def speaker_without_source(attribution: Attribution, scene: Scene) -> Actor | None:
    """Give whoever holds what stands without a source.

    A quotation without any words of attribution goes on with the speaker before it, or is of the
    one right after it; "allegedly" and "it was reported" are of unnamed sources. None: what was
    agreed, promised or rebuffed, by someone whom only the matter tells.
    """
    if attribution.cue is None:
        return _in_focus(attribution, scene)
    if HEARSAY.search(attribution.cue.text):
        return scene.local(ActorKind.UNNAMED, "unnamed sources")
    return None


def _in_focus(attribution: Attribution, scene: Scene) -> Actor | None:
    """Give the speaker of the statement that ends last before a quotation."""
    start = attribution.content[0].start
    for spoken in reversed(scene.spoken):
        if spoken.actor is not None and spoken.attribution.content[0].start < start:
            return spoken.actor if start - spoken.end < REACH else None
    return None
