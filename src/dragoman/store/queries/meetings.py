"""Meetings: a page of those that are wanted."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from dragoman.record import Meeting, MeetingStatus
from dragoman.store.dates import first_of, last_of
from dragoman.store.queries.ordering import Page, by_day, count, listed
from dragoman.store.queries.paging import Listed, cursor_of, cut
from dragoman.store.tables import MEETINGS

meetings = MEETINGS.table.c
participants, people, evidence = (
    MEETINGS.lists[name].table.c for name in ("participants", "people", "evidence")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingList:
    """A page of meetings, the newest first, the undated last.

    Attributes:
        party: Only those in which this party takes part. None: all.
        status: Only those of which this is said. None: all.
        since: ISO 8601: only those that may be on this day or later.
        until: ISO 8601: only those that may be on this day or earlier.
        document: Only those that this document tells of. None: all.
        after: The cursor of the page before. None: the first page.
        limit: How many at most.
        count: Whether all that are wanted are counted.
    """

    party: str | None = None
    status: MeetingStatus | None = None
    since: str | None = None
    until: str | None = None
    document: str | None = None
    after: str | None = None
    limit: int = 50
    count: bool = False

    def run(self, connection: Connection) -> Listed[Meeting]:
        """Give the page.

        Raises:
            QueryError: The cursor or a day is malformed.
        """
        wanted = self._wanted()
        page = Page(after=self.after, limit=self.limit)
        keys = by_day(connection, wanted, meetings.date, [meetings.id], page)
        return listed(connection, MEETINGS, keys, wanted if self.count else None)

    def _wanted(self) -> Select[Any]:
        wanted = select(meetings.id)
        if self.status is not None:
            wanted = wanted.where(meetings.status == self.status.value)
        # A date may be a month: it is compared as far as it is told.
        if self.since is not None:
            first = func.substr(first_of(self.since), 1, func.length(meetings.date))
            wanted = wanted.where(meetings.date >= first)
        if self.until is not None:
            wanted = wanted.where(func.substr(meetings.date, 1, 10) <= last_of(self.until))
        if self.party is not None:
            mine = select(participants.meeting).where(participants.value == self.party)
            wanted = wanted.where(meetings.id.in_(mine))
        if self.document is not None:
            told = select(evidence.meeting).where(evidence.document == self.document)
            wanted = wanted.where(meetings.id.in_(told))
        return wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What counts as ahead: what is planned for a day or later, or lately told of as planned.

    Attributes:
        day: ISO day.
        lately: ISO day since which a plan without a date has to be told of.
    """

    day: str
    lately: str


