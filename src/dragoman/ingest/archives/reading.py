"""What is asked of archives: what is wanted, where to go on, what was passed over."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from dragoman.ingest.interests import Interest
from dragoman.record import Bookmark


class Passed(StrEnum):
    """Why a record of an archive gave no document, in words for people."""

    OTHER = "requests, metadata and other records"
    REVISIT = "revisits of a page that is told elsewhere"
    STATUS = "answers other than 200"
    NOT_PAGE = "not web pages"
    LARGE = "too large to be an article"
    NO_ARTICLE = "pages without an article"
    LANGUAGE = "in other languages"
    MATTER = "not about the matter of this dossier"


def _nowhere(_archive: str) -> Bookmark | None:
    return None


def _unkept(_bookmark: Bookmark) -> None:
    return None


@dataclass(slots=True, kw_only=True)
class ArchiveReading:
    """How archives are read; given to ingest, and filled while it reads.

    Attributes:
        interest: Gives what is wanted of them; asked when the first archive is met. It may give
            None: everything is.
        bookmark_of: Gives how far an archive of a name was read before. None: not at all.
        keep: Takes how far an archive has been read, once all before it has been taken from
            ingest.
        passed: Counts the records that gave no document, by the reason.
    """

    interest: Callable[[], Interest | None] = lambda: None
    bookmark_of: Callable[[str], Bookmark | None] = _nowhere
    keep: Callable[[Bookmark], None] = _unkept
    passed: Counter[Passed] = field(default_factory=Counter)
