"""Halves: a codebook's coder as packages need it, for words that are no whole statement."""

from collections.abc import Mapping

from dragoman.pipeline.reading import coder_for
from dragoman.record import Code, Codebook

MOST = 20_000
"""Halves of statements whose codes are kept; a dossier of ten thousand articles has about six
thousand."""

SLIGHT = 0.3
"""The chance that some concept must have for words to be coded at all: below it none comes near
what the coder asks, and most conditions are about other matters."""


class HalvesCoder:
    """Codes words with a codebook; what was asked before is at hand.

    It has not learned what people decided about whole statements, which are no halves.
    """

    def __init__(self, codebook: Codebook | None) -> None:
        """Take a codebook; without one nothing bears on anything."""
        self._coder = coder_for(codebook)
        self._known: dict[str, tuple[tuple[Code, ...], Mapping[str, float]]] = {}

    def codes(self, words: str) -> tuple[Code, ...]:
        """Give the codes of some words, the likeliest concept first."""
        return self._read(words)[0]

    def chances(self, words: str) -> Mapping[str, float]:
        """Give for every concept the chance that the words bear on it, however slight."""
        return self._read(words)[1]

    def _read(self, words: str) -> tuple[tuple[Code, ...], Mapping[str, float]]:
        known = self._known.get(words)
        if known is None:
            from dragoman.extract.wording import wording

            told = self._coder.chances(wording("", "", words), 0.0)
            chances = {concept: chance for chance, concept, _ in told}
            worth = max(chances.values(), default=0.0) >= SLIGHT
            known = self._coder.code_term(words) if worth else (), chances
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[words] = known
        return known