NO_DATE = "9999"
"""What stands for the date of meetings ahead that have none: they come last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldMeeting:
    """A meeting with the day on which the record first has it.

    Attributes:
        meeting: The meeting.
        told_on: ISO day by which the first document was published that tells of it. None: none
            of them has a place in time.
    """

    meeting: Meeting
    told_on: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingsTold:
    """A page of meetings in time: most have no date of their own, and stand where they are told of.

    Attributes:
        party: Only those in which this party takes part. None: all.
        person: Only those in which a person of this name takes part. None: all.
        document: Only those that this document tells of. None: all.
        status: Only those of which this is said. None: all.
        since: ISO 8601: only those that may be on this day or later; without a date, that are
            first told of then.
        until: ISO 8601: only those that may be on this day or earlier; likewise.
        ahead: Only what is ahead, the earliest first. None: all.
        past: All but what is ahead, the newest first. None: all.
        after: The cursor of the page before. None: the first page.
        limit: How many at most.
        count: Whether all that are wanted are counted.
    """

    party: str | None = None
    person: str | None = None
    document: str | None = None
    status: MeetingStatus | None = None
    since: str | None = None
    until: str | None = None
    ahead: Ahead | None = None
    past: Ahead | None = None
    after: str | None = None
    limit: int = 50
    count: bool = False

    def run(self, connection: Connection) -> Listed[ToldMeeting]:
        """Give the page; what nothing puts in time comes last.

        Raises:
            QueryError: The cursor or a day is malformed.
        """
        on: ColumnElement[str] = meetings.placed_on
        if self.ahead:
            on = func.coalesce(meetings.date, NO_DATE)
        wanted: Select[Any] = select(on.label("on"), meetings.id)
        wanted = wanted.where(*self._conditions(meetings.placed_on))
        for asked, is_ahead in ((self.ahead, True), (self.past, False)):
            if asked is not None:
                wanted = wanted.where(func.coalesce(_ahead(asked), False) == is_ahead)
        page, paged = Page(after=self.after, limit=self.limit), wanted
        key = page.key(str, str)
        if key is not None:
            beyond, near = (
                (on > key[0], on >= key[0]) if self.ahead else (on < key[0], on <= key[0])
            )
            paged = paged.where(near, or_(beyond, meetings.id > key[1]))
        order = on if self.ahead else on.desc()
        ordered = paged.order_by(order, meetings.id).limit(page.limit + 1)
        rows, last = cut(connection.execute(ordered).all(), page.limit)
        ids = [row.id for row in rows]
        told = select(meetings.id, meetings.told_on).where(meetings.id.in_(ids))
        days = {id_: day for id_, day in connection.execute(told)}  # noqa: C416
        loaded = MEETINGS.load(connection, ids)
        return Listed(
            items=tuple(ToldMeeting(meeting=found, told_on=days[found.id]) for found in loaded),
            next=cursor_of((last.on, last.id)) if last else None,
            total=count(connection, wanted) if self.count else None,
        )

    def _conditions(self, on: ColumnElement[str]) -> list[ColumnElement[bool]]:
        """Make the conditions. A date may be a month: it is compared as far as it is told."""
        found: list[ColumnElement[bool]] = []
        if self.status is not None:
            found.append(meetings.status == self.status.value)
        if self.since is not None:
            found.append(on >= func.substr(first_of(self.since), 1, func.length(on)))
        if self.until is not None:
            # By all of it too, so that an index is cut short; a longer one is a moment of a day.
            found += [on < last_of(self.until) + "~", func.substr(on, 1, 10) <= last_of(self.until)]
        if self.since is not None or self.until is not None:
            found.append(on != "")
        for column, owner, value in (
            (participants.value, participants.meeting, self.party),
            (people.value, people.meeting, self.person),
            (evidence.document, evidence.meeting, self.document),
        ):
            if value is not None:
                found.append(meetings.id.in_(select(owner).where(column == value)))
        return found


def _ahead(asked: Ahead) -> ColumnElement[bool]:
    """Make the condition that a meeting is ahead; its date may be a month."""
    dated = meetings.date >= func.substr(asked.day, 1, func.length(meetings.date))
    undated = meetings.date.is_(None) & (meetings.told_on >= asked.lately)
    return (meetings.status == MeetingStatus.PLANNED.value) & or_(dated, undated)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDay:
    """Meetings of one day and status.

    Attributes:
        day: Their date, as precise as told; without one, the ISO day on which they are first told
            of.
        status: What is said of them.
        meetings: How many.
        first: The id of one of them.
    """

    day: str
    status: MeetingStatus
    meetings: int
    first: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDays:
    """How many meetings there are on which days, those that nothing puts in time left out.

    Attributes:
        party: Only those in which this party takes part. None: all.
        since: ISO 8601: only those that may be on this day or later. None: no limit.
        until: ISO 8601: only those that may be on this day or earlier. None: no limit.
    """

    party: str | None = None
    since: str | None = None
    until: str | None = None

    def run(self, connection: Connection) -> tuple[MeetingDay, ...]:
        """Give the days, the earliest first.

        Raises:
            QueryError: A limit is no date.
        """
        told = MeetingsTold(party=self.party, since=self.since, until=self.until)
        on = meetings.placed_on
        found = select(on.label("day"), meetings.status, meetings.id)
        days = found.where(on != "", *told._conditions(on)).subquery().c
        group = days.day, days.status
        wanted = select(*group, func.count(), func.min(days.id)).group_by(*group).order_by(*group)
        return tuple(
            MeetingDay(day=day[:10], status=MeetingStatus(status), meetings=number, first=first)
            for day, status, number, first in connection.execute(wanted)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingsByIds:
    """Some meetings.

    Attributes:
        ids: Their ids.
    """

    ids: tuple[str, ...]

    def run(self, connection: Connection) -> tuple[Meeting, ...]:
        """Give the meetings in the order of the ids, without those that are not there."""
        return tuple(MEETINGS.load(connection, self.ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCounts:
    """How many meetings there are of which what is said."""

    def run(self, connection: Connection) -> tuple[tuple[MeetingStatus, int], ...]:
        """Give each status that there is with its meetings, in the order of MeetingStatus."""
        wanted = select(meetings.status, func.count()).group_by(meetings.status)
        found: dict[str, int] = {row[0]: row[1] for row in connection.execute(wanted)}
        return tuple((status, found[status]) for status in MeetingStatus if status in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingById:
    """One meeting.

    Attributes:
        id: Its id.
    """

    id: str

    def run(self, connection: Connection) -> Meeting | None:
        """Give the meeting. None: there is none of this id."""
        return next(iter(MEETINGS.load(connection, [self.id])), None)
