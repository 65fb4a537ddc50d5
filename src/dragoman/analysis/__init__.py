"""What the record means: positions, corroboration, contradiction."""

from dragoman.analysis.coverage import Coverage, CoveredDocument, Share, survey
from dragoman.analysis.speaking import (
    PartySpeaking,
    Said,
    SpeakerEntry,
    Speaking,
    Voice,
    gather,
    place,
    voice_of,
)
from dragoman.analysis.view import RecordView

__all__ = [
    "Coverage",
    "CoveredDocument",
    "PartySpeaking",
    "RecordView",
    "Said",
    "Share",
    "SpeakerEntry",
    "Speaking",
    "Voice",
    "gather",
    "place",
    "survey",
    "voice_of",
]
