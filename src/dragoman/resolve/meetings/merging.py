"""Merging: the same meeting told of by several documents becomes one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from dragoman.record import Evidence, Meeting, MeetingStatus, evidence_id
from dragoman.resolve.meetings.groups import ORDER, CountryOf, places_fit

PAIRED = 6
"""Parties of a meeting of which every two are indexed; of more, only the first in the alphabet."""

DAY, MONTH = 10, 7

COPIED = 6
"""Words in a row that two texts share only if one has them from the other."""

TIMED = frozenset({MeetingStatus.HELD, MeetingStatus.REPORTED, MeetingStatus.PLANNED})

Key = tuple[str, ...]
Pair = tuple[str, str]
Precision = tuple[bool, int, bool]


def merge_meetings(
    meetings: Iterable[Meeting], country_of: CountryOf = lambda _: None
) -> tuple[Meeting, ...]:
    """Join the meetings of many documents that are the same, whatever order they come in.

    Meetings are the same if two parties, the day or month, and the place and people as far as
    both tell them agree. They are gone through from the most to the least precise: those equally
    precise are joined by common keys, and a less precise one joins what is more precise only if
    exactly one fits, unless one document tells of both, the one as ahead and the other as over.
    Undated ones are the same only if they are told in the same words, as copies of one article
    tell them. Near linear: candidates come from an index by two parties and month.

    Args:
        meetings: Those of any documents.
        country_of: Tells in which state a place lies, so that Istanbul and Turkey agree.
    """
    ordered = sorted({meeting.id: meeting for meeting in meetings}.values(), key=lambda m: m.id)
    levels: dict[Precision, list[Meeting]] = defaultdict(list)
    undated: dict[tuple[object, ...], list[Meeting]] = defaultdict(list)
    for meeting in ordered:
        if _dated(meeting):
            levels[_precision(meeting, country_of)].append(meeting)
        else:
            undated[_told_as(meeting)].append(meeting)
    index: dict[tuple[Pair, str], list[int]] = defaultdict(list)
    groups: list[list[Meeting]] = []
    told: set[tuple[int, str, bool]] = set()
    for level in sorted(levels, reverse=True):
        joined: list[tuple[int, list[Meeting]]] = []
        fresh: list[list[Meeting]] = []
        for same in _joined(levels[level]):
            fitting = _fitting(same[0], index, groups, country_of)
            apart = {(at, d, not ahead) for at in fitting for m in same for d, ahead in _tells(m)}
            if len(fitting) == 1 and told.isdisjoint(apart):
                joined.append((fitting[0], same))
            else:
                fresh.append(same)
        for at, same in joined:
            groups[at] += same
            told.update((at, *telling) for meeting in same for telling in _tells(meeting))
        for same in fresh:
            groups.append(same)
            at = len(groups) - 1
            told.update((at, *telling) for meeting in same for telling in _tells(meeting))
            for key in {key for meeting in same for key in _indexed(meeting)}:
                index[key].append(at)
    merged = [_merged(group) for group in (*undated.values(), *groups)]
    return tuple(sorted(merged, key=lambda m: (m.date is None, m.date or "", m.id)))


def _dated(meeting: Meeting) -> bool:
    return meeting.date is not None and len(meeting.date) >= MONTH


def _told_as(meeting: Meeting) -> tuple[object, ...]:
    """Give what undated meetings share only if their documents are copies of each other."""
    spans = [evidence.span for evidence in meeting.evidence]
    longest = max(len(span.text.split()) for span in spans)
    where = () if longest >= COPIED else tuple(span.start for span in spans)
    sides = (meeting.participants, meeting.people, meeting.place, meeting.date, meeting.status)
    return (*sides, *(span.text for span in spans), *where)


def _precision(meeting: Meeting, country_of: CountryOf) -> Precision:
    """Tell how far a meeting has a day, a place (1 a state, 2 a town in one) and people."""
    place = 0 if meeting.place is None else 1 + (country_of(meeting.place) is not None)
    return len(meeting.date or "") >= DAY, place, bool(meeting.people)


def _pairs(meeting: Meeting) -> Iterator[Pair]:
    parties = sorted(set(meeting.participants))[:PAIRED]
    yield from combinations(parties, 2)
    if len(parties) == 1:
        yield parties[0], parties[0]


def _indexed(meeting: Meeting) -> Iterator[tuple[Pair, str]]:
    return ((pair, (meeting.date or "")[:MONTH]) for pair in _pairs(meeting))


def _keys(meeting: Meeting) -> Iterator[Key]:
    """Give the keys of which meetings of one precision share one if they are the same."""
    for pair in _pairs(meeting):
        for person in meeting.people or ("",):
            yield (*pair, (meeting.date or "")[:DAY], meeting.place or "", person)


def _joined(meetings: Sequence[Meeting]) -> list[list[Meeting]]:
    """Join meetings that share a key, by union and find."""
    roots = list(range(len(meetings)))

    def root(at: int) -> int:
        while roots[at] != at:
            roots[at] = roots[roots[at]]
            at = roots[at]
        return at

    first: dict[Key, int] = {}
    for at, meeting in enumerate(meetings):
        for key in _keys(meeting):
            roots[root(at)] = root(first.setdefault(key, at))
    groups: dict[int, list[Meeting]] = defaultdict(list)
    for at, meeting in enumerate(meetings):
        groups[root(at)].append(meeting)
    return list(groups.values())


def _fitting(
    meeting: Meeting,
    index: dict[tuple[Pair, str], list[int]],
    groups: Sequence[Sequence[Meeting]],
    country_of: CountryOf,
) -> list[int]:
    """Give the groups of more precise meetings that a meeting may be one of."""
    candidates = {at for key in _indexed(meeting) for at in index[key]}
    return sorted(at for at in candidates if _agree(meeting, groups[at][0], country_of))


def _agree(one: Meeting, other: Meeting, country_of: CountryOf) -> bool:
    dates = (other.date or "").startswith(one.date or "") or (one.date or "").startswith(
        other.date or ""
    )
    strangers = one.people and other.people and not set(one.people) & set(other.people)
    return dates and not strangers and places_fit(one.place, other.place, country_of)


def _tells(meeting: Meeting) -> Iterator[tuple[str, bool]]:
    """Give the documents that tell of a meeting as ahead, or as over."""
    if meeting.status in TIMED:
        ahead = meeting.status is MeetingStatus.PLANNED
        yield from ((evidence.document, ahead) for evidence in meeting.evidence)


def _merged(group: Sequence[Meeting]) -> Meeting:
    """Make one meeting of several: all sides and evidence, what most say, who denies it."""
    if len(group) == 1:
        return group[0]
    places = {(e.document, e.span.start, e.span.end): e for m in group for e in m.evidence}
    evidence: tuple[Evidence, ...] = tuple(places[key] for key in sorted(places))
    told = {meeting.status for meeting in group}
    return Meeting(
        id=evidence_id("meeting", evidence),
        participants=_all(meeting.participants for meeting in group),
        people=_all(meeting.people for meeting in group),
        place=_most([meeting.place for meeting in group]),
        date=_most([m.date for m in group if len(m.date or "") == _longest(group)]),
        status=next((status for status in ORDER if status in told), MeetingStatus.HELD),
        reported_by=_all(meeting.reported_by for meeting in group),
        confirmed_by=_all(meeting.confirmed_by for meeting in group),
        denied_by=_all(meeting.denied_by for meeting in group),
        evidence=evidence,
    )


def _longest(group: Sequence[Meeting]) -> int:
    return max(len(meeting.date or "") for meeting in group)


def _all(names: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Give every name once, those that most tell first."""
    counts = Counter(name for some in names for name in dict.fromkeys(some))
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _most(values: Sequence[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
