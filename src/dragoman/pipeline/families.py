"""Families: new documents are looked for among all others, and join those that carry their text.

Each step is a transaction of its own: one that is cut off is taken up by the next `add` or `run`.
What comes out depends on the documents alone, not on their order.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice, pairwise

from dragoman.extract.loading import lexicon_for
from dragoman.extract.sentences import paragraphs, sentences
from dragoman.ingest.families import (
    Held,
    Sketch,
    address_of,
    compare,
    could_be_kin,
    join_kin,
    kinships_of,
    merge,
    met_by,
    rows_of,
    shared_keys,
    sketch_of,
    together,
    versions_of,
)
from dragoman.record import Comparison, Document, Family, Kinship, Versions, comparison_id
from dragoman.store import Kindred, Store, View
from dragoman.store.queries.families import KinshipsAmong
from dragoman.store.queries.kin import (
    ComparedPairs,
    FirstWith,
    HeldUnder,
    Measures,
    Placed,
    PlacedDocuments,
    ToCompare,
    ToJoin,
    WholeDocuments,
)

BATCH = 1_000
"""Documents that are put into the index at a time: the fewer, the more often each page of a large
index is written; the more, the more memory: articles of 800 words take 12 kB each while their keys
are sorted."""

AT_A_TIME = 2_000
"""Keys that are numbers of Python at a time, on their way to the index and back."""

AT_ONCE = 20
"""Documents whose texts are in memory at a time, beside those below."""

REMEMBERED = 200
"""Documents that are kept for the next comparison: copies come together."""

COMPARED = 30
"""Documents that one is compared with, those first that share most of what they could."""

WRITTEN = 200
"""Documents or comparisons that are written in one transaction."""


def find_families(store: Store) -> None:
    """Find the copies of documents that are new, what they leave out, and their versions."""
    view = store.view()
    while batch := view.ask(ToCompare(limit=BATCH)):
        _compare_batch(store, dict(batch))
    while waiting := view.ask(ToJoin(limit=WRITTEN)):
        _join(store, waiting)


class _Sketched:
    """A sketch with the serial number of its document."""

    def __init__(self, serial: int, sketch: Sketch) -> None:
        import numpy as np

        self.serial = serial
        self.sketch = replace(sketch, keys=())  # a fifth of the memory in one array
        self.keys = np.array(sketch.keys, np.int64)


def _compare_batch(store: Store, batch: dict[int, str]) -> None:
    """Hold documents in the index, and compare each with those that it meets there."""
    view, writer = store.view(), store.writer()
    sketched = list(_sketches(view, batch))
    new = rows_of(sketched)
    fresh, there = _merged(view, new)
    writer.put_sketches(((one.serial, one.sketch) for one in sketched), _plain(fresh))
    shelf = _Shelf(view)
    by_serial = {one.serial: one.sketch for one in sketched}
    del sketched
    waiting: list[tuple[int, list[tuple[int, int]]]] = []
    for met in met_by(new, there, list(batch)):
        waiting.append(met)
        if len(waiting) >= WRITTEN:
            _compare_some(store, waiting, by_serial, shelf)
            waiting = []
    _compare_some(store, waiting, by_serial, shelf)


def _sketches(view: View, batch: dict[int, str]) -> Iterator[_Sketched]:
    ids = list(batch.values())
    serials = {id_: serial for serial, id_ in batch.items()}
    for start in range(0, len(ids), AT_ONCE):
        for document in view.ask(WholeDocuments(ids=tuple(ids[start : start + AT_ONCE]))):
            yield _Sketched(serials[document.id], sketch_of(document, address_of(document.url)))


def _plain(rows: Held) -> Iterator[tuple[int, int]]:
    """Give rows as numbers of Python, some at a time."""
    for start in range(0, len(rows.keys), AT_A_TIME):
        some = slice(start, start + AT_A_TIME)
        yield from zip(rows.keys[some].tolist(), rows.serials[some].tolist(), strict=True)


def _merged(view: View, new: Held) -> tuple[Held, Held]:
    """Merge new rows with what the index holds under their keys, some keys at a time.

    Sorting both takes several times the memory that they take, and in a large record many are held.
    """
    import numpy as np

    keys = np.unique(new.keys)
    parts: list[tuple[Held, Held]] = []
    for at in range(0, len(keys), AT_A_TIME):
        some = keys[at : at + AT_A_TIME]
        low = np.searchsorted(new.keys, some[0], side="left")
        high = np.searchsorted(new.keys, some[-1], side="right")
        rows = np.array(view.ask(HeldUnder(keys=some.tolist())), np.int64).reshape(-1, 2)
        mine = Held(new.keys[low:high], new.serials[low:high])
        parts.append(merge(mine, Held(rows[:, 0], rows[:, 1])))
    return together([fresh for fresh, _ in parts]), together([there for _, there in parts])


def _compare_some(
    store: Store,
    waiting: Sequence[tuple[int, list[tuple[int, int]]]],
    by_serial: dict[int, Sketch],
    shelf: "_Shelf",
) -> None:
    """Compare documents with those that they met, and write what came out."""
    chosen = _chosen(store.view(), waiting, by_serial)
    kinships: list[Kinship] = []
    for id_, others in chosen.items():
        if others:
            (document,) = shelf.take([id_])
            kinships += kinships_of(document, shelf.take(others))
    store.writer().put_kinships(list(chosen), kinships)


def _chosen(
    view: View,
    waiting: Sequence[tuple[int, list[tuple[int, int]]]],
    by_serial: dict[int, Sketch],
) -> dict[str, list[str]]:
    """Choose for each document those that it is compared with: a twin, and others that may be kin.

    A pair of one batch is compared once, when the later one's turn comes.
    """
    digests = [d for serial, _ in waiting if (d := by_serial[serial].digest)]
    twins = view.ask(FirstWith(digests=digests))
    met = {other for _, others in waiting for other, _ in others} | set(twins.values())
    measures = view.ask(Measures(serials=sorted(met)))
    chosen: dict[str, list[str]] = {}
    for serial, others in waiting:
        sketch = by_serial[serial]
        twin = twins.get(sketch.digest or "", serial)
        found: list[tuple[float, int]] = [] if twin == serial else [(2.0, twin)]
        for other, keys in others:
            its = measures.get(other)
            later = other in by_serial and other > serial
            if its is None or later or its.digest == sketch.digest:
                continue
            if could_be_kin(keys, sketch.shingles, its.shingles):
                found.append((keys / shared_keys(sketch.shingles, its.shingles), other))
        found.sort(key=lambda pair: (-pair[0], pair[1]))
        chosen[sketch.document] = [measures[other].document for _, other in found[:COMPARED]]
    return chosen


class _Shelf:
    """Documents that are taken again and again, the last ones at hand."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._at_hand: OrderedDict[str, Document] = OrderedDict()

    def take(self, ids: Sequence[str]) -> Iterator[Document]:
        """Give documents, a few at a time."""
        for start in range(0, len(ids), AT_ONCE):
            yield from self._take(ids[start : start + AT_ONCE])

    def _take(self, ids: Sequence[str]) -> list[Document]:
        missing = tuple(id_ for id_ in ids if id_ not in self._at_hand)
        for document in self._view.ask(WholeDocuments(ids=missing)) if missing else ():
            self._at_hand[document.id] = document
        found = [self._at_hand[id_] for id_ in ids]
        for id_ in ids:
            self._at_hand.move_to_end(id_)
        while len(self._at_hand) > REMEMBERED:
            self._at_hand.popitem(last=False)
        return found


