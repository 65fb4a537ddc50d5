"""What the record means: positions, corroboration, contradiction."""

from dragoman.analysis.bearings import Bearing, bearings_of
from dragoman.analysis.coverage import Coverage, CoveredDocument, Share, survey
from dragoman.analysis.dating import narrow_date_ranges
from dragoman.analysis.positions import (
    Position,
    Positions,
    State,
    Topic,
    find_positions,
    positions_of,
)
from dragoman.analysis.shifts import FoundShift, find_shifts, shifts_of
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
from dragoman.record import DayBasis, Ground, Holding, Level, ShiftKind, Standing, When

__all__ = [
    "Bearing",
    "Coverage",
    "CoveredDocument",
    "DayBasis",
    "FoundShift",
    "Ground",
    "Holding",
    "Level",
    "PartySpeaking",
    "Position",
    "Positions",
    "RecordView",
    "Said",
    "Share",
    "ShiftKind",
    "SpeakerEntry",
    "Speaking",
    "Standing",
    "State",
    "Topic",
    "Voice",
    "When",
    "bearings_of",
    "find_positions",
    "find_shifts",
    "gather",
    "narrow_date_ranges",
    "place",
    "positions_of",
    "shifts_of",
    "survey",
    "voice_of",
]
