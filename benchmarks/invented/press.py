"""Press: writes the articles of an invented dossier."""

import random
from collections.abc import Iterator
from datetime import date

from benchmarks.invented import words
from benchmarks.invented.articles import Article, Reported, Termed, Told
from benchmarks.invented.cast import Cast, actor
from benchmarks.invented.happenings import Event, Happenings
from benchmarks.invented.sayings import Clause, Saying, Sayings
from benchmarks.invented.sheet import Filler, Place, Sheet
from dragoman.record import (
    Act,
    Actor,
    ActorKind,
    Bound,
    BoundKind,
    BoundSide,
    Code,
    Codebook,
    DateBasis,
    DateRange,
    Document,
    Link,
    PublishedOn,
    SegmentKind,
    Span,
    Speaker,
    Stance,
    Statement,
    document_id,
    statement_id,
    text_sha256,
)

STATEMENTS = (3.08, 0.5)
"""Mean and spread of the logarithm of how many statements an article has: 25 on average."""

MOST = 90
UNDATED = 0.03
"""Share of the articles whose day is not told; half of them name a month."""

DAMAGED = 0.03
FLAGS = ("truncated", "unclosed quotation", "text fused without spaces")


class Press:
    """Writes articles."""

    def __init__(
        self, cast: Cast, codebook: Codebook, happenings: Happenings, run: str, seed: int
    ) -> None:
        """Write of a cast and of what happens.

        Args:
            cast: Who there is.
            codebook: What they speak of.
            happenings: What happens.
            run: Id of the run that finds the statements.
            seed: What everything is drawn from.
        """
        self.cast = cast
        self.happenings = happenings
        self.run = run
        self.dice = random.Random(f"articles {seed}")  # noqa: S311 - drawn anew each time alike
        self.filler = Filler(self.dice)
        self.sayings = Sayings(cast, codebook, self.filler, self.dice)
        self.terms = {concept.id: concept.support for concept in codebook.concepts}

    def article(self, number: int, day: date) -> Article:
        """Write the article of a number, of a day."""
        return _Writing(self, number, day).finished()


