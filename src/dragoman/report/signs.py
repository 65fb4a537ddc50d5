"""Signs: the words and glyphs by which a brief names acts, stances, dates and origins."""

from typing import Protocol, TypeVar

from dragoman.analysis.footing import Bears
from dragoman.analysis.verdicts import CellOf, Missing, Verdict
from dragoman.record import Act, Code, DateBasis, Holding, QuoteForm, Stance
from dragoman.report.characters import shown_in_line

B = TypeVar("B", bound=Bears)

DOUBT_BELOW = 0.7
"""Confidence under which a statement is marked as doubtful (the look's grammar of signs)."""

ACTS = {
    Act.ASSERT: "asserts",
    Act.CONFIRM: "confirms",
    Act.DENY: "denies",
    Act.DECLINE_COMMENT: "declines to comment",
    Act.DEMAND: "demands",
    Act.REQUEST: "requests",
    Act.PROPOSE: "proposes",
    Act.AGREE: "agrees",
    Act.REJECT: "rejects",
    Act.PROMISE: "promises",
    Act.WARN: "warns",
    Act.ACCUSE: "accuses",
    Act.PREDICT: "predicts",
}

FORMS = {QuoteForm.DIRECT: "direct", QuoteForm.INDIRECT: "indirect", QuoteForm.MIXED: "part quoted"}

BASES = {
    DateBasis.METADATA: "from metadata",
    DateBasis.URL: "from the address",
    DateBasis.TEXT: "from the text",
    DateBasis.DOSSIER: "from the dossier",
}

HOLDINGS = {
    Holding.SUPPORT: ("●", "supports"),
    Holding.OPPOSE: ("⊘", "opposes"),
    Holding.CONDITIONAL: ("◐", "conditionally supports"),
    Holding.MIXED: ("◒", "mixed"),
    Holding.SILENT: ("·", "silent"),
}

VERDICTS = {
    Verdict.ACCEPTED: "●",
    Verdict.PART: "●·",
    Verdict.CONDITIONAL: "◐",
    Verdict.MIXED: "◒",
    Verdict.REJECTED: "⊘",
    Verdict.SILENT: "·",
}

LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "it": "Italian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def act_word(act: Act | None) -> str:
    """Give the verb for an act."""
    return ACTS[act] if act else "act unknown"


def basis_words(basis: DateBasis | str | None) -> str:
    """Tell how a date is known."""
    return BASES[DateBasis(basis)] if basis else "undated"


def language_name(code: str | None) -> str:
    """Name a language; a code without a name stays itself."""
    return LANGUAGES.get(code, shown_in_line(code)) if code else "language unknown"


def stance_sign(code: Code) -> tuple[str, str]:
    """Give the glyph of a code's stance and the word that a screen reader says."""
    if code.condition:
        word = "supports" if code.stance is Stance.SUPPORT else "opposes"
        return "◐", f"conditionally {word}"
    return ("●", "supports") if code.stance is Stance.SUPPORT else ("⊘", "opposes")


class Held(Protocol):
    """What a party holds: a state, a step of a position, or what one statement alone makes."""

    @property
    def holding(self) -> Holding:
        """In a word."""
        ...

    @property
    def stance(self) -> Stance | None:
        """The one stance. None: mixed or silent."""
        ...


def holding_sign(state: Held) -> tuple[str, str]:
    """Give the glyph of what a party holds and its word; what is opposed on a condition has two."""
    if state.holding is Holding.CONDITIONAL and state.stance is Stance.OPPOSE:
        return "◐⊘", "conditionally opposes"
    return HOLDINGS[state.holding]


def verdict_sign(cell: CellOf[B]) -> tuple[str, str]:
    """Give the glyph of what a party makes of a term and its word."""
    if cell.authored:
        return "●", "its own plan"
    if cell.leaning is not None:
        glyph = "◐" if cell.leaning is Verdict.ACCEPTED else "◐⊘"
        return glyph, f"{cell.leaning} on a condition"
    return VERDICTS[cell.verdict], cell.verdict


TERM_WORDS = {
    Verdict.ACCEPTED: "met",
    Verdict.PART: "met in part",
    Verdict.REJECTED: "violated",
    Verdict.CONDITIONAL: "conditional",
    Verdict.MIXED: "mixed",
    Verdict.SILENT: "unstated",
}
"""What a verdict says of a term of a plan that somebody edits, which nobody has put forward."""


def term_sign(cell: CellOf[B]) -> tuple[str, str]:
    """Give the glyph of what a party's words make of an edited term and its word."""
    if cell.authored:
        return "●", "met: its own plan"
    if cell.leaning is not None:
        glyph = "◐" if cell.leaning is Verdict.ACCEPTED else "◐⊘"
        return glyph, f"{TERM_WORDS[cell.leaning]} on a condition"
    return VERDICTS[cell.verdict], TERM_WORDS[cell.verdict]


def missing_words(cell: CellOf[B]) -> str:
    """Tell which statement would decide a cell; empty if it is decided."""
    if cell.missing is None:
        return ""
    told = "; ".join(f"“{shown_in_line(span.text)}”" for span in cell.conditions)
    return f"{cell.missing}: {told}" if cell.missing is Missing.MET else str(cell.missing)


def ringed(number: int) -> str:
    """Put a small number in a ring: ① for one; beyond ten, which few fonts have, in brackets."""
    return chr(0x2460 + number - 1) if 1 <= number <= 10 else f"({number})"


def day_words(day: str) -> str:
    """Write a date in words, no more precise than it is: 6 November 2023, November 2023, 2023."""
    year, *rest = day[:10].split("-")
    words = [MONTHS[int(rest[0]) - 1], year] if rest else [year]
    return " ".join([str(int(rest[1])), *words] if len(rest) > 1 else words)


def age_words(days: int | None) -> str:
    """Tell how old a position is: today, 12 days old, 2 years old."""
    if days is None:
        return "undated"
    if days == 0:
        return "of the last day"
    years = days // 365
    return f"{count(years, 'year')} old" if years else f"{count(days, 'day')} old"


def count(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its unit: 1 document, 1,204 documents."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def whole(number: int, one: str) -> str:
    """Write that so many are all there are: All 1,204 documents, The only document."""
    return f"The only {one}" if number == 1 else f"All {count(number, one)}"
