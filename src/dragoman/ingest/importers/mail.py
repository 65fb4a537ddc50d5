"""Importer of e-mail: single messages (.eml) and mailboxes (.mbox), newsletters above all.

The HTML of a message is read before its plain text: in newsletters the plain text is mostly
addresses, and in letters its lines are cut at 72 characters. Attachments that are articles become
documents of their own, by the importer of their form.
"""

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.policy import default
from pathlib import Path

from dragoman.errors import DocumentError
from dragoman.ingest.arrivals import Arrival, Delivery, refuse
from dragoman.ingest.decoding import MIXED, decode
from dragoman.ingest.importers.items import import_fragment, import_item
from dragoman.ingest.importers.pages import PageFields
from dragoman.ingest.metadata import read_published
from dragoman.ingest.rendering import render
from dragoman.record import Quarantine

DEEPEST = 5
"""How many messages may be forwarded one inside of the other."""

MOST_PARTS = 200
"""Parts of one message that are looked at."""

CUT = "truncated"
"""The flag of a message that ends before it says so, as damage.py names it in texts."""

SHARE = 0.3
"""Share of the plain text's length below which the HTML is only a frame, such as a picture."""

LONGEST_HEADER = 100_000
"""Characters of a header above which it is none; the longest of real messages have some 10,000."""

MALFORMED = (
    *(ValueError, IndexError, AttributeError, TypeError, KeyError, RecursionError),
    OverflowError,  # a year, or an offset, of a hundred digits
)
"""What the standard library raises on headers that no standard allows."""

