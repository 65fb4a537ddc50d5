"""Mentions: the places of a document that tell of one contact, with what each tells of it."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dragoman.record import Actor, ActorKind, MeetingStatus, Span
from dragoman.resolve.dates import published_of
from dragoman.resolve.lexicon import HE, PERSON_PRONOUNS, THEY
from dragoman.resolve.meetings.arguments import SELF, Arguments
from dragoman.resolve.meetings.contacts import Contact, ContactFinder
from dragoman.resolve.meetings.lexicon import Format, MeetingWords
from dragoman.resolve.meetings.sentences import Cast, Side, Word, words_of
from dragoman.resolve.meetings.timelines import timeline_years
from dragoman.resolve.meetings.times import (
    meeting_times,
    nearest,
    nearest_weekday,
    turned_ahead,
)
from dragoman.resolve.meetings.venues import OTHER_CLAUSE, venue_of, venues_listed
from dragoman.resolve.places import PlaceSighting
from dragoman.resolve.pronouns import body_before, person_before
from dragoman.resolve.scene import Scene

AWAY = 110
"""Code points from the words of contact within which a time may be theirs; at the beginning of
the sentence it may stand further off."""

APART = re.compile(
    r"\b(?:hours?|days?|weeks?|months?|years?) (?:after|before|since)\b", re.IGNORECASE
)
"""Words between a time and a contact of another: "on Monday, three days after they met"."""

LATER = re.compile(r"\blater (?:this|today|tonight)\b", re.IGNORECASE)
"""A time that lies ahead, though it is not after the document's month or year."""

TOPICS = 3
"""How many of the parties that a document is most about are no place of talks."""

OWN_PEOPLE = re.compile(r"(?: to)?(?: [a-z]+){1,4} (?:in|near|at) (?:\S+ ){0,2}")
"""Between a visit and its place: whom somebody visits there, "troops in", is no other side."""

LONGEST_PRONOUN = 3
"""Letters of "his" and "her": whose visit these mean is not sure enough."""

ENVOYS = re.compile(r"\b(?:of|from) (?:the )?(?:two|three|both) \w+(?: \w+){0,3} $")
"""Before a contact: whose envoys meet, of the sides told before."""

BESIDE = 20
"""Code points between a time and the cue that it goes with: "the envoys today (Friday) said"."""

OPENING = 4
"""Code points at the beginning of a sentence in which a time that opens it may begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place that tells of a contact.

    Attributes:
        span: The words that it rests on.
        anchor: The words of contact.
        sides: Who takes part, as far as the place tells.
        joint: It points at all sides of a contact before: "the two leaders met".
        envoys: It is of others of those sides: "envoys of the two countries met".
        status: None: it only points back at a contact.
        place: None: not told.
        date: ISO 8601. None: not told.
        format: None: not told.
        talks: It is of talks, negotiations or the like, not of any meeting or visit.
        fresh: It is another contact than those before.
        visit: It is a visit.
        alone: Nothing tells with whom its sides met.
        counted: It is told how many contacts there were.
        lacking: It tells only with whom somebody met that it does not name.
        also: It is told as one more.
        antecedents: Words elsewhere that name its sides.
    """

    span: Span
    anchor: Span
    sides: tuple[Side, ...]
    joint: bool = False
    envoys: bool = False
    status: MeetingStatus | None
    place: str | None = None
    date: str | None = None
    format: Format | None = None
    talks: bool = False
    fresh: bool = False
    visit: bool = False
    alone: bool = False
    counted: bool = False
    lacking: bool = False
    also: bool = False
    antecedents: tuple[Span, ...] = ()

    @property
    def parties(self) -> frozenset[str]:
        """The sides by name."""
        return frozenset(side.party for side in self.sides if side.party)

    @property
    def people(self) -> frozenset[str]:
        """The persons by name."""
        return frozenset(side.person for side in self.sides if side.person)


