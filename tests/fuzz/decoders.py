"""Decoders: what becomes of a model's numbers, whatever they are, on whatever words.

An input is twelve bytes, from which the numbers are drawn, and a text.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from random import Random

import numpy as np

from dragoman.extract.coding import Coder
from dragoman.extract.embedder import Embedder
from dragoman.extract.trained.finding import reading
from dragoman.extract.trained.paths import Floats, best_paths
from dragoman.extract.trained.pieces import split
from dragoman.extract.trained.reader import SHIPPED, Model
from dragoman.extract.wording import Wording
from dragoman.record import Act, Attribution, QuoteForm, Span
from dragoman.settings.codebooks import shipped_codebook
from tests.fuzz.mutating import mutated

HEAD = 12
SCALES = (0.0, 1e-6, 0.3, 1.0, 4.0, 30.0, 1e4, 1e30)
"""How large the numbers are; of an encoder they are some tens at most."""

LONGEST = 2_500
"""Characters of a text: the numbers of a longer one take longer to draw than to decode."""


def numbered(samples: tuple[bytes, ...], dice: Random) -> bytes:
    """Make an input: numbers, and words that are almost those of an article."""
    return dice.randbytes(HEAD) + mutated(tuple(sample[HEAD:] for sample in samples), dice)


def parted(data: bytes) -> tuple[np.random.Generator, float, str]:
    """Take an input apart: what draws numbers, how large they are, and the text."""
    head = data[:HEAD].ljust(HEAD, b"\0")
    text = data[HEAD:].decode("utf-8", "ignore").replace("\0", " ")[:LONGEST]
    return np.random.default_rng(list(head[:-1])), SCALES[head[-1] % len(SCALES)], text


@cache
def _model() -> Model:
    return Model(SHIPPED)


def read_with_any_numbers(data: bytes) -> bool:
    """Decode a text whose words have any numbers; see that all that is found is in the text."""
    numbers, scale, text = parted(data)
    model = _model()
    pieces = split(text, model._tokenizer)
    if not len(pieces.heads):
        return False
    layout, scorer, chains, calibration = model._heads
    shape = len(pieces.heads), sum(layout.widths)
    drawn = (numbers.standard_normal(shape) * scale).astype(np.float32)
    with np.errstate(all="ignore"):
        found = reading(
            text,
            pieces,
            layout.view(drawn),
            scorer,
            chains,
            model.labels["labels"],
            replace(calibration, threshold=0.0),
            model.scheme,
        )
    spans = [span for one in found.statements for span in (one.source, one.cue, *one.content)]
    spans += [mention.span for mention in found.mentions]
    assert all(0 <= start < end <= len(text) for start, end in filter(None, spans))
    assert all(0 <= start <= end <= len(text) for start, end in found.boilerplate)
    assert all(0 <= one.confidence <= 1 for one in found.statements)
    assert all(Act(one.act) for one in found.statements)
    return True


def follow_any_scores(data: bytes) -> bool:
    """Find the best paths through any scores; see that they are allowed ones."""
    numbers, scale, text = parted(data)
    rows, length = int(numbers.integers(1, 12)), len(text) % 400
    scores = (numbers.standard_normal((rows, length, 5)) * scale).astype(np.float32)
    paths = best_paths(scores)
    assert paths.shape == (rows, length)
    for path in paths.tolist():
        begins = [tag for tag, before in zip(path, [0, *path], strict=False) if tag != before]
        assert path.count(3) <= 3 or length == 0, "three runs of content at most"
        assert begins.count(1) <= 1, "one source at most"
        assert all(
            tag != 2 or before in (2, 3) for tag, before in zip(path, [0, *path], strict=False)
        )
    return True


@dataclass(frozen=True)
class AnyVectors(Embedder):
    """An encoder whose vectors are any."""

    scale: float = 1.0

    def embed(self, words: Wording) -> Floats:
        """Draw a vector for a text, the same one each time."""
        width = self.heads["learned"].shape[1] - 1
        told = blake2b("\0".join(words).encode("utf-8"), digest_size=16).digest()
        numbers = np.random.default_rng(int.from_bytes(told))
        drawn: Floats = (numbers.standard_normal(width) * self.scale).astype(np.float32)
        return drawn


@cache
def _coder(scale: float) -> Coder:
    return Coder(shipped_codebook("russia-ukraine"), AnyVectors(scale=scale))


@cache
def _own_coder() -> Coder:
    return Coder(shipped_codebook("russia-ukraine"))


def code_by(coder: Callable[[float], Coder]) -> Callable[[bytes], bool]:
    """Give what codes a text as said by somebody; sees that chances are chances."""

    def feed(data: bytes) -> bool:
        _, scale, text = parted(data)
        cue, _, content = text.partition("\n")
        if not (cue.strip() and content.strip()):
            return False
        said = Attribution(
            source=None,
            cue=Span.of(text, 0, len(cue)),
            content=(Span.of(text, len(cue) + 1, len(text)),),
            quote=QuoteForm.INDIRECT,
            act=Act.ASSERT,
            confidence=1.0,
        )
        with np.errstate(all="ignore"):
            codes = coder(min(max(scale, 1e-3), 1e4)).codes(said)
        assert all(0 <= code.confidence <= 1 for code in codes)
        assert len({code.concept for code in codes}) == len(codes)
        for code in codes:
            assert code.condition is None or code.condition.holds_in(text)
        return True

    return feed


code_with_any_vectors = code_by(_coder)
code_any_words = code_by(lambda _: _own_coder())
