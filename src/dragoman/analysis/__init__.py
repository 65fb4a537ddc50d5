"""What the record means: positions, corroboration, contradiction."""

from dragoman.analysis.bearings import Bearing, Standing, bearings_of
from dragoman.analysis.coverage import Coverage, CoveredDocument, Share, survey
from dragoman.analysis.dating import narrow_date_ranges
from dragoman.analysis.days import DayBasis, When
from dragoman.analysis.levels import Level
from dragoman.analysis.positions import (
    Holding,
    Position,
    Positions,
    State,
    Topic,
    find_positions,
    positions_of,
)
from dragoman.analysis.shifts import Ground, Shift, ShiftKind, find_shifts, shifts_of
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
    "Bearing",
    "Coverage",
    "CoveredDocument",
    "DayBasis",
    "Ground",
    "Holding",
    "Level",
    "PartySpeaking",
    "Position",
    "Positions",
    "RecordView",
    "Said",
    "Share",
    "Shift",
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
