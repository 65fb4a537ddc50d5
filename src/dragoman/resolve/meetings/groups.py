"""Groups: the mentions of one document that tell of the same meeting, and what they make of it."""

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field

from dragoman.record import Act, Actor, ActorKind, Evidence, Meeting, MeetingStatus, evidence_id
from dragoman.resolve.meetings.lexicon import Format
from dragoman.resolve.meetings.mentions import Mention
from dragoman.resolve.scene import Scene, Spoken

CountryOf = Callable[[str], str | None]
"""Gives the state that a place lies in. None: not known."""

REACH = 2500
"""How far back, in code points, "the talks" may point at a meeting."""

DAY = 10
"""Characters of a date that names a day."""

NOT_YET = re.compile(
    r"\b(?:not|never|neither|yet to|declin\w+ to|refus\w+ to|unable to)\b|n['’]t\b", re.IGNORECASE
)
"""What a cue says of somebody who neither confirms nor denies."""

ORDER = (
    MeetingStatus.HELD,
    MeetingStatus.REPORTED,
    MeetingStatus.CANCELLED,
    MeetingStatus.PLANNED,
    MeetingStatus.DENIED,
)
"""Which status stands where mentions differ: that something took place is told last."""


@dataclass(slots=True)
class Group:
    """Mentions of one meeting.

    Attributes:
        mentions: In the order of the text.
        country_of: Tells where places lie.
    """

    mentions: list[Mention]
    country_of: CountryOf
    parties: dict[str, None] = field(default_factory=dict)
    people: dict[str, None] = field(default_factory=dict)
    place: str | None = None
    date: str | None = None
    format: Format | None = None
    status: MeetingStatus | None = None

    def add(self, mention: Mention) -> None:
        """Take in what a mention tells."""
        self.mentions.append(mention)
        self.parties |= dict.fromkeys(side.party for side in mention.sides if side.party)
        self.people |= dict.fromkeys(side.person for side in mention.sides if side.person)
        self.place = closer_place(self.place, mention.place, self.country_of)
        self.date = max(self.date or "", mention.date or "", key=len) or None
        self.format = self.format or mention.format
        told = {status for status in (self.status, mention.status) if status}
        self.status = next((status for status in ORDER if status in told), None)

    def stands(self, states: Container[str]) -> bool:
        """Tell whether enough is told: two sides, or a body that met at a told place or day."""
        if len(self.parties) > 1:
            return True
        if any(party in states for party in self.parties):
            return False
        return any(
            m.parties
            and m.alone
            and (m.place or len(m.date or "") == DAY)
            and not (m.people or m.talks or m.visit or m.anchor.text[:1].isupper())
            for m in self.mentions
        )

    def fits(self, mention: Mention) -> bool:
        """Tell whether a mention can be of this meeting."""
        return (
            self._sides_fit(mention)
            and places_fit(self.place, mention.place, self.country_of)
            and dates_fit(self.date, mention.date)
            and formats_fit(self.format, mention.format)
            and self._times_fit(mention)
            and not self._complements(mention)
        )

    def _complements(self, mention: Mention) -> bool:
        """Tell whether only one tells where and only the other when, of sides that differ."""
        apart = bool(self.place) is not bool(mention.place) and bool(self.date) is not bool(
            mention.date
        )
        same = mention.parties == self.parties.keys() or bool(mention.people & self.people.keys())
        full = min(len(self.parties), len(mention.parties)) > 1
        return apart and full and not same and bool(self.place) is not bool(self.date)

    def _sides_fit(self, mention: Mention) -> bool:
        shared = mention.parties & self.parties.keys()
        known = mention.people & self.people.keys()
        if (mention.people and self.people and not known) or mention.fresh:
            return False
        if mention.also and self.people and mention.people - self.people.keys():
            return False
        if len(self.parties) < 2 or len(mention.parties) < 2:
            return self._alludes(mention, bool(shared or known))
        if mention.parties <= self.parties.keys() or mention.parties >= self.parties.keys():
            return len(shared) >= 2
        return len(shared) >= 2 and len(known) >= 2

    def _alludes(self, mention: Mention, shared: bool) -> bool:
        """Tell whether a mention, or this group, that names fewer than two sides fits the other."""
        if mention.sides and self.parties and not shared:
            return False
        bare = not (mention.sides or mention.place or mention.date)
        if bare and mention.talks and not any(m.talks for m in self.mentions):
            return False
        if (mention.place or len(self.parties) < 2) and not (self.place and mention.place):
            return False
        named_again = mention.place is not None and mention.place == self.place
        return named_again or mention.span.start - self.mentions[-1].span.start < REACH

    def _times_fit(self, mention: Mention) -> bool:
        """Keep what was from what will be, unless both are of one day."""
        if mention.status is None or self.status is None or mention.anchor.text.isupper():
            return True
        over = {MeetingStatus.HELD, MeetingStatus.REPORTED}
        if (mention.status in over) == (self.status in over):
            return True
        if (
            self.place
            and self.place == mention.place
            and len(mention.people & self.people.keys()) > 1
        ):
            return True
        return bool(self.date and len(self.date) == 10 and self.date == mention.date)