class _Writing:
    """One article while it is written."""

    def __init__(self, press: Press, number: int, day: date) -> None:
        self.press, self.number, self.day = press, number, day
        self.dice, self.sayings = press.dice, press.sayings
        self.sheet = Sheet()
        self.known: set[str] = set()
        self.about = [press.cast.parties.draw(self.dice) for _ in range(2)]
        self.said: list[tuple[Saying, Event | None]] = []
        self.reported: list[tuple[int, Place, bool]] = []
        self.termed: list[tuple[int, list[tuple[Place, str]]]] = []
        self.dated = self.dice.random() >= UNDATED
        self.month: Place | None = None
        self._events = list(press.happenings.events_before(day))
        self._write()

    def _write(self) -> None:
        self._headline()
        wanted = min(MOST, max(2, round(self.dice.lognormvariate(*STATEMENTS))))
        while len(self.said) < wanted:
            self._paragraph()
        if not self.dated and self.dice.random() < 0.5:
            self._dating()
        self._happenings()
        if self.dice.random() < 0.5:
            self.sheet.write(self.press.filler.fill(self.dice.choice(words.BOILERPLATE)))
            self.sheet.close(SegmentKind.BOILERPLATE)

    def _headline(self) -> None:
        gaps = {**self.press.filler.gaps(), "party": self.about[0], "side": self.about[1]}
        self.title = words.capital(self.dice.choice(words.HEADLINES).format_map(gaps))
        self.sheet.write(self.title)
        self.sheet.close(SegmentKind.HEADLINE)
        if self.dice.random() < 0.7:
            writers = self.press.cast.speakers[None]
            self.sheet.write(f"By {writers.draw(self.dice).name[::-1].title()}")
            self.sheet.close(SegmentKind.BYLINE)
        if self.dice.random() < 0.3:
            self.sheet.write(self.press.filler.sentence())
            self.sheet.close(SegmentKind.CAPTION)

    def _paragraph(self) -> None:
        for _ in range(self.dice.randint(1, 4)):
            if self.dice.random() < 0.3:
                self.sheet.write(self.press.filler.sentence() + " ")
            elif self._events and self.dice.random() < 0.03:
                self._event(self._events.pop(self.dice.randrange(len(self._events))))
            else:
                party = self.sayings.party(self.about)
                voice = self.sayings.voice(party, self.known)
                clause = self.sayings.clause(party, self.day)
                self.said.append((self.sayings.say(self.sheet, voice, clause, self.day), None))
        self.sheet.write(self.press.filler.sentence())
        self.sheet.close(SegmentKind.BODY)

    def _event(self, event: Event) -> None:
        """Tell of an event in the words of those who say so, and perhaps of a denial."""
        act = Act.CONFIRM if self.dice.random() < 0.1 else Act.ASSERT
        self._tell(event, event.by, Clause(text=event.words, act=act))
        if event.disputed and self.dice.random() < 0.6:
            self._tell(event, event.against, Clause(text=event.words, act=Act.DENY))

    def _tell(self, event: Event, party: str, clause: Clause) -> None:
        voice = self.sayings.voice(party, self.known)
        self.said.append((self.sayings.say(self.sheet, voice, clause, self.day), event))

    def _dating(self) -> None:
        self.sheet.write("It began in ")
        month = words.MONTHS[self.day.month - 1]
        self.month = self.sheet.write(f"{month} {self.day.year}")
        self.sheet.write(".")
        self.sheet.close(SegmentKind.BODY)

    def _happenings(self) -> None:
        """Tell of a meeting, and of a plan with its terms."""
        happenings = self.press.happenings
        meetings = happenings.meetings_around(self.day)
        if meetings and self.dice.random() < 0.3:
            meeting = self.dice.choice(meetings)
            ahead = meeting.day > self.day
            verb = "are to meet" if ahead else "met"
            one, other = meeting.parties
            on = f"{meeting.day.day} {words.MONTHS[meeting.day.month - 1]} {meeting.day.year}"
            place = self.sheet.write(
                f"Delegations of {one} and {other} {verb} in {meeting.place} on {on}"
            )
            self.reported.append((meeting.number, place, ahead))
            self.sheet.write(".")
            self.sheet.close(SegmentKind.BODY)
        plans = happenings.plans_before(self.day)
        if plans and self.dice.random() < 0.1:
            plan = self.dice.choice(plans)
            self.sheet.write(f"The {plan.name}, put forward by {plan.by}, has terms: ")
            terms = []
            for concept in plan.concepts:
                terms.append(
                    (self.sheet.write(self.dice.choice(self.press.terms[concept])), concept)
                )
                self.sheet.write("; " if concept != plan.concepts[-1] else ".")
            self.termed.append((happenings.plans.index(plan), terms))
            self.sheet.close(SegmentKind.BODY)

    def finished(self) -> Article:
        """Put the document and its records together."""
        text = self.sheet.text
        document = self._document(text)
        sources = _Sources(document.id)
        statements = tuple(
            _statement(document, saying, self.press.run, sources) for saying, _ in self.said
        )
        return Article(
            document=document,
            statements=statements,
            actors=tuple(sources.actors.values()),
            period=self._period(document),
            told=tuple(self._told(document, statements)),
            reported=tuple(
                Reported(
                    meeting=self.press.happenings.meetings[number],
                    span=Span.of(text, *place),
                    ahead=ahead,
                )
                for number, place, ahead in self.reported
            ),
            termed=tuple(
                Termed(
                    plan=self.press.happenings.plans[number],
                    terms=tuple(
                        (Span.of(text, *place), Code(concept=concept, stance=Stance.SUPPORT))
                        for place, concept in terms
                    ),
                )
                for number, terms in self.termed
            ),
        )

    def _document(self, text: str) -> Document:
        outlet = self.press.cast.outlets.draw(self.dice)
        host = outlet.lower().replace(" ", "-") + ".example"
        name, sha256 = f"{self.number:06}-{host}.html", text_sha256(text)
        url = f"https://{host}/{self.day:%Y/%m}/{self.number}"
        on = PublishedOn(value=self.day.isoformat(), basis=DateBasis.METADATA)
        return Document(
            id=document_id(name, url, outlet, sha256),
            name=name,
            text=text,
            sha256=sha256,
            url=url,
            outlet=outlet,
            title=self.title,
            published=on if self.dated else None,
            language="en",
            segments=tuple(self.sheet.segments),
            flags=(self.dice.choice(FLAGS),) if self.dice.random() < DAMAGED else (),
        )

    def _period(self, document: Document) -> DateRange | None:
        if self.dated:
            return None
        bounds: tuple[Bound, ...] = ()
        if self.month:
            words_ = Span.of(document.text, *self.month)
            value = self.day.isoformat()[:7]
            bounds = tuple(
                Bound(side=side, value=value, kind=BoundKind.DATE, words=words_)
                for side in BoundSide
            )
        return DateRange(document=document.id, bounds=bounds, run=self.press.run)

    def _told(self, document: Document, statements: tuple[Statement, ...]) -> Iterator[Told]:
        for (saying, event), statement in zip(self.said, statements, strict=True):
            if event is not None:
                yield Told(
                    event=event,
                    statement=statement,
                    denies=saying.clause.act is Act.DENY,
                    figure=_number(document.text, event.count, saying.content),
                )


def _number(text: str, count: str, content: tuple[Place, ...]) -> Span | None:
    """Find a number in what is said."""
    for start, end in content:
        at = text.find(count, start, end)
        if at >= 0:
            return Span.of(text, at, at + len(count))
    return None


class _Sources:
    """The actors of one document."""

    def __init__(self, document: str) -> None:
        self._document = document
        self.actors: dict[str, Actor] = {}

    def speaker(self, known: Actor | None) -> Speaker | None:
        """Note an actor; one without a name is the document's own."""
        if known is None:
            return None
        if known.kind is ActorKind.UNNAMED:
            known = actor(known.kind, known.name, local_to=self._document)
        self.actors[known.id] = known
        return Speaker(id=known.id, name=known.name, kind=known.kind)


def _statement(document: Document, saying: Saying, run: str, sources: _Sources) -> Statement:
    text, clause = document.text, saying.clause
    source, cue = Span.of(text, *saying.source), Span.of(text, *saying.cue)
    content = tuple(Span.of(text, *place) for place in saying.content)
    condition = Span.of(text, *saying.condition) if saying.condition else None
    codes = tuple(
        Code(
            concept=concept,
            stance=stance,
            condition=None if number else condition,
            confidence=round(0.77 + 0.23 * saying.confidence**2, 3),
        )
        for number, (concept, stance) in enumerate(clause.codes)
    )
    return Statement(
        id=statement_id(document.id, source, cue, content),
        document=document.id,
        source=source,
        cue=cue,
        content=content,
        speaker=sources.speaker(saying.voice.actor),
        party=saying.voice.party,
        quote=saying.quote,
        act=clause.act,
        codes=codes,
        via=tuple(
            Link(name=name, kind=kind, span=Span.of(text, *place))
            for name, kind, place in saying.via
        ),
        said_on=saying.said_on,
        confidence=saying.confidence,
        run=run,
    )
