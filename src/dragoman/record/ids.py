"""Ids that are digests of content, so that the same input always has the same id."""

import hashlib
import json
import re

ID_LENGTH = 16
"""Hexadecimal digits of an id: 64 bits, a collision in 10^6 records has odds below 10^-7."""

ID = re.compile(f"[0-9a-f]{{{ID_LENGTH}}}")
"""What an id looks like, and the name of nobody."""

_CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def digest(kind: str, *parts: object) -> str:
    """Name a record after what it says.

    Args:
        kind: The record type, so that equal parts of two types do not collide.
        *parts: Values with a stable JSON form: strings, numbers, None, lists or tuples of them.

    Returns:
        ID_LENGTH hexadecimal digits of the SHA-256 over the JSON of kind and parts.
    """
    canonical = _CANONICAL.encode([kind, *parts])
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def text_sha256(text: str) -> str:
    """Fingerprint a document's text: the SHA-256 of its UTF-8 form, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
