"""From the words of a source to actor, party and chain; from statements to claims and meetings."""

from typing import TYPE_CHECKING

from dragoman.faces import face_of

if TYPE_CHECKING:
    from dragoman.resolve.check import check_knowledge
    from dragoman.resolve.claims import find_claims
    from dragoman.resolve.discourse import Discourse
    from dragoman.resolve.gazetteer import Gazetteer
    from dragoman.resolve.judgements import Judged, Mark, Waiting, apply_judgements, in_force
    from dragoman.resolve.knowledge import Knowledge, load_knowledge
    from dragoman.resolve.meetings import country_lookup, find_meetings, merge_meetings
    from dragoman.resolve.plans import find_plans
    from dragoman.resolve.resolution import Resolution, resolve
else:
    __getattr__ = face_of(
        __name__,
        {
            "check": "check_knowledge",
            "claims": "find_claims",
            "discourse": "Discourse",
            "gazetteer": "Gazetteer",
            "judgements": "Judged Mark Waiting apply_judgements in_force",
            "knowledge": "Knowledge load_knowledge",
            "meetings": "country_lookup find_meetings merge_meetings",
            "plans": "find_plans",
            "resolution": "Resolution resolve",
        },
    )

__all__ = [
    "Discourse",
    "Gazetteer",
    "Judged",
    "Knowledge",
    "Mark",
    "Resolution",
    "Waiting",
    "apply_judgements",
    "check_knowledge",
    "country_lookup",
    "find_claims",
    "find_meetings",
    "find_plans",
    "in_force",
    "load_knowledge",
    "merge_meetings",
    "resolve",
]
