"""Sayings: sentences that attribute something to somebody, and where their words stand."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.invented import words
from benchmarks.invented.cast import Cast, Weighted, actor
from benchmarks.invented.sheet import Filler, Place, Sheet
from dragoman.record import Act, Actor, ActorKind, Codebook, LinkKind, QuoteForm, Stance

CUES: Mapping[Act, Sequence[str]] = {
    Act.ASSERT: ("said", "told reporters", "stated", "noted", "wrote on Telegram"),
    Act.ACCUSE: ("complained", "charged"),
    Act.REQUEST: ("asked again, saying",),
    Act.DEMAND: ("demanded, saying", "insisted"),
    Act.WARN: ("warned",),
    Act.REJECT: ("objected", "replied with a no:"),
    Act.PREDICT: ("expected", "predicted"),
    Act.PROMISE: ("promised", "vowed"),
    Act.DENY: ("denied", "called it untrue"),
    Act.AGREE: ("agreed",),
    Act.PROPOSE: ("proposed, saying",),
    Act.CONFIRM: ("confirmed",),
}
"""Words of attribution by act, the most frequent act first."""

ACTS = Weighted(
    tuple(CUES),
    (0.58, 0.7, 0.75, 0.8, 0.84, 0.875, 0.91, 0.935, 0.955, 0.97, 0.985, 1.0),
)
"""As often as the acts are in 520 articles of May 2025 (6,078 statements)."""

OF_PARTY = 0.6
"""Share of the statements whose speaker speaks for a party; measured there, as the next."""

CODED = 0.64
"""Of these the share with a code: 40 % of all, more than there (14 %): a dossier of one topic."""

CHAINED = 0.12
SAID_EARLIER = 0.1
CONTRARY = 0.04
"""Share of the codes that do not fit what the party holds."""

IN_OUR_WORDS = 0.1
"""Share of the coded statements with the words of one of the concept's examples. The others say
anything: to repeat a few dozen sentences all the time would make one claim of half the record."""

DECLINES = "would not say more about it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What is said.

    Attributes:
        text: The words, without a full stop.
        condition: What the first code hangs on; the end of the text. Empty: nothing.
        codes: The concepts that it bears on.
        act: What it does.
    """

    text: str
    condition: str = ""
    codes: tuple[tuple[str, Stance], ...] = ()
    act: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says something.

    Attributes:
        actor: The actor. None: nobody who could be resolved.
        words: How the text names the source.
        party: For whom. None: for nobody.
    """

    actor: Actor | None
    words: str
    party: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A statement on a sheet: the places of its parts, and what is told of it."""

    voice: Voice
    source: Place
    cue: Place
    content: tuple[Place, ...]
    condition: Place | None
    quote: QuoteForm
    clause: Clause
    via: tuple[tuple[str, LinkKind, Place], ...]
    said_on: str | None
    confidence: float


