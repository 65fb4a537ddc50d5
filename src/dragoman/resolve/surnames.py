"""Surnames: whom a last name alone means, in a document that has named people in full."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from dragoman.record import Actor
from dragoman.resolve import strangers
from dragoman.resolve.lexicon import CALENDAR, COMMON_SURNAMES, HONORIFICS
from dragoman.resolve.names import Token, fold, tokenize
from dragoman.resolve.namesakes import Namesakes


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place where a document names someone.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last.
        actor: Who is named.
        possessive: Followed by 's.
        adjective: A state named by its adjective only ("Russian").
        sure: Plainly a name of its kind, so that a pronoun may point at it.
    """

    start: int
    end: int
    actor: Actor
    possessive: bool = False
    adjective: bool = False
    sure: bool = True


@dataclass(slots=True)
class Surnames:
    """The people whom a document has named in full.

    Attributes:
        namesakes: Chooses between those who bear a name.
        introduced: Where they are named, by the key of their last word.
    """

    namesakes: Namesakes
    introduced: dict[str, list[Sighting]] = field(default_factory=lambda: defaultdict(list))

    def note(self, key: str, sighting: Sighting) -> None:
        """Remember that a person is named in full."""
        self.introduced[key].append(sighting)

    def by_surname(self, token: Token, *, trusted: bool = False) -> Actor | None:
        """Give whom a surname means: somebody introduced by full name, else the famous one.

        Args:
            token: The surname in the text.
            trusted: It is known to be a source, so that common words and first names count too.
        """
        word = fold(token.text)
        if word in CALENDAR and not trusted:
            return None
        full = self.introduced.get(token.key, [])
        if not full and trusted:
            full = self._with_first_name(token.key)
        if full:
            return self._most_named(full, token.start)
        if word in HONORIFICS or word in self.namesakes.knowledge.lone_role_words:
            return None  # "the Pope" is no Ms Pope, "Sheikh Ali" no Mr Sheikh
        given = word in self.namesakes.knowledge.given_names
        if word in COMMON_SURNAMES and (given or not trusted):
            return None
        if not trusted and len(token.text) < 4:
            return None
        entry = self.namesakes.famous(token.key)
        return entry.actor if entry and self.namesakes.spelt(entry, token.text) else None

    def only_surname(self, before: Token, surname: Token, text: str) -> bool:
        """Tell whether a capitalised word before a surname is no given name: "On Paris Macron".

        Args:
            before: The word, which nothing shows to be a given name.
            surname: The word after it.
            text: The document's.
        """
        alone = strangers.stands_alone(before, surname.text, text)
        if self.introduced.get(surname.key) and alone:
            return True
        known = surname.text.istitle() and self.namesakes.famous(surname.key) is not None
        return known and (alone or not strangers.runs_on(before, surname, text))

    def double(self, key: str, written: str) -> Actor | None:
        """Give the person named in full before whose surname this is: "Ruiz-Okafor", "El Wadi".

        None: it is nobody's.

        Args:
            key: Of its last word.
            written: As it stands in the text.
        """
        end = f" {written}".casefold()
        for sighting in self.introduced.get(key, ()):
            if sighting.actor.name.casefold().endswith(end):
                return sighting.actor
        return None

    def _most_named(self, full: list[Sighting], before: int) -> Actor:
        """Of several people with a name, give the one named in full most often before a place."""
        earlier = [sighting for sighting in full if sighting.start < before]
        counts = Counter(sighting.actor.id for sighting in earlier)
        ranked = sorted(earlier, key=lambda sighting: (counts[sighting.actor.id], -sighting.start))
        return ranked[-1].actor if ranked else full[0].actor

    def _with_first_name(self, key: str) -> list[Sighting]:
        return [
            sighting
            for sightings in self.introduced.values()
            for sighting in sightings
            if tokenize(sighting.actor.name)[0].key == key
        ]
