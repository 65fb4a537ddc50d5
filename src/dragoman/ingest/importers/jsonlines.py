"""Importer of JSON Lines: one item per line, read one at a time; a bad line spoils no other."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping

from dragoman.errors import DocumentError
from dragoman.ingest.arrivals import Arrival, Delivery, refuse
from dragoman.ingest.decoding import MIXED, decode
from dragoman.ingest.importers.items import import_item
from dragoman.ingest.importers.pages import PageFields
from dragoman.ingest.metadata import read_published
from dragoman.ingest.patterns import UNREADABLE_DATE

WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.I)


def import_json_lines(delivery: Delivery) -> Iterator[Arrival]:
    """Read the items of a JSON Lines file, in order.

    Raises:
        DocumentError: The file is empty or no JSON Lines at all.
    """
    yield from import_items(delivery, delivery.lines())


def import_items(
    delivery: Delivery, lines: Iterator[tuple[int, bytes | None]]
) -> Iterator[Arrival]:
    """Read numbered lines as items; a line that is none becomes a quarantine row of its own.

    Raises:
        DocumentError: There are no items, or the file is in UTF-16.
    """
    items = 0
    for number, line in lines:
        name = f"{delivery.name}:{number}"
        if line is None:
            items += 1
            yield refuse(name, f"a line of more than {delivery.max_bytes / 1e6:g} MB; split it up")
            continue
        if number == 1 and line.startswith(WIDE_MARKS):
            raise DocumentError("JSON Lines in UTF-16; JSON must be UTF-8: save it so")
        if not line.strip():
            continue
        items += 1
        try:
            yield _read_item(name, line)
        except DocumentError as error:
            fingerprint = hashlib.sha256(line).hexdigest()
            yield refuse(name, str(error), sha256=fingerprint, size=len(line))
    if not items:
        raise DocumentError("empty: there is no item in it; check how it was saved")


def parse_object(line: bytes) -> dict[str, object] | None:
    """Read one line as a JSON object. None: it is something else."""
    try:
        item = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return item if isinstance(item, dict) else None


def _read_item(place: str, line: bytes) -> Arrival:
    decoded = decode(line)
    try:
        item = json.loads(decoded.text)
    except json.JSONDecodeError as error:
        raise DocumentError(
            f"not a JSON object ({error.msg.removesuffix(' at')} at column {error.colno}); "
            "the line is truncated or damaged: write it again"
        ) from None
    except (ValueError, RecursionError):
        raise DocumentError("not a JSON object that can be read; write it again") from None
    if not isinstance(item, dict):
        raise DocumentError(
            'not a JSON object: each line is one article, such as {"text": "...", "title": "..."}'
        )
    return import_object(place, item, [MIXED] if decoded.damaged else [])


def import_object(place: str, item: Mapping[str, object], flags: list[str]) -> Arrival:
    """Make the document of an object with a text or markup and what is known of it.

    Args:
        place: Where it stands, for its name if it has none of its own.
        item: Its fields, under the names that JSON Lines have.
        flags: Damage found on the way here; more is added.

    Raises:
        DocumentError: It has no text, or a broken one.
    """
    fields = _read_fields(place, item)
    if item.get("published") and fields.published is None:
        flags.append(UNREADABLE_DATE)
    text, html = item.get("text"), item.get("html")
    arrival = import_item(
        fields,
        text if isinstance(text, str) else None,
        html if isinstance(html, str) else None,
        flags,
    )
    if arrival is None:
        raise DocumentError('no text: the item needs a field "text" or "html" that is not empty')
    return arrival


def _read_fields(place: str, item: Mapping[str, object]) -> PageFields:
    language = LANGUAGE.fullmatch(_string(item, "lang") or _string(item, "language") or "")
    return PageFields(
        name=_string(item, "id") or place,
        url=_string(item, "url"),
        outlet=_string(item, "outlet"),
        title=_string(item, "title"),
        author=_string(item, "author"),
        published=read_published(item.get("published")),
        language=language[1].lower() if language else None,
    )


def _string(item: Mapping[str, object], key: str) -> str | None:
    """Give a field as text. None: it is absent, empty, or neither text nor number.

    Raises:
        DocumentError: It holds characters that cannot be stored.
    """
    value = item.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        return None
    if any("\ud800" <= character <= "\udfff" or character == "\0" for character in value):
        raise DocumentError(f'the field "{key}" holds broken characters; write the line again')
    return value.strip()