class Sayings:
    """Makes up who says what, and writes it down."""

    def __init__(self, cast: Cast, codebook: Codebook, filler: Filler, dice: random.Random) -> None:
        """Draw from a cast and a codebook."""
        self._cast = cast
        self._filler = filler
        self._dice = dice
        self._examples = {
            (concept.id, stance): examples
            for concept in codebook.concepts
            for stance, examples in (
                (Stance.SUPPORT, concept.support),
                (Stance.OPPOSE, concept.oppose),
            )
        }

    def voice(self, party: str | None, known: set[str]) -> Voice:
        """Draw who speaks.

        Args:
            party: For whom. None: for nobody.
            known: The names that the article has told already; the one of the voice is added.
        """
        if party is None and self._dice.random() < 0.65:
            described = self._dice.choice(words.UNNAMED)
            # Local to its document, whose id is not known before it is written.
            someone = actor(ActorKind.UNNAMED, described)
            resolved = self._dice.random() < 0.92
            return Voice(actor=someone if resolved else None, words=described, party=None)
        chosen = self._cast.speakers[party].draw(self._dice)
        named = chosen.name
        if named in known and chosen.names:
            named = chosen.names[0]
        elif chosen.offices:
            named = f"{chosen.offices[0].role} {chosen.name}"
        known.add(chosen.name)
        return Voice(actor=chosen, words=named, party=party)

    def party(self, favoured: Sequence[str]) -> str | None:
        """Draw for whom is spoken: half of the time for those that an article is about."""
        if self._dice.random() >= OF_PARTY:
            return None
        if self._dice.random() < 0.5:
            return self._dice.choice(favoured)
        return self._cast.parties.draw(self._dice)

    def clause(self, party: str | None, day: date) -> Clause:
        """Draw what is said."""
        act = ACTS.draw(self._dice)
        if party is None or self._dice.random() >= CODED:
            return Clause(text=self._filler.fill(self._dice.choice(words.CONTENTS)), act=act)
        return self._coded(party, day, act)

    def _coded(self, party: str, day: date, act: Act) -> Clause:
        concept = self._cast.concepts[party].draw(self._dice)
        bent = self._cast.bent(party, concept, day)
        contrary = self._dice.random() < CONTRARY
        stance = bent.stance if not contrary else _other(bent.stance)
        text = self._filler.fill(self._dice.choice(words.CONTENTS))
        if self._dice.random() < IN_OUR_WORDS:
            text = self._dice.choice(self._examples[concept, stance])
            text += self._filler.fill(self._dice.choice(words.DETAILS))
        condition = ""
        if self._dice.random() < (0.6 if bent.conditional else 0.03):
            condition = self._filler.fill(self._dice.choice(words.CONDITIONS))
            text += " " + condition
        codes = [(concept, stance)]
        if self._dice.random() < 0.12:
            second = self._cast.concepts[party].draw(self._dice)
            if second != concept:
                codes.append((second, self._cast.bent(party, second, day).stance))
        return Clause(text=text, condition=condition, codes=tuple(codes), act=act)

    def say(self, sheet: Sheet, voice: Voice, clause: Clause, day: date) -> Saying:
        """Write a sentence in which somebody says something."""
        form = self._dice.random()
        if form < 0.12:
            return self._according_to(sheet, voice, clause, day)
        if form < 0.3:
            return self._quoted_before(sheet, voice, clause, day)
        source = sheet.write(words.capital(voice.words))
        via = self._chain(sheet)
        sheet.write(" ")
        cue = sheet.write(self._cue(clause.act))
        content, quote = self._content(sheet, clause, form)
        return self._saying(voice, source, cue, content, quote, clause, via, day)

    def _content(
        self, sheet: Sheet, clause: Clause, form: float
    ) -> tuple[tuple[Place, ...], QuoteForm]:
        if form < 0.38:
            sheet.write(": “")
            content = sheet.write(words.capital(clause.text))
            sheet.write(".” ")
            return (content,), QuoteForm.DIRECT
        sheet.write(" that ")
        first, _, second = clause.text.partition(", ")
        if form < 0.58 and second:
            one = sheet.write(first)
            sheet.write(", “")
            other = sheet.write(second)
            sheet.write("”. ")
            return (one, other), QuoteForm.MIXED
        content = sheet.write(clause.text)
        sheet.write(". ")
        return (content,), QuoteForm.INDIRECT

    def _according_to(self, sheet: Sheet, voice: Voice, clause: Clause, day: date) -> Saying:
        cue = sheet.write("According to")
        sheet.write(" ")
        source = sheet.write(voice.words)
        via = self._chain(sheet)
        sheet.write(" " if via else ", ")
        content = sheet.write(clause.text)
        sheet.write(". ")
        return self._saying(voice, source, cue, (content,), QuoteForm.INDIRECT, clause, via, day)

    def _quoted_before(self, sheet: Sheet, voice: Voice, clause: Clause, day: date) -> Saying:
        sheet.write("“")
        content = sheet.write(words.capital(clause.text))
        sheet.write(",” ")
        source = sheet.write(voice.words)
        via = self._chain(sheet)
        sheet.write(" ")
        cue = sheet.write(self._cue(clause.act).removesuffix(", saying"))
        sheet.write(". ")
        return self._saying(voice, source, cue, (content,), QuoteForm.DIRECT, clause, via, day)

    def _cue(self, act: Act) -> str:
        return DECLINES if act is Act.DECLINE_COMMENT else self._dice.choice(CUES[act])

    def _chain(self, sheet: Sheet) -> tuple[tuple[str, LinkKind, Place], ...]:
        if self._dice.random() >= CHAINED:
            return ()
        kind = self._dice.random()
        if kind < 0.6:
            before, name, link = (
                ", quoted by ",
                self._cast.outlets.draw(self._dice),
                LinkKind.OUTLET,
            )
        elif kind < 0.95:
            passed_on = self._cast.speakers[self._cast.parties.draw(self._dice)]
            before, name, link = ", as told by ", passed_on.draw(self._dice).name, LinkKind.NAMED
        else:
            before, name, link = ", as told by ", self._dice.choice(words.UNNAMED), LinkKind.UNNAMED
        sheet.write(before)
        place = sheet.write(name)
        sheet.write(",")
        return ((name, link, place),)

    def _saying(
        self,
        voice: Voice,
        source: Place,
        cue: Place,
        content: tuple[Place, ...],
        quote: QuoteForm,
        clause: Clause,
        via: tuple[tuple[str, LinkKind, Place], ...],
        day: date,
    ) -> Saying:
        end = content[-1][1]
        earlier = self._dice.random() < SAID_EARLIER
        return Saying(
            voice=voice,
            source=source,
            cue=cue,
            content=content,
            condition=(end - len(clause.condition), end) if clause.condition else None,
            quote=quote,
            clause=clause,
            via=via,
            said_on=(day - timedelta(days=self._dice.randint(0, 20))).isoformat()
            if earlier
            else None,
            confidence=round(1 - 0.55 * self._dice.random() ** 2, 3),
        )


def _other(stance: Stance) -> Stance:
    return Stance.OPPOSE if stance is Stance.SUPPORT else Stance.SUPPORT
