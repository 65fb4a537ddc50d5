"""Feed: a list of changes, the newest first, before it is written in one format or the other."""

from dataclasses import dataclass
from urllib.parse import quote

NEWEST = 100
"""How many changes a feed has."""

AUTHORITY = "dragoman.invalid,2026"
"""The tagging entity of the ids (RFC 4151). The ids are digests of content, so they need no real
name: nobody can ever own one under .invalid (RFC 2606), so nobody else mints the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something new in the record, in words.

    Attributes:
        key: What it is of and where it was told first, which stays: "shift/0123456789abcdef".
        title: What happened, in a line.
        summary: Who says what where, a line each.
        path: The path of the page that shows it, its parts encoded.
        entered_at: The instant at which the first document that tells it was added, or at which
            somebody decided it.
        updated_at: The instant at which the newest document that bears on it was added; likewise.
        tags: What kind of change, then the parties and concepts that it is about.
    """

    key: str
    title: str
    summary: tuple[str, ...]
    path: str
    entered_at: str
    updated_at: str
    tags: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id that readers know it by."""
        return tag_of(self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Changes that somebody follows.

    Attributes:
        path: The path of the feed without its format: "/feeds/party/Ukraine", its parts encoded.
        title: What a reader lists it as.
        page: The path of the page that shows the same, its parts encoded.
        updated_at: The instant of the newest change, or of the dossier where there is none.
        changes: The newest first.
    """

    path: str
    title: str
    page: str
    updated_at: str
    changes: tuple[Change, ...]

    @property
    def id(self) -> str:
        """The id that readers know it by."""
        return tag_of(self.path.removeprefix("/"))


def path_to(*parts: str) -> str:
    """Make a path from its parts, which may hold any characters."""
    return "".join(f"/{quote(part, safe='')}" for part in parts)


def tag_of(specific: str) -> str:
    """Make a tag URI; two dossiers of one negotiation give the same change the same id."""
    return f"tag:{AUTHORITY}:{specific}"
