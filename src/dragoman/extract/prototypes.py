"""Prototypes: the words that define the concepts of a codebook, as vectors."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dragoman.extract.embedder import Embedder
from dragoman.extract.lessons import Doubles
from dragoman.extract.trained.paths import Floats
from dragoman.extract.trained.pieces import Ints
from dragoman.extract.wording import concept_key, wording
from dragoman.record import Codebook, Stance


@dataclass(frozen=True)
class Prototypes:
    """What defines the concepts of a codebook.

    Attributes:
        vectors: Unit vectors of the defining words, (words, width).
        owners: Whose words they are: places in `pairs`, (words,).
        pairs: Concepts with their stances.
        keys: How training knows the concept of each pair.
        learned: What training learned of each pair, (pairs, width + 1); zeros where nothing.
        far: How near a text is to a pair at least, (pairs,): where lessons alone tell of a stance,
            as near as to any other text.
    """

    vectors: Floats
    owners: Ints
    pairs: list[tuple[str, Stance]]
    keys: tuple[int, ...]
    learned: Floats
    far: Doubles

    def logits(self, vector: Floats, scale: float, shift: float) -> Doubles:
        """Give the evidence for each pair, (pairs,)."""
        near = self.far.copy()
        owned, begins = self._runs
        if len(owned):
            nearest = np.maximum.reduceat(self.vectors @ unit(vector), begins)
            near[owned] = np.maximum(near[owned], nearest)
        added: Floats = self.learned[:, :-1] @ vector + self.learned[:, -1]
        evidence: Doubles = scale * near + shift + added
        return evidence

    @cached_property
    def _runs(self) -> tuple[Ints, Ints]:
        """Give the pairs that words define, and where the words of each begin."""
        return np.unique(self.owners, return_index=True)


def prototypes_of(codebook: Codebook, embedder: Embedder) -> Prototypes:
    """Embed what defines the concepts of a codebook."""
    vectors: list[Floats] = []
    owners: list[int] = []
    pairs: list[tuple[str, Stance]] = []
    keys: list[int] = []
    learned: list[Floats] = []
    far: list[float] = []
    width = embedder.heads["learned"].shape[1]
    nothing = np.zeros(width, np.float32)
    for concept in codebook.concepts:
        given = {
            Stance.SUPPORT: (concept.text, *concept.support),
            Stance.OPPOSE: concept.oppose,
        }
        for stance, texts in given.items():
            if texts or any(lesson.stance is stance for lesson in concept.lessons):
                vectors += [unit(embedder.embed(wording("", "", t))) for t in texts]
                owners += [len(pairs)] * len(texts)
                pairs.append((concept.id, stance))
                key = concept_key(concept.id, concept.text, stance)
                learned.append(embedder.learned.get(key, nothing))
                keys.append(concept_key(concept.id, concept.text, Stance.SUPPORT))
                far.append(-1.0 if texts else 0.0)
    return Prototypes(
        np.array(vectors),
        np.array(owners, np.int64),
        pairs,
        tuple(keys),
        np.array(learned),
        np.array(far),
    )


def unit(vector: Floats) -> Floats:
    """Give a vector of length one."""
    scaled: Floats = vector / np.linalg.norm(vector)
    return scaled
