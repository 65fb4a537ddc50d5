"""Desk: what a request works with: the dossier, its record and codebook, signs and a memo."""

from collections.abc import Callable, Hashable, Mapping
from copy import copy
from dataclasses import dataclass
from threading import Lock
from typing import Annotated, TypeVar, cast

from fastapi import Depends, Request

from dragoman.record import Codebook
from dragoman.report.parties import PartySign, sign_parties
from dragoman.settings import Dossier
from dragoman.settings.codebooks import read_codebook
from dragoman.store import Store, View
from dragoman.store.queries import Query
from dragoman.store.queries.statements import Grouping, StatementCounts
from dragoman.store.queries.written import Part, WritesByPart
from dragoman.web.memory import Memory

T = TypeVar("T")

MOST_KEPT = 256
"""How many answers are kept that outlive writes; then the one that was made first is forgotten."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The record, and the codebook's file, as they are between one write and the next.

    Attributes:
        revision: The number of the record's revision, and when the file was written.
        parts: How often each part of the record was written to.
    """

    revision: tuple[int, int]
    parts: Mapping[Part, int]

    def state(self, parts: tuple[Part, ...]) -> Hashable:
        """Give what is another when one of these parts was written since. No parts: all of it."""
        if not parts:
            return self.revision
        return parts, tuple(self.parts[part] for part in parts), self.revision[1]

    def may_hold(self, state: object) -> bool:
        """Tell whether answers of a state may still hold: not those of all of another revision."""
        return state == self.revision or (isinstance(state, tuple) and len(state) == 3)


class Desk:
    """What a request works with. One serves all threads; the store opens connections for each."""

    def __init__(self, dossier: Dossier, store: Store) -> None:
        """Serve a dossier from its store, which the caller closes."""
        self.dossier = dossier
        self.store = store
        self.view: View = store.view()
        self._lock = Lock()
        self._edition: Edition | None = None
        self._fixed: Edition | None = None
        self._memory = Memory()
        self._kept: dict[str, tuple[object, object]] = {}

    def memo(self, key: Hashable, make: Callable[[], T], *parts: Part) -> T:
        """Give what was made under this key since the record was last written, or make it.

        Args:
            key: What is asked, the name of the answer first.
            make: Makes the answer, which must not be changed afterwards.
            parts: The parts of the record that it is made of, beside the codebook and the dossier;
                writes to others leave it as it is. None told: all of it.
        """
        return self._memory.give(key, self._current().state(parts), make)

    def ask(self, query: Query[T], *parts: Part) -> T:
        """Give what a query answers, asked once until these parts of the record are written to.

        Args:
            query: What is asked, a value that can be a key.
            parts: All parts that its answer rests on. None told: all of the record.
        """
        return self.memo(cast(Hashable, query), lambda: self.view.ask(query), *parts)

    def kept(self, name: str, of: object, make: Callable[[], T]) -> T:
        """Give what was made of the same before, though the record was written since, or make it.

        Args:
            name: The name of the answer; the last one of a name is kept.
            of: All that it is made of: equal to it, or not.
            make: Makes the answer, which must not be changed afterwards.
        """
        known = self._kept.get(name)
        if known is None or known[0] != of:
            known = (of, make())
            with self._lock:
                self._kept.pop(name, None)
                self._kept[name] = known
                if len(self._kept) > MOST_KEPT:
                    del self._kept[next(iter(self._kept))]
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
            if self._edition is None or self._edition.revision != revision:
                # Counted after the revision was read: what is written meanwhile has another one,
                # so that nothing that is made of less is ever taken for it.
                edition = Edition(revision, self.view.ask(WritesByPart()))
                self._edition = edition
                self._memory.forget(edition.may_hold)
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
        return self.memo("signs", self._signs, Part.STATEMENTS)

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
