"""Desk: what a request works with: the dossier, its record and codebook, signs and a memo."""

from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import dataclass, field
from threading import Lock
from typing import Annotated, TypeVar, cast

from fastapi import Depends, Request

from dragoman.record import Codebook
from dragoman.report.parties import PartySign, sign_parties
from dragoman.settings import Dossier
from dragoman.settings.codebooks import read_codebook
from dragoman.store import Store, View
from dragoman.store.queries.statements import Grouping, StatementCounts

T = TypeVar("T")

MISSING = object()

KEPT = 2048
"""How many answers the memo keeps of one state of the record; then it begins anew."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Answers that hold until the record, or the codebook's file, is written again."""

    revision: tuple[int, int]
    answers: dict[Hashable, object] = field(default_factory=dict)
    making: dict[Hashable, Lock] = field(default_factory=dict)


class Desk:
    """What a request works with. One serves all threads; the store opens connections for each."""

    def __init__(self, dossier: Dossier, store: Store) -> None:
        """Serve a dossier from its store, which the caller closes."""
        self.dossier = dossier
        self.store = store
        self.view: View = store.view()
        self._lock = Lock()
        self._edition = Edition((-1, -1))
        self._fixed: Edition | None = None
        self._kept: dict[str, tuple[object, object]] = {}

    def memo(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what was made under this key since the record was last written, or make it.

        Args:
            key: What is asked, the name of the answer first.
            make: Makes the answer, which must not be changed afterwards.
        """
        edition = self._current()
        found = edition.answers.get(key, MISSING)
        if found is not MISSING:
            return cast(T, found)
        # Others who ask for the same meanwhile wait for it, instead of making it once more each.
        with edition.making.setdefault(key, Lock()):
            found = edition.answers.get(key, MISSING)
            if found is MISSING:
                found = make()
                if len(edition.answers) >= KEPT:
                    edition.answers.clear()
                edition.answers[key] = found
        edition.making.pop(key, None)
        return cast(T, found)

    def kept(self, name: str, of: object, make: Callable[[], T]) -> T:
        """Give what was made of the same before, though the record was written since, or make it.

        Args:
            name: The name of the answer; the last one of a name is kept.
            of: All that it is made of: equal to it, or not.
            make: Makes the answer, which must not be changed afterwards.
        """
        known = self._kept.get(name)
        if known is None or known[0] != of:
            known = self._kept[name] = (of, make())
        return cast(T, known[1])

    @property
    def revision(self) -> int:
        """A number that grows with every write to the record."""
        return self.view.revision()

    @property
    def edition(self) -> tuple[int, int]:
        """What changes when the record, or the codebook's file, is written again."""
        return self.view.revision(), self._codebook_changed()

    def seated(self) -> "Desk":
        """Give the desk as one request that only reads has it: its memo asks once what is current.

        A page of two hundred statements asks the memo for signs and propositions a thousand times,
        and each time the record for its revision; it also stays one record's page so.
        """
        seated = copy(self)
        seated._fixed = self._current()
        return seated

    def _current(self) -> Edition:
        if self._fixed is not None:
            return self._fixed
        revision = self.edition
        with self._lock:
            if self._edition.revision != revision:
                self._edition = Edition(revision)
            return self._edition

    def _codebook_changed(self) -> int:
        path = self.dossier.codebook_path
        return path.stat().st_mtime_ns if path.is_file() else 0

    @property
    def codebook(self) -> Codebook | None:
        """The dossier's codebook as it is now. None: it has none.

        Raises:
            CodebookError: It is malformed.
        """
        return self.memo("codebook", self._codebook)

    def _codebook(self) -> Codebook | None:
        """Read the file if it was written since it was read: writing the record changes nothing."""
        path = self.dossier.codebook_path
        return self.kept(
            "codebook",
            self._codebook_changed(),
            lambda: read_codebook(path) if path.is_file() else None,
        )

    @property
    def signs(self) -> dict[str, PartySign]:
        """The mark and hue of every party, the dossier's own first."""
        return self.memo("signs", self._signs)

    def _signs(self) -> dict[str, PartySign]:
        said = self.view.ask(StatementCounts(by=Grouping.PARTY))
        heard = [party for party, _ in said if party is not None]
        codebook = self.codebook
        named = (*codebook.parties, *codebook.third_parties) if codebook else ()
        return sign_parties((*self.dossier.parties, *self.dossier.third_parties, *named, *heard))

    def sign(self, party: str | None) -> PartySign | None:
        """Give the mark of a party. None: no party, or one that the record does not know."""
        return self.signs.get(party) if party else None

    def concept_text(self, concept: str) -> str:
        """Give the proposition of a concept; its id where the codebook lacks it."""
        known = self.codebook.concept(concept) if self.codebook else None
        return known.text if known else concept


def desk_of(request: Request) -> Desk:
    """Give the desk of the application that serves a request."""
    desk = cast(Desk, request.app.state.desk)
    return desk.seated() if request.method in ("GET", "HEAD") else desk


AtDesk = Annotated[Desk, Depends(desk_of)]
"""The parameter by which a route gets its desk."""