def _join(store: Store, ids: Iterable[str]) -> None:
    """Join documents with all that they are kin to, directly or not, and compare what they join."""
    view, writer = store.view(), store.writer()
    placed, kinships = _reached(view, ids)
    families = join_kin(kinships, placed)
    words = {one: document.digest for one, document in placed.items()}
    at: dict[str, list[Placed]] = {}
    for document in placed.values():
        if document.address is not None:
            at.setdefault(document.address, []).append(document)
    ordered = (versions_of(address, there, words) for address, there in at.items())
    versions = [found for found in ordered if found is not None]
    pairs = dict.fromkeys(_pairs(families, versions, words))
    there = view.ask(ComparedPairs(documents=list(placed)))
    shelf = _Shelf(view)
    missing = (pair for pair in pairs if comparison_id(*pair) not in there)
    for some in _in_lots(missing):
        writer.put_comparisons([_comparison(shelf, *pair) for pair in some])
    wanted = {comparison_id(*pair) for pair in pairs}
    writer.put_kindred(
        Kindred(
            documents=tuple(placed),
            addresses=tuple(at),
            families=tuple(families),
            versions=tuple(versions),
            gone=tuple(sorted(there.keys() - wanted)),
        )
    )


def _reached(view: View, ids: Iterable[str]) -> tuple[dict[str, Placed], tuple[Kinship, ...]]:
    """Give all documents that kinships and addresses lead to from some, and these kinships."""
    placed: dict[str, Placed] = {}
    kinships: dict[str, Kinship] = {}
    new = set(ids)
    while new:
        found = view.ask(PlacedDocuments(ids=sorted(new)))
        addresses = {one.address for one in found if one.address} - {
            one.address for one in placed.values()
        }
        found += view.ask(PlacedDocuments(addresses=sorted(addresses)))
        fresh = {one.id: one for one in found if one.id not in placed}
        placed |= fresh
        kin = view.ask(KinshipsAmong(documents=tuple(fresh), beyond=True))
        kinships |= {kinship.id: kinship for kinship in kin}
        ends = chain.from_iterable((kinship.shorter, kinship.longer) for kinship in kin)
        new = set(ends) - placed.keys()
    return {one: placed[one] for one in sorted(placed)}, tuple(kinships.values())


def _pairs(
    families: Iterable[Family], versions: Iterable[Versions], words: dict[str, str | None]
) -> Iterator[tuple[str, str]]:
    """Pair each document with the first of its family, if words differ, or the version before."""
    for family in families:
        first, *others = family.documents
        yield from ((one, first) for one in others if words[one] != words[first])
    for found in versions:
        yield from ((later, earlier) for earlier, later in pairwise(found.documents))


def _comparison(shelf: _Shelf, document: str, against: str) -> Comparison:
    one, other = shelf.take([document, against])
    return compare(one, other, _sentences)


def _sentences(document: Document) -> Iterator[tuple[int, int]]:
    lexicon = lexicon_for(document.language)
    for paragraph in paragraphs(document):
        yield from sentences(document.text, paragraph, lexicon)


def _in_lots(pairs: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    waiting = iter(pairs)
    while lot := list(islice(waiting, WRITTEN)):
        yield lot
