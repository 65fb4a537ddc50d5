"""Where a dossier's articles come from: the part [sources] of its dossier.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import DossierError
from dragoman.settings.patterns import read_patterns

if TYPE_CHECKING:
    from dragoman.ingest.patterns import Patterns

KINDS = {"feeds": "feed", "sitemaps": "sitemap", "folders": "folder"}
"""The lists of what is followed, and what one of each is called."""

KEYS = (*KINDS, "contact", "delay", "name_pattern", "columns", "date_order")

ADDRESS = re.compile(r"(?i)https?://[^\s/@]+(?:/\S*)?")
CONTACT = re.compile(r"https?://[\x21-\x27\x2a-\x7e]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
RHYTHM = re.compile(r"(\d{1,6}) ?(min|minutes?|h|hours?|d|days?)")
SECONDS = {"m": 60.0, "h": 3_600.0, "d": 86_400.0}
LONGEST_S = 30 * 86_400.0
LONGEST_DELAY_S = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A feed, a sitemap or a folder that a dossier follows.

    Attributes:
        kind: "feed", "sitemap" or "folder".
        address: Its address, or the path of the folder.
        every_s: Seconds between two looks at it. None: as it says itself, or as often as it has
            something new.
        outlet: Who publishes what it names, where neither it nor the article says. None: not told.
    """

    kind: str
    address: str
    every_s: float | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where a dossier's articles come from.

    Attributes:
        followed: What `dragoman watch` looks at, feeds first.
        contact: An address of the web or of e-mail for those whose pages are fetched. None: none.
        delay_s: Seconds between two requests to one host. None: the usual pause.
        patterns: What file names and columns tell of articles. None: nothing is said of it.
    """

    followed: tuple[Followed, ...] = ()
    contact: str | None = None
    delay_s: float | None = None
    patterns: "Patterns | None" = None


def read_sources(path: Path, values: Mapping[str, object]) -> Sources:
    """Read the part [sources] of a dossier's file.

    Args:
        path: The file.
        values: What it says.

    Raises:
        DossierError: The part is malformed; the message says where and what to write.
    """
    part = values.get("sources", {})
    if not isinstance(part, dict):
        raise DossierError(f"{path}: `sources` must be a part of its own, headed [sources]")
    if unknown := sorted(set(part) - set(KEYS)):
        raise DossierError(f"{path}: [sources] has no `{unknown[0]}`; it has {', '.join(KEYS)}")
    followed: dict[str, Followed] = {}
    for key, kind in KINDS.items():
        listed = part.get(key, [])
        if not isinstance(listed, list):
            raise DossierError(f'{path}: [sources] `{key}` must be a list, such as {key} = ["..."]')
        for number, entry in enumerate(listed, start=1):
            place = f"{path}: [sources] {key}, entry {number}"
            one = _followed(place, kind, entry, path.parent)
            if one.address in followed:
                raise DossierError(f"{place}: {one.address} is there twice; leave one out")
            followed[one.address] = one
    return Sources(
        followed=tuple(followed.values()),
        contact=_contact(path, part.get("contact")),
        delay_s=_delay(path, part.get("delay")),
        patterns=read_patterns(path, part),
    )


def _followed(place: str, kind: str, entry: object, folder: Path) -> Followed:
    name = "path" if kind == "folder" else "address"
    given = {name: entry} if isinstance(entry, str) else entry
    if not isinstance(given, dict):
        raise DossierError(f'{place} must be a text or a table such as {{ {name} = "..." }}')
    if unknown := sorted(set(given) - {name, "every", "outlet"}):
        raise DossierError(f"{place} has no `{unknown[0]}`; it has {name}, every and outlet")
    where, outlet = given.get(name), given.get("outlet")
    if not isinstance(where, str) or not where.strip():
        raise DossierError(f'{place} needs a text `{name}`, such as {name} = "..."')
    if outlet is not None and (not isinstance(outlet, str) or not outlet.strip()):
        raise DossierError(f'{place}: `outlet` must be a text, such as outlet = "..."')
    where = where.strip()
    if kind == "folder":
        where = str((folder / Path(where).expanduser()).absolute())
    elif not ADDRESS.fullmatch(where):
        raise DossierError(
            f"{place}: {where[:200]!r} is no address; write all of it, beginning with https:// or "
            "http://, and no user name in it"
        )
    return Followed(
        kind=kind,
        address=where,
        every_s=_every(place, given.get("every")),
        outlet=outlet.strip() if outlet else None,
    )


def _every(place: str, value: object) -> float | None:
    if value is None:
        return None
    found = RHYTHM.fullmatch(value.strip()) if isinstance(value, str) else None
    seconds = int(found[1]) * SECONDS[found[2][0]] if found else 0.0
    if not 60 <= seconds <= LONGEST_S:
        raise DossierError(
            f'{place}: `every` must be a time between "1 min" and "30 days", such as "2 h"'
        )
    return seconds


def _contact(path: Path, value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not CONTACT.fullmatch(value) or len(value) > 200:
        raise DossierError(
            f"{path}: [sources] `contact` must be an address of the web or of e-mail, such as "
            'contact = "desk@example.org"; outlets see it'
        )
    return value


def _delay(path: Path, value: object) -> float | None:
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 1 <= float(str(value)) <= LONGEST_DELAY_S:
        raise DossierError(
            f"{path}: [sources] `delay` must be a number of seconds from 1 to "
            f"{LONGEST_DELAY_S:.0f}, such as delay = 2"
        )
    return float(str(value))