def formats_fit(one: Format | None, other: Format | None) -> bool:
    """Tell whether two formats can be of one meeting."""
    return one is None or other is None or one is other


def dates_fit(one: str | None, other: str | None) -> bool:
    """Tell whether two dates can be of one meeting: one is the other, or less precise."""
    return not one or not other or one.startswith(other) or other.startswith(one)


def places_fit(one: str | None, other: str | None, country_of: CountryOf) -> bool:
    """Tell whether two places can be one: the same, or one in the other."""
    if one is None or other is None or one == other:
        return True
    return country_of(one) == other or country_of(other) == one


def closer_place(one: str | None, other: str | None, country_of: CountryOf) -> str | None:
    """Give the more precise of two places."""
    if one is None or other is None:
        return one or other
    return other if country_of(other) == one else one


def grouped(
    mentions: Iterable[Mention],
    country_of: CountryOf,
    states: Container[str],
    completed: Callable[[Mention], Mention],
) -> list[Group]:
    """Join the mentions of a document into meetings, in the order of the text.

    A mention joins the last meeting that it fits; one that tells two sides, a place or the day
    of one side begins a meeting otherwise. Those of which no mention tells two sides are left
    out, unless a body that is no state met at a told place or on a told day.

    Args:
        mentions: In the order of the text.
        country_of: Tells where places lie.
        states: The names of all states.
        completed: Gives a mention that belongs to no meeting before it the sides that its
            surroundings tell.
    """
    groups: list[Group] = []
    for told in mentions:
        fitting = [group for group in reversed(groups) if group.fits(told)]
        whole = [group for group in fitting if len(group.parties) > 1]
        mention = told if whole else completed(told)
        if mention is not told:
            fitting = [group for group in reversed(groups) if group.fits(mention)]
        group = next(iter(whole or fitting), None)
        told_day = bool(mention.parties) and len(mention.date or "") == DAY
        begins = len(mention.parties) >= 2 or mention.place is not None or told_day
        begins = begins and not (mention.lacking and len(mention.parties) >= 2)
        if group is None and begins and mention.status is not None:
            group = Group([], country_of)
            groups.append(group)
        if group is not None:
            group.add(mention)
    return [group for group in groups if group.stands(states)]


def meeting_of(group: Group, scene: Scene) -> Meeting:
    """Make the record of a meeting, with who tells of it, confirms and denies it."""
    document = scene.discourse.document.id
    told = [span for m in group.mentions for span in (m.span, *m.antecedents)]
    spans = sorted({(span.start, span.end): span for span in told}.items())
    evidence = tuple(Evidence(document=document, span=span) for _, span in spans)
    tellers = [(mention, scene.enclosing(mention.anchor)) for mention in group.mentions]
    told_by = [_tellers(mention, outer, scene) for mention, outer in tellers]
    return Meeting(
        id=evidence_id("meeting", evidence),
        participants=tuple(group.parties),
        people=tuple(group.people),
        place=group.place,
        date=group.date,
        status=_status(group, told_by),
        reported_by=_names(
            actor
            for mention, some in zip(group.mentions, told_by, strict=True)
            if mention.status is not None
            for actor in some
        ),
        confirmed_by=_names(
            s.actor for _, outer in tellers for s in outer if _does(s, Act.CONFIRM)
        ),
        denied_by=_names(s.actor for _, outer in tellers for s in outer if _does(s, Act.DENY)),
        evidence=evidence,
    )


def _tellers(mention: Mention, outer: Sequence[Spoken], scene: Scene) -> list[Actor | None]:
    """Give who tells of a contact: the nearest source, or the outlet that begins its sentence.

    Returns:
        None in it stands for a source that is not known; empty: the document tells it itself.
    """
    if outer:
        return [outer[-1].actor]
    start, _ = scene.sentence(mention.anchor.start)
    first = next(iter(scene.discourse.within(start, mention.anchor.start)), None)
    if first is None or first.actor.kind is not ActorKind.OUTLET or first.start - start > 1:
        return []
    return [first.actor] if scene.text[first.end : first.end + 1] == ":" else []


def _status(group: Group, told_by: Sequence[Sequence[Actor | None]]) -> MeetingStatus:
    """Call a meeting reported if it is introduced by outlets or unnamed sources."""
    status = group.status or MeetingStatus.HELD
    if status is not MeetingStatus.HELD:
        return status
    held = [
        actors
        for mention, actors in zip(group.mentions, told_by, strict=True)
        if mention.status is MeetingStatus.HELD and len(mention.parties) > 1
    ]
    if held and any(_hearsay(actor) for actor in held[0]):
        return MeetingStatus.REPORTED
    return status


def _hearsay(actor: Actor | None) -> bool:
    return actor is None or actor.kind in {ActorKind.OUTLET, ActorKind.UNNAMED}


def _does(spoken: Spoken, act: Act) -> bool:
    cue = spoken.attribution.cue
    stem = "confirm" if act is Act.CONFIRM else "den"
    if cue and NOT_YET.search(cue.text):
        return False
    return spoken.attribution.act is act or bool(
        cue and any(word.startswith(stem) for word in cue.text.casefold().split())
    )


def _names(actors: Iterable[Actor | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor.name for actor in actors if actor))
