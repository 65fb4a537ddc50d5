"""Markdown: values made harmless, so that hostile text stays text wherever it is printed."""

import re
from urllib.parse import quote

SPECIAL = re.compile(r"[\\`*_{}\[\]()#~|$^!]")
STARTS = re.compile(r"^(\s*)([-+](?=[-+\s]|$)|=|\d+(?=[.)](?:\s|$)))", re.MULTILINE)
LINKS = re.compile(r"(?<=\w):(?=//)|(?<=www)\.|@", re.IGNORECASE)
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


class Plain(str):
    """Characters that are Markdown already and are written as they are."""

    __slots__ = ()


def finished(value: object) -> str:
    """Write a template's value: Plain as it is, all else escaped."""
    return value if isinstance(value, Plain) else escaped(str(value))


def escaped(text: str) -> str:
    """Write a text so that Markdown, inline HTML and automatic links see none of their signs."""
    text = "".join(ENTITIES.get(character, character) for character in text)
    text = SPECIAL.sub(lambda match: "\\" + match.group(), text)
    text = LINKS.sub(lambda match: f"&#{ord(match.group())};", text)
    return STARTS.sub(_start, text).replace("\n", " ")


def whole_line(text: str) -> Plain:
    """Write a run of an article: escaped, with the white space at its ends kept as entities."""
    bare = text.strip()
    if not bare:
        return Plain("".join(f"&#{ord(c)};" for c in text if c != "\n"))
    left = text[: len(text) - len(text.lstrip())]
    right = text[len(text.rstrip()) :]
    return Plain(whole_space(left) + escaped(bare) + whole_space(right))


def whole_space(text: str) -> str:
    """Write white space at the end of a run: one plain space as it is, more as entities."""
    text = text.replace("\n", "")
    return text if text == " " else "".join(f"&#{ord(c)};" for c in text)


def markdown_url(url: str) -> Plain:
    """Write an address that is safe already between angle brackets."""
    return Plain("<" + re.sub(r"[<>\\]", lambda m: f"%{ord(m.group()):02X}", url) + ">")


def anchor(name: str) -> Plain:
    """Write the name of an anchor, in a link or an id, with only characters that need no escape."""
    return Plain(quote(name, safe="-"))


def _start(match: re.Match[str]) -> str:
    space, sign = match.groups()
    return f"{space}&#{ord(sign[0])};{sign[1:]}"
