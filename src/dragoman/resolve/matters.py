"""Matters: which negotiation a statement is about, where an article tells of several.

The concepts of a codebook mean its own conflict: "sanctions" in one between Russia and Ukraine are
not those that Spain wants against Israel. The words are the same, so a coder that reads a statement
alone cannot tell; who is named around it does.
"""

from functools import cached_property

from dragoman.record import Attribution, Codebook
from dragoman.resolve.meetings.sentences import Cast
from dragoman.resolve.scene import Scene

AROUND = 600
"""Characters on either side in which a side of the negotiation is named: a paragraph or two."""


class Matter:
    """The negotiation that the statements of a document are coded for."""

    def __init__(self, codebook: Codebook | None, scene: Scene) -> None:
        """Take the negotiation; a codebook without parties, or none, is for any."""
        parties = codebook.parties if codebook else ()
        entries = (scene.knowledge.by_name.get(party) for party in parties)
        lands = (entry.country for entry in entries if entry and entry.country)
        self.sides = frozenset((*parties, *lands))
        self.known = self.sides.union(codebook.third_parties if codebook else ())
        self.scene = scene

    @cached_property
    def _cast(self) -> Cast:
        return Cast(self.scene)

    def has(self, attribution: Attribution, party: str | None) -> bool:
        """Tell whether a statement may be about it.

        It is not where it and what stands around it name no side, but somebody who has no part in
        the negotiation and is not the speaker's own party.

        Args:
            attribution: The statement.
            party: For whom its speaker speaks.
        """
        if not self.sides or party in self.sides:
            return True
        first, last = attribution.content[0].start - AROUND, attribution.content[-1].end + AROUND
        discourse = self.scene.discourse
        named = {self._cast.party(sighting.actor) for sighting in discourse.within(first, last)}
        named |= set(discourse.countries_within(first, last))
        return bool(named & self.sides) or named <= self.known | {party, None}
