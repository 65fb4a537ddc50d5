"""Sourceless: whose words they are where the text names nobody beside them."""

import re

from dragoman.record import Actor, ActorKind, Attribution
from dragoman.resolve.scene import Scene

HEARSAY = re.compile(
    r"\b(?:report(?:s|ed|edly)?|alleg(?:ed|edly|ations?)|believ\w+|thought|said|seen|specul\w+"
    r"|assum\w+|estimate[ds]?|accus\w+|critici[sz]\w+|warn\w+|calls?|fears?|feared|expect\w+"
    r"|credited|rumou?r\w*|claim(?:s|ed)|suspicion\w*|suspected|suggest\w+|concerns?|complain\w+"
    r"|describ\w+|brand\w+|billed|dubbed|considered|regarded|known as|attributed|promised|told"
    r"|purport\w+|supposed\w*|apparent|analyses|no details)\b",
    re.IGNORECASE,
)
"""Cues by which a text passes on what it does not say who holds. The list was made from 138
annotated articles: all 66 statements of "unnamed sources" there have one, and so have 21 of the 42
others without a source, which it gets wrong (2026-11)."""

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
