"""Other reports: what else a text has an outlet tell, beside the statement that is asked about."""

import re

from dragoman.record import Attribution, covered
from dragoman.resolve.scene import Scene
from dragoman.resolve.surnames import Sighting

APART = re.compile(
    r"\b(?:after|when|since|before|once|until|because|although|though|whereas) (?:the )?"
    r"(?:[\w’'-]+ ){0,3}$"
)
"""Before an outlet that reported something else: "he said he left after Politico reported it"."""


def reports_else(before: str, attribution: Attribution, sighting: Sighting, scene: Scene) -> bool:
    """Tell whether an outlet reports something else there: "said so after the Post reported it"."""
    return APART.search(before) is not None or any(
        other.source is not None
        and other.source.start <= sighting.start < other.source.end
        and not covered(other.content) & covered(attribution.content)
        for other in scene.reading.attributions
    )


def of_outlet(other: Attribution, sighting: Sighting, attribution: Attribution) -> bool:
    """Tell whether another statement only says again whose report it is: "according to Reuters"."""
    if not covered(other.content) & covered(attribution.content):
        return False
    source = other.source
    return source is None or (source.start <= sighting.start and sighting.end <= source.end)
