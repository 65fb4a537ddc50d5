"""Namesakes: whom a name means where several bear it, on the day of a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dragoman.record import Actor, ActorKind
from dragoman.resolve.entries import Entry
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.names import Token, fold, tokenize

TOP_ROLES = {
    *("president", "prime minister", "chancellor", "supreme leader", "foreign minister", "pope"),
    *("secretary of state", "secretary general", "high representative", "leader", "crown prince"),
}
OUTRANKING = (ActorKind.PERSON, ActorKind.ARMED_GROUP, ActorKind.STATE, ActorKind.ORGANISATION)
ALIKE = 0.75
"""Least likeness (matching letters, SequenceMatcher.ratio) of two spellings of a given name:
Emmanual and Emmanuel have .88, Michael and Mikhail .86, Maria and Marina .91, Ivan and Igor .50."""

SHORT = 4
"""Letters under which one letter more makes another name: Han is not Khan."""


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Chooses between those who bear a name.

    Attributes:
        knowledge: Who there is.
        day: When the document was published. None: not known.
    """

    knowledge: Knowledge
    day: str | None

    def choose(self, ids: Sequence[str]) -> Entry | None:
        """Pick the actor that a name means where several bear it. None: it cannot be told."""
        entries = [self.knowledge.entries[actor] for actor in ids]
        if len(entries) == 1:
            return entries[0]
        for kind in OUTRANKING:
            same = [entry for entry in entries if entry.actor.kind is kind]
            if same:
                return self.likeliest(same)
        return entries[0]

    def likeliest(self, entries: Sequence[Entry]) -> Entry | None:
        """Pick the namesake whose office or prominence stands out on the day. None: no one's."""
        if len(entries) == 1:
            return entries[0]
        ranked = sorted(entries, key=lambda entry: (-self.prominence(entry), entry.actor.id))
        stands_out = self.prominence(ranked[0]) > self.prominence(ranked[1])
        return ranked[0] if stands_out else None

    def prominence(self, entry: Entry) -> int:
        """Rank a person by what a bare surname would mean on the day; 0 is nobody."""
        offices = entry.actor.offices
        now = [office for office in offices if self.day is None or office.held_on(self.day)]
        if any(office.role in TOP_ROLES for office in now):
            return 4
        if now and not all(office.role.startswith("ambassador") for office in offices):
            return 3
        if any(office.role in TOP_ROLES for office in offices):
            return 2
        return 0 if entry.source.startswith("CIA") else 1

    def famous(self, key: str) -> Entry | None:
        """Give the one person whom a bare surname means. None: nobody in particular."""
        ids = self.knowledge.surnames.get(key, ())
        entries = [self.knowledge.entries[person] for person in ids]
        known = [entry for entry in entries if self.prominence(entry) > 0]
        return self.likeliest(known) if known else None

    def spelt(self, entry: Entry, written: str) -> bool:
        """Tell whether a single word is a person's surname in its letters, not only by sound."""
        names = (entry.actor.name, *entry.actor.names)
        lasts = {fold(tokenize(name)[-1].text) for name in names}
        word = fold(written)
        if len(word) < SHORT:
            return word in lasts
        return any(SequenceMatcher(None, last, word).ratio() > ALIKE for last in lasts)

    def misspelt(self, given: Token, surname: Token) -> Actor | None:
        """Give the well-known person whose given name is only spelt in another way here."""
        entry = self.famous(surname.key)
        if entry is None:
            return None
        known = tokenize(entry.actor.name)[0].key
        initial = len(given.text) == 1
        alike = initial or SequenceMatcher(None, known, given.key).ratio() >= ALIKE
        return entry.actor if alike and known[:1] == given.key[:1] else None