@dataclass(slots=True)
class MentionReader:
    """Goes through a document sentence by sentence.

    Attributes:
        scene: The document with its names and statements.
        lexicon: The words of meetings.
        cast: Tells for whom those named take part.
        places: The places that the document names, in its order.
        states: The names of all states.
        topics: The states that the document is most about: "peace talks in Sudan" are elsewhere.
        words: The words of the sentence that is read.
        years: The years of dates told without, where the document is a timeline.
    """

    scene: Scene
    lexicon: MeetingWords
    cast: Cast
    places: Sequence[PlaceSighting]
    states: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    words: list[Word] = field(default_factory=list)
    years: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.states = self.scene.knowledge.states
        self.years = timeline_years(self.scene.text)
        self.topics = frozenset(party for party, _ in self.scene.weights.most_common(TOPICS))

    @property
    def published(self) -> str | None:
        """The document's day, as far as known."""
        return published_of(self.scene)

    def mentions_in(self, start: int, end: int) -> Iterator[Mention]:
        """Find the contacts that a sentence tells of."""
        if not self.lexicon.may_tell(self.scene.text[start:end]):
            return
        self.words = words_of(self.scene, start, end)
        finder = ContactFinder(self.words, self.lexicon, self.scene.knowledge.role_words)
        contacts = list(finder.contacts())
        anchors = [self._anchor(contact) for contact in contacts]
        for contact in contacts:
            yield from self._mentions(contact, finder.arguments, anchors)

    def _anchor(self, contact: Contact) -> tuple[int, int]:
        return self.words[contact.first].start, self.words[contact.last - 1].end

    def _mentions(
        self, contact: Contact, arguments: Arguments, anchors: Sequence[tuple[int, int]]
    ) -> Iterator[Mention]:
        """Make a mention of a contact, or one for each place of a list."""
        text = self.scene.text
        anchor = self._anchor(contact)
        bounds = self.words[0].start, self.words[-1].end
        date, status = self._date(anchor, contact)
        indexes = self._spelt_out(contact.sides, arguments)
        sides = tuple(self._sides(indexes, date))
        taken = [(side.start, side.end) for side in sides]
        others = {self.words[at].start for at in contact.others}
        lacking = bool(others) and all(side.start in others for side in sides)
        theirs = [] if contact.visit else taken
        place = venue_of(anchor, bounds, self.places, text, self.lexicon, theirs, anchors)
        if place and contact.talks and self._is_topic(place.place.name, sides):
            place = None
        if status is None and contact.noun and (place or (date and len(sides) > 1)):
            status = MeetingStatus.HELD
        if contact.thought:
            status = self._proposed(date, place, anchor[1])
        if status is None and (contact.thought or not contact.definite):
            return
        they = any(self.words[at].key in THEY | {"we", "us"} for at in indexes)
        ends = [anchor, *(side for side in taken if bounds[0] <= side[0] < bounds[1])]
        own = [Span.of(text, self.words[at].start, self.words[at].end) for at in contact.others]
        more = venues_listed(place, self.places, text, theirs) if place else []
        for spot in [place, *more]:
            where = [(spot.span.start, spot.span.end)] if spot else []
            starts, stops = zip(*ends, *where, strict=True)
            known = self.states if not contact.noun else frozenset()
            visitors = [s for s in sides if s.start not in others and _travels(s, known)]
            who = self._visit(sides, visitors, spot, anchor[1]) if contact.visit else sides
            if contact.visit and len({side.party for side in who}) < 2:
                continue
            yield Mention(
                span=Span.of(text, min(starts), max(stops)),
                anchor=Span.of(text, *anchor),
                sides=who,
                envoys=ENVOYS.search(text, bounds[0], anchor[0]) is not None,
                joint=contact.joint or (they and len({side.party for side in sides}) < 2),
                status=status,
                place=spot.place.name if spot else None,
                date=date,
                format=contact.format or self._by_phone(contact, sides, spot),
                talks=contact.talks,
                fresh=contact.fresh,
                visit=contact.visit,
                alone=contact.alone,
                counted=contact.counted,
                lacking=lacking,
                also=contact.also,
                antecedents=(spot.span,) if spot and more else tuple(own if contact.apart else ()),
            )

    def _visit(
        self,
        sides: Sequence[Side],
        visitors: Sequence[Side],
        spot: PlaceSighting | None,
        behind: int,
    ) -> tuple[Side, ...]:
        """Give who visits whom: those of one side, and the state that the place lies in."""
        host = spot.place.country if spot else None
        own = spot is not None and OWN_PEOPLE.fullmatch(self.scene.text[behind : spot.span.start])
        if not visitors or spot is None or host is None or own:
            return tuple(sides) if visitors else ()
        return (*visitors, Side(host, None, spot.span.start, spot.span.end))

    def _is_topic(self, place: str, sides: Sequence[Side]) -> bool:
        """Tell whether talks are about a place, not in it: one of the sides, or no side is told."""
        parties = {side.party for side in sides}
        return place in self.topics and (place in parties or len(parties) < 2)

    def _proposed(
        self, date: str | None, place: PlaceSighting | None, behind: int
    ) -> MeetingStatus | None:
        """Take what is only thought of, but for a told day and place, for planned or held."""
        if date is None or place is None or self.published is None:
            return None
        if date > self.published:
            return MeetingStatus.PLANNED
        told = place.span.start >= behind and len(date) == len(self.published)
        return MeetingStatus.HELD if told else None

    @staticmethod
    def _by_phone(
        contact: Contact, sides: Sequence[Side], place: PlaceSighting | None
    ) -> Format | None:
        """Take two persons who "spoke", nobody tells where, to have done so by telephone."""
        persons = {side.party for side in sides if side.person}
        return Format.PHONE if contact.spoken and place is None and len(persons) > 1 else None

    # -- time ----------------------------------------------------------------------------------

    def _date(
        self, anchor: tuple[int, int], contact: Contact
    ) -> tuple[str | None, MeetingStatus | None]:
        """Give the time told nearest to the words of contact, and the status that it decides."""
        base, status = self.words[0].start, contact.status
        text = self.scene.text[base : self.words[-1].end]
        first, last = anchor[0] - base, anchor[1] - base
        times = [
            time
            for time in meeting_times(text, self.published)
            if not self._quoted_today(time.start + base, time.end + base)
            and not self._of_speech((time.start + base, time.end + base), anchor[0])
            and (time.start < last or not OTHER_CLAUSE.search(text[last : time.start]))
            and not APART.search(text[time.end : max(first, time.end)])
            and (_away(time.start, time.end, first, last) <= AWAY or time.start < OPENING)
        ]
        near = min(times, key=lambda t: _away(t.start, t.end, first, last), default=None)
        if near is None:
            return None, status
        year = next(
            (
                self.years[at]
                for at in range(base + near.start, base + near.end)
                if at in self.years
            ),
            None,
        )
        if year is not None:
            near = replace(near, value=f"{year}{near.value[4:]}")
        elif status is MeetingStatus.PLANNED:
            near = turned_ahead(near, text, self.published)
        elif not contact.past:
            near = nearest(near, text, self.published)
            if near.start >= last:
                near = nearest_weekday(near, text, self.published)
        later = not contact.past and LATER.search(
            text[max(0, near.start - len("later ")) : near.end]
        )
        ahead = self.published is not None and near.value > self.published
        if (ahead or later) and status in {MeetingStatus.HELD, None}:
            status = MeetingStatus.PLANNED
        return near.value, status

    def _quoted_today(self, start: int, end: int) -> bool:
        """Tell whether "today" is said within quotation marks, on a day that may be another."""
        if self.scene.text[start:end].casefold() not in {"today", "tonight", "yesterday"}:
            return False
        return self.scene.in_content(start)

    def _of_speech(self, time: tuple[int, int], contact: int) -> bool:
        """Tell whether a time is that of a cue by which a contact is told: "said today that"."""
        for one in self.scene.reading.attributions:
            if one.cue is None:
                continue
            if one.source is not None and one.source.start <= contact < one.source.end:
                inside = one.source.start <= time[0] < one.source.end
                return not inside or 0 <= one.cue.start - time[1] < BESIDE
            if any(part.start <= contact < part.end for part in one.content):
                inside = any(part.start <= time[0] < part.end for part in one.content)
                if not inside and abs(time[0] - one.cue.start) < abs(time[0] - contact):
                    return True
        return False

    # -- sides ---------------------------------------------------------------------------------

    def _spelt_out(self, indexes: Sequence[int], arguments: Arguments) -> list[int]:
        """Put those named before it in the sentence in the place of "their"."""
        found: list[int] = []
        for index in indexes:
            before = [at for at in range(index) if arguments.lists.is_side(at)]
            theirs = before[-2:] if self.words[index].key == "their" else []
            found += theirs or [index]
        return found

    def _sides(self, indexes: Sequence[int], day: str | None) -> Iterator[Side]:
        seen: set[tuple[str | None, str | None]] = set()
        for index in indexes:
            side = self._side(self.words[index], day)
            if side is not None and (side.party, side.person) not in seen:
                seen.add((side.party, side.person))
                yield side

    def _side(self, word: Word, day: str | None) -> Side | None:
        """Give the side that a name or pronoun means. None: it cannot be told."""
        actor = word.sighting.actor if word.sighting else self._meant(word)
        if actor and actor.kind is ActorKind.PERSON and self._is_place(word):
            return None
        side = self.cast.side(actor, word.start, word.end, day) if actor else None
        if side and word.key in {"we", "us", "our"} and word.sighting is None:
            return Side(side.party, None, side.start, side.end) if side.party else None
        return side

    def _is_place(self, word: Word) -> bool:
        """Tell whether what was taken for a person's name is that of a place."""
        return any(
            spot.span.start == word.start and spot.span.end == word.end for spot in self.places
        )

    def _meant(self, word: Word) -> Actor | None:
        """Give whom a pronoun means: the source that it is, he who speaks, or the last person."""
        span = Span.of(self.scene.text, word.start, word.end)
        if word.key in SELF:
            outer = self.scene.enclosing(span)
            return outer[-1].actor if outer else None
        if word.key in {"it", "its"}:
            return body_before(word.start, False, self.scene)
        if word.key not in PERSON_PRONOUNS:
            return None
        for spoken in self.scene.spoken:
            source = spoken.attribution.source
            if source is not None and source.overlaps(span):
                return spoken.actor
        return person_before(word.start, "m" if word.key in HE else "f", self.scene)


def _away(start: int, end: int, first: int, last: int) -> int:
    return start - last if start >= last else 1 + first - end


def _travels(side: Side, states: Container[str | None]) -> bool:
    """Tell whether a side can be who visits: a person, or those of one of some states."""
    if side.person:
        return side.party is not None and side.end - side.start > LONGEST_PRONOUN
    return side.party in states
