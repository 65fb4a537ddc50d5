"""Keywords: a coder that goes by words, so that tests need no model."""

import re
from collections.abc import Mapping

from dragoman.record import Code
from tests.analysis.talks import NO, PORTS, YES

PILOTS = "pilots-free"
WORDS = {PORTS: r"\bports?\b|\bharbours?\b", PILOTS: r"\bpilots?\b"}


class Keywords:
    """A coder that goes by a word for each concept, and by "no" or "shut" for the stance."""

    def codes(self, words: str) -> tuple[Code, ...]:
        stance = NO if re.search(r"\b(?:no|not|shut)\b", words, re.IGNORECASE) else YES
        told = self.chances(words)
        return tuple(
            Code(concept=c, stance=stance, confidence=0.95) for c in WORDS if told[c] > 0.9
        )

    def chances(self, words: str) -> Mapping[str, float]:
        return {
            concept: 0.95 if re.search(pattern, words, re.IGNORECASE) else 0.01
            for concept, pattern in WORDS.items()
        }