ARTICLES = frozenset({".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".eml"})
"""The forms in which articles are attached; tables and XML in mail are of programs."""

FOOTER = re.compile(r"(?i)ATT\d+\.(?:txt|html?)")
"""What Outlook makes of the line that a mailing list puts below."""

LIST_NAME = re.compile(r"\s*\"?([^\"<]*?)\"?\s*<([^>]+)>")
SEPARATOR = re.compile(rb"From \S.{0,200}\d\d:\d\d.{0,40}\d{4}|From -\s")
QUOTED_SEPARATOR = re.compile(rb"^>(?=>*From )")
STATEFUL = re.compile(r"(?i)iso-2022-\w+|hz-gb-2312")


def import_message(delivery: Delivery) -> Iterator[Arrival]:
    """Read a message and the articles that are attached to it.

    Raises:
        DocumentError: It is empty, no message, encrypted, or has nothing to read.
    """
    data = delivery.read_whole()
    if not data.strip():
        raise DocumentError("empty: the file has no text; check how it was saved")
    yield from _read(delivery, delivery.name, _parsed(data), data)


def import_mailbox(delivery: Delivery) -> Iterator[Arrival]:
    """Read the messages of a mailbox, one at a time; one that is broken spoils no other.

    Raises:
        DocumentError: It is no mailbox.
    """
    for number, data in _messages(delivery):
        name = f"{delivery.name}:{number}"
        if data is None:
            limit = f"{delivery.max_bytes / 1e6:g} MB"
            yield refuse(name, f"a message of more than {limit}; save it alone and split it up")
            continue
        try:
            message = _parsed(data)
            own = (_header(message, "message-id") or "").strip("<> ")
            yield from _read(delivery, own or name, message, data)
        except DocumentError as error:
            yield _refused(name, data, str(error))


def _messages(delivery: Delivery) -> Iterator[tuple[int, bytes | None]]:
    """Give the messages of a mailbox with their numbers; None instead of one that is too long."""
    lines: list[bytes] = []
    number = held = 0
    blank = True
    for at, line in delivery.lines():
        if at == 1 and not (line or b"").startswith(b"From "):
            raise DocumentError("not a mailbox: it does not begin with `From `; is it one message?")
        if line is not None and (at == 1 or (blank and SEPARATOR.match(line))):
            if number:
                yield number, b"".join(lines) if held <= delivery.max_bytes else None
            number, held, lines = number + 1, 0, []
            blank = False
            continue
        held += len(line) if line is not None else delivery.max_bytes + 1
        if line is not None and held <= delivery.max_bytes:
            lines.append(QUOTED_SEPARATOR.sub(b"", line))
        elif held > delivery.max_bytes:
            lines.clear()
        blank = line is not None and not line.strip()
    if not number:
        raise DocumentError("empty: there is no message in it; check how it was saved")
    yield number, b"".join(lines) if held <= delivery.max_bytes else None


def _parsed(data: bytes) -> EmailMessage:
    try:
        return message_from_bytes(data, policy=default)
    except MALFORMED:
        raise DocumentError("not an e-mail that can be read; save it again") from None


def _refused(name: str, data: bytes, reason: str) -> Quarantine:
    return refuse(name, reason, sha256=hashlib.sha256(data).hexdigest(), size=len(data))


def _read(
    delivery: Delivery, name: str, message: EmailMessage, data: bytes, depth: int = 0
) -> Iterator[Arrival]:
    """Read a message: its text, then its attachments; `data` are the bytes that it came in."""
    given = {header.lower() for header, _ in message.raw_items()}
    if given.isdisjoint({"from", "date", "subject", "received"}):
        raise DocumentError("not an e-mail: it has neither sender nor date nor subject")
    try:
        _refuse_encrypted(message)
        html, plain, attached = _sorted(_parts(message))
    except MALFORMED:
        raise DocumentError("its parts are not as e-mail has them; save it again") from None
    arrivals = 0
    body = _body(name, message, html, plain)
    if body is not None:
        arrivals += 1
        yield body
    for number, part in enumerate(attached, 1):
        for arrival in _attachment(delivery, name, number, part, data, depth):
            arrivals += 1
            yield arrival
    if not arrivals:
        raise DocumentError("no text in the message, and no article attached to it")


def _parts(message: Message) -> Iterator[Message]:
    """Give the parts of a message that hold something, without those of messages inside of it."""
    waiting: list[Message] = [message]
    given = 0
    while waiting and given < MOST_PARTS:
        part = waiting.pop(0)
        given += 1
        if any(len(value) > LONGEST_HEADER for _, value in _raw_headers(part)):
            raise DocumentError("a header that is longer than any; it is damaged: save it again")
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting[:0] = [inner for inner in payload if isinstance(inner, Message)]
        else:
            yield part


def _raw_headers(part: Message) -> Iterator[tuple[str, str]]:
    """Give headers as they stand; to read them costs more than their length."""
    return ((name, str(value)) for name, value in part.raw_items())


def _refuse_encrypted(message: EmailMessage) -> None:
    kind = message.get_content_type()
    is_sealed = kind in ("application/pkcs7-mime", "application/x-pkcs7-mime")
    # S/MIME signs and encrypts under one name.
    is_signed = "signed" in str(message.get_param("smime-type", ""))
    if kind == "multipart/encrypted" or (is_sealed and not is_signed):
        raise DocumentError("encrypted; open it in your mail program and save its text")


def _sorted(parts: Iterable[Message]) -> tuple[Message | None, Message | None, list[Message]]:
    """Tell the HTML and the plain text of a message from what is attached."""
    html = plain = None
    attached = []
    for part in parts:
        kind = part.get_content_type()
        if part.get_filename() or part.get_content_disposition() == "attachment":
            attached.append(part)
        elif kind == "text/html" and html is None:
            html = part
        elif kind == "text/plain" and plain is None:
            plain = part
        elif kind == "message/rfc822":
            attached.append(part)
    return html, plain, attached


def _body(
    name: str, message: EmailMessage, html: Message | None, plain: Message | None
) -> Arrival | None:
    """Make the document of a message's text. None: it has no text."""
    flags: list[str] = []
    if any(type(defect).__name__ == "CloseBoundaryNotFoundDefect" for defect in message.defects):
        flags.append(CUT)
    markup = _text(html, flags) if html is not None else ""
    text = _text(plain, flags) if plain is not None else ""
    fields = _fields(name, message)
    shown = render(markup) if markup.strip() else ""
    try:
        if shown and len(shown) >= SHARE * len(text.strip()):
            return import_fragment(fields, markup, flags)
        if not text.strip():
            return None
        return import_item(fields, text, None, flags)
    except DocumentError as error:
        return _refused(name, (markup or text).encode("utf-8", "replace"), str(error))


def _fields(name: str, message: EmailMessage) -> PageFields:
    archived = re.search(r"https?://[^\s<>]+", _header(message, "archived-at") or "")
    return PageFields(
        name=name,
        url=archived[0] if archived else None,
        outlet=_outlet(message),
        title=_header(message, "subject"),
        published=read_published(_header(message, "date")),
    )


def _outlet(message: EmailMessage) -> str | None:
    """Tell who sent it: the list's own name, else the sender's, else the sender's domain."""
    listed = LIST_NAME.fullmatch(_header(message, "list-id") or "")
    if listed and listed[1].strip():
        return listed[1].strip()
    try:
        sender = message["from"]
        addresses: tuple[Address, ...] = sender.addresses if sender is not None else ()
    except MALFORMED:
        return _header(message, "from")
    first = next(iter(addresses), None)
    return (first.display_name or first.domain or None) if first else None


def _header(message: Message, name: str) -> str | None:
    """Give a header as one line. None: there is none, or it cannot be decoded."""
    try:
        value = message[name]
        text = "" if value is None else str(value)
    except MALFORMED:
        return None
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    return " ".join(text.split()) or None


def _text(part: Message, flags: list[str]) -> str:
    """Decode a part; what the message says of its encoding is believed where it fits."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if not data.strip():
        return ""
    declared = part.get_content_charset()
    if declared and STATEFUL.fullmatch(declared):
        return data.decode(declared, "replace")
    decoded = decode(data, declared)
    if decoded.damaged and MIXED not in flags:
        flags.append(MIXED)
    return decoded.text


def _attachment(
    delivery: Delivery, name: str, number: int, part: Message, data: bytes, depth: int
) -> Iterator[Arrival]:
    """Read an attachment if it is an article; pictures, calendars, signatures are none."""
    if part.get_content_type() == "message/rfc822":
        yield from _forwarded(delivery, f"{name}/message-{number}", part, data, depth)
        return
    # The table has this importer too, so it can only be asked now.
    from dragoman.ingest.importers import importer_of

    filename = _filename(part)
    suffix = Path(filename).suffix.lower()
    importer = importer_of(suffix) if suffix in ARTICLES and not FOOTER.match(filename) else None
    payload = part.get_payload(decode=True)
    if importer is None or not isinstance(payload, bytes):
        return
    stream = io.BytesIO(payload)
    attached = Delivery(
        f"{name}/{filename}", stream, delivery.max_bytes, patterns=delivery.patterns
    )
    try:
        yield from importer.read(attached)
    except DocumentError as error:
        yield attached.refused(str(error))


def _forwarded(
    delivery: Delivery, name: str, part: Message, data: bytes, depth: int
) -> Iterator[Arrival]:
    """Read a message that was forwarded as it is."""
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if not isinstance(inner, EmailMessage):
        return
    if depth >= DEEPEST:
        reason = f"more than {DEEPEST} messages, each inside of another; save it alone"
        yield _refused(name, data, reason)
        return
    try:
        yield from _read(delivery, name, inner, data, depth + 1)
    except DocumentError as error:
        yield _refused(name, data, str(error))


def _filename(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except MALFORMED:
        return ""
    return " ".join(name.replace("/", "_").replace("\0", "_").split())
