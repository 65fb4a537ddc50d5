"""Mentions: the places of a document that tell of one contact, with what each tells of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.record import Actor, ActorKind, MeetingStatus, Span
from dragoman.resolve.lexicon import HE, PERSON_PRONOUNS, THEY
from dragoman.resolve.meeting_arguments import SELF, Arguments
from dragoman.resolve.meeting_contacts import Contact, ContactFinder
from dragoman.resolve.meeting_lexicon import Format, MeetingWords
from dragoman.resolve.meeting_places import OTHER_CLAUSE, place_of, places_listed
from dragoman.resolve.meeting_sentences import Cast, Side, Word, words_of
from dragoman.resolve.meeting_times import meeting_times, nearest, turned_ahead
from dragoman.resolve.pronouns import body_before, person_before
from dragoman.resolve.scene import Scene

AWAY = 110
"""Code points from the words of contact within which a time may be theirs; at the beginning of
the sentence it may stand further off."""

TOPICS = 3
"""How many of the parties that a document is most about are no place of talks."""

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
        status: None: it only points back at a contact.
        place: None: not told.
        date: ISO 8601. None: not told.
        format: None: not told.
        talks: It is of talks, negotiations or the like, not of any meeting or visit.
        fresh: It is another contact than those before.
        antecedents: Words elsewhere that name its sides.
    """

    span: Span
    anchor: Span
    sides: tuple[Side, ...]
    joint: bool = False
    status: MeetingStatus | None
    place: str | None = None
    date: str | None = None
    format: Format | None = None
    talks: bool = False
    fresh: bool = False
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
    """

    scene: Scene
    lexicon: MeetingWords
    cast: Cast
    places: Sequence[tuple[Span, str]]
    states: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    words: list[Word] = field(default_factory=list)

    def __post_init__(self) -> None:
        actors = self.scene.knowledge.actors
        self.states = frozenset(a.name for a in actors if a.kind is ActorKind.STATE)
        self.topics = frozenset(party for party, _ in self.scene.weights.most_common(TOPICS))

    @property
    def published(self) -> str | None:
        """The document's day, as far as known."""
        published = self.scene.discourse.document.published
        return published.value[:10] if published else None

    def mentions_in(self, start: int, end: int) -> Iterator[Mention]:
        """Find the contacts that a sentence tells of."""
        self.words = words_of(self.scene, start, end)
        finder = ContactFinder(self.words, self.lexicon, self.scene.knowledge.role_words)
        for contact in finder.contacts():
            yield from self._mentions(contact, finder.arguments)

    def _mentions(self, contact: Contact, arguments: Arguments) -> Iterator[Mention]:
        """Make a mention of a contact, or one for each place of a list."""
        text = self.scene.text
        anchor = self.words[contact.first].start, self.words[contact.last - 1].end
        bounds = self.words[0].start, self.words[-1].end
        date, status = self._date(anchor, contact)
        sides = tuple(self._sides(self._spelt_out(contact.sides, arguments), date))
        taken = [(side.start, side.end) for side in sides]
        place = place_of(anchor, bounds, self.places, text, self.lexicon, taken, self.states)
        if place and contact.talks and self._is_topic(place[1], sides):
            place = None
        if status is None and contact.noun and (place or (date and len(sides) > 1)):
            status = MeetingStatus.HELD
        if contact.thought:
            status = self._proposed(date, place)
        if status is None and (contact.thought or not contact.definite):
            return
        they = any(self.words[at].key in THEY | {"we", "us"} for at in contact.sides)
        ends = [anchor, *(side for side in taken if bounds[0] <= side[0] < bounds[1])]
        for spot in [place, *(places_listed(place[0], self.places, text) if place else [])]:
            where = [(spot[0].start, spot[0].end)] if spot else []
            starts, stops = zip(*ends, *where, strict=True)
            yield Mention(
                span=Span.of(text, min(starts), max(stops)),
                anchor=Span.of(text, *anchor),
                sides=sides,
                joint=contact.joint or (they and len({side.party for side in sides}) < 2),
                status=status,
                place=spot[1] if spot else None,
                date=date,
                format=contact.format or self._by_phone(contact, sides, spot),
                talks=contact.talks,
                fresh=contact.fresh,
            )

    def _is_topic(self, place: str, sides: Sequence[Side]) -> bool:
        """Tell whether talks are about a place, not in it: one of the sides, or no side is told."""
        parties = {side.party for side in sides}
        return place in self.topics and (place in parties or len(parties) < 2)

    def _proposed(self, date: str | None, place: tuple[Span, str] | None) -> MeetingStatus | None:
        """Take what is only thought of, but for a told day ahead and place, for planned."""
        if date is None or place is None or self.published is None:
            return None
        return MeetingStatus.PLANNED if date > self.published else None

    @staticmethod
    def _by_phone(
        contact: Contact, sides: Sequence[Side], place: tuple[Span, str] | None
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
            and (time.start < last or not OTHER_CLAUSE.search(text[last : time.start]))
            and (_away(time.start, time.end, first, last) <= AWAY or time.start < OPENING)
        ]
        near = min(times, key=lambda t: _away(t.start, t.end, first, last), default=None)
        if near is None:
            return None, status
        if status is MeetingStatus.PLANNED:
            near = turned_ahead(near, text, self.published)
        elif not contact.past:
            near = nearest(near, text, self.published)
        ahead = self.published is not None and near.value > self.published
        if ahead and status in {MeetingStatus.HELD, None}:
            status = MeetingStatus.PLANNED
        return near.value, status

    def _quoted_today(self, start: int, end: int) -> bool:
        """Tell whether "today" is said within quotation marks, on a day that may be another."""
        if self.scene.text[start:end].casefold() not in {"today", "tonight", "yesterday"}:
            return False
        return self.scene.in_content(start)

    # -- sides ---------------------------------------------------------------------------------

    def _spelt_out(self, indexes: Sequence[int], arguments: Arguments) -> list[int]:
        """Put those named before it in the sentence in the place of "their"."""
        found: list[int] = []
        for index in indexes:
            before = [at for at in range(index) if arguments.lists.is_side(at)]
            found += before[-2:] if self.words[index].key == "their" else [index]
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
        side = self.cast.side(actor, word.start, word.end, day) if actor else None
        if side and word.key in {"we", "us", "our"} and word.sighting is None:
            return Side(side.party, None, side.start, side.end) if side.party else None
        return side

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
