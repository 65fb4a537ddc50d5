"""Bytes become text: UTF-8, UTF-16, UTF-32 and the legacy encodings, or a reason why not.

A byte order mark is a signature of the encoding, written for the decoder: it is not part of the
text, so offsets count from the character after it. Everything else stays: line ends, no-break
spaces, combining marks, a U+FEFF further on.
"""

import codecs
import re
from dataclasses import dataclass

from dragoman.errors import DocumentError
from dragoman.ingest.charsets import codec_named
from dragoman.ingest.language import detect_language

SIGNATURES = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
KNOWN_BINARIES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
LEGACY = ("cp1252", "cp1251", "koi8_u", "cp1250", "iso8859_5", "iso8859_15", "cp1253", "cp1254")
"""Tried in this order; among equally plausible readings the earlier one wins."""

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
MOJIBAKE = re.compile(r"â€[™œ\x9d“”˜¦]|Ã[©¨¤¶¼±³¡]|Ð[°-¿]Ñ|Â[ «»]")
SAMPLE = 200_000
"""Bytes that an encoding is guessed from; whole texts are below it, and guessing stays fast."""

FEW = 20
"""Bytes outside ASCII below which charset-normalizer's choice between equals is not followed."""

CENTRAL_EUROPEAN = frozenset({"cs", "hr", "hu", "pl", "ro", "sk", "sl"})
"""Languages that Windows-1250 is for; charset-normalizer reads some French as if it were one."""

MIXED = "mixed encodings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text and how it was read.

    Attributes:
        text: The characters, without the byte order mark.
        encoding: Python's name of the encoding.
        damaged: Some bytes did not fit the encoding of the rest.
    """

    text: str
    encoding: str
    damaged: bool = False


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Read bytes as text, without altering a character.

    Args:
        data: The whole file, item or page.
        declared: Encoding that a page names in its head. None: it names none.

    Raises:
        DocumentError: The bytes are no text, or in no encoding that can be told.
    """
    for signature, encoding in SIGNATURES:
        if data.startswith(signature):
            return _strictly(data[len(signature) :], encoding)
    for magic, what in KNOWN_BINARIES:
        if data.startswith(magic):
            raise DocumentError(f"not a text but {what}; extract its text first and add that")
    if b"\0" in data:
        return _wide(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _declared(data, declared) or _patched(data) or _legacy(data)
    _refuse_controls(text)
    return Decoded(text=text, encoding="utf-8")


def has_mojibake(text: str) -> bool:
    """Tell whether UTF-8 was read as another encoding before the text reached us."""
    return bool(MOJIBAKE.search(text)) or "\ufffd" in text


def _strictly(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"says that it is {encoding} but byte {error.start} is not; it is truncated or "
            "damaged: fetch it again or save it as UTF-8"
        ) from None
    _refuse_controls(text)
    return Decoded(text=text, encoding=encoding)


def _wide(data: bytes) -> Decoded:
    """Read UTF-16 or UTF-32 without a mark: few blocks of characters, with white space."""
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        blocks: dict[int, int] = {}
        for character in text[:SAMPLE]:
            blocks[ord(character) >> 8] = blocks.get(ord(character) >> 8, 0) + 1
        # Latin and Cyrillic prose uses blocks 00, 04 and 20; bytes read in the wrong order scatter.
        usual = sum(blocks.get(block, 0) for block in (0x00, 0x01, 0x03, 0x04, 0x05, 0x06, 0x20))
        if usual > 0.9 * sum(blocks.values()) and not CONTROLS.search(text):
            return Decoded(text=text, encoding=encoding)
    raise DocumentError("holds NUL bytes: a binary file, not a text; extract its text first")


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    codec = codec_named(declared) if declared else None
    if codec is None:
        return None
    try:
        text = data.decode(codec)
    except (UnicodeError, LookupError):
        return None
    return None if CONTROLS.search(text) else Decoded(text=text, encoding=codec)


def _patched(data: bytes) -> Decoded | None:
    """Read UTF-8 in which a few bytes are Windows-1252, as when texts were pasted together.

    None: the valid sequences are too few to call it UTF-8.
    """
    text = data.decode("utf-8", errors="surrogateescape")
    broken = sum(1 for character in text if "\udc80" <= character <= "\udcff")
    valid = sum(1 for character in text if character > "\x7f") - broken
    if valid < 2 * broken:
        return None
    pieces = (
        bytes([ord(character) - 0xDC00]).decode("cp1252", errors="replace")
        if "\udc80" <= character <= "\udcff"
        else character
        for character in text
    )
    whole = "".join(pieces)
    _refuse_controls(whole)
    return Decoded(text=whole, encoding="utf-8", damaged=True)


def _legacy(data: bytes) -> Decoded:
    # charset-normalizer takes 60 ms to import, and most texts are UTF-8.
    import charset_normalizer

    sample = data[:SAMPLE]
    ranked = charset_normalizer.from_bytes(sample, cp_isolation=list(LEGACY))
    best = ranked.best()
    foreign = sum(byte > 0x7F for byte in sample)
    # With few letters to go by it takes French for Czech; the commoner encoding is likelier then.
    favourite = best.encoding if best is not None and foreign >= FEW else None
    if favourite == "cp1250" and detect_language(str(best)) not in CENTRAL_EUROPEAN:
        favourite = None
    readings = []
    for place, encoding in enumerate(LEGACY):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        oddity = _oddity(text[:SAMPLE])
        readings.append((oddity - 0.005 * (encoding == favourite), place, encoding, text))
    if not readings or min(readings)[0] > 0.1:
        raise DocumentError("in no encoding that can be told; save it as UTF-8 and add it again")
    _, _, encoding, text = min(readings)
    return Decoded(text=text, encoding=encoding)


ODD = re.compile(
    # Case that changes inside a word (KOI8 read as Windows-1251), two alphabets in a word, a
    # symbol inside or at the start of a word, a run of accented capitals, a letter not in use.
    r"[^\W\d_A-Z](?=[А-ЯЁІЇЄҐÀ-Þ])|[a-zA-Z](?=[а-яёА-ЯЁіїєґ])|[а-яёА-ЯЁіїєґ](?=[a-zA-Z])"
    r"|\w(?=[¤¦§¨©ª¬®¯°±²³´µ¶¸¹º¼½¾×÷†‡‰˜¡¿])(?!°)|[À-ÞŸŠŽŒ]{3,}|[À-ÿ]{3,}|[ЂЃЉЊЌЋЏђѓљњќћџ]"
    r"|(?<=[a-z])[ЀЍѐѝĐđĽľŁłŢţŔŕÝýÞþÐð](?=[a-z])|[\x80-\x9f■-◿─-╿]"
)


def _oddity(text: str) -> float:
    """Rate how unlike prose a reading is: odd places per character outside ASCII, about 0 to 1."""
    foreign = sum(1 for character in text if character > "\x7f")
    odd = sum(1 for _ in ODD.finditer(text))
    controls = sum(1 for _ in CONTROLS.finditer(text))
    return (odd + 10 * controls) / max(1, foreign)


def _refuse_controls(text: str) -> None:
    controls = sum(1 for _ in CONTROLS.finditer(text))
    if "\0" in text or controls > max(3, 0.01 * len(text)):
        raise DocumentError(
            "full of control characters: a binary file, not a text; extract its text first"
        )
