"""Acts: what a statement does, read from its cue and its content together.

A multinomial logistic regression over three kinds of evidence: signals (patterns of `acts.yaml`:
what a cue names, what a content says, how a source reads), who is to do what (the subject and the
modal verb of each sentence of the content), and words and pairs of words. Its weights stand in
`acts.npz`, fitted by training/acts.py; a feature is known there by a hash of its name (hashing.py).

English only. Other languages are read by their lexicons: see cues.py.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate, islice, pairwise

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.hashing import places_of
from dragoman.extract.said import Said
from dragoman.extract.signals import signals
from dragoman.record import Act

ACTS = tuple(Act)
"""The order of classes in `acts.npz` and of a prior's probabilities."""

BEGINNING = 60
"""Characters that a content begins with."""
COMPLETING = 6
"""Words at the beginning of a content that can complete a refusal's cue."""
READ = 600
"""Characters of a content that are read: nobody needs more to say what is done."""
SENTENCES = 7
"""Sentences of a content whose subjects are looked at."""
AROUND = 160
"""Characters of the rest of the sentence that are looked at, from its beginning and its end."""
REMEMBERED = 2048
"""Cues, contents and sources whose features are kept in memory: many of them come again."""
DECISIVE_BONUS = 12.0
"""Added where a content, or a cue that refuses to comment, leaves no doubt; set by hand, far above
usual scores. Such cues were right in 228 of 230 labelled statements, such contents in 18 of 19.
Acts that other cues name need no bonus: of 0 to 5 all are alike on held-out articles."""
EVIDENCE_WEIGHT = 0.35
"""How much our own evidence counts beside the coder's chance: the two are not independent."""
PRIOR_WEIGHT = 0.4
"""How much the logarithm of the coder's chance counts. Both weights were chosen in November 2026 on
2,514 statements of held-out articles, so that the probability told is as often right (calibration
error .05, before .21); accuracy hardly depends on them."""
ASSERT_COST = 0.5
"""Taken off where nothing but an assertion is seen: coder and evidence together told it of .51 of
those statements, annotators of .43; with it .47. Costs no accuracy; more accusations, predictions,
requests and acceptances are found."""

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[?!%$]")
SENTENCE_END = re.compile(r"(?<=[.!?;])[\"”»]*\s+")
ENDINGS = (
    *(("ies", "y"), ("ied", "y"), ("ying", "y"), ("ing", ""), ("ed", "")),
    *(("es", ""), ("s", ""), ("ly", "")),
)

MARKS = str.maketrans({"’": "'", "‘": "'"} | dict.fromkeys('"“”„«»'))


def act_with_confidence(said: Said, prior: Sequence[float] | None = None) -> tuple[Act, float]:
    """Read the act of an English statement.

    Args:
        said: Cue, content and what is known beside them.
        prior: The coder's probabilities, one per act in the order of `ACTS`; blended log-linearly
            (Heskes 1998). None: ours alone.

    Returns:
        The act, and its probability.
    """
    chances = probabilities(said, prior)
    best = int(chances.argmax())
    return ACTS[best], float(chances[best])


def probabilities(said: Said, prior: Sequence[float] | None = None) -> NDArray[np.float64]:
    """Give the probability of every act, (13,) in the order of `ACTS`."""
    scores = scores_of(said, weights())
    if prior is not None:
        told = np.log(np.maximum(np.asarray(prior, np.float64), 1e-4))
        scores = EVIDENCE_WEIGHT * scores + PRIOR_WEIGHT * told
        scores[ACTS.index(Act.ASSERT)] -= ASSERT_COST
    scores = _on_condition(said, scores)
    raised = np.exp(scores - scores.max())
    chances: NDArray[np.float64] = raised / raised.sum()
    return chances


def _on_condition(said: Said, scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Count a refusal as a demand where it holds until something is done.

    Annotators of news saw 18 demands and one refusal where a plain cue is followed by such words.
    """
    refuses, demands = ACTS.index(Act.REJECT), ACTS.index(Act.DEMAND)
    if scores[refuses] <= scores[demands] or named_by(_completed(said)) is not None:
        return scores
    if not signals().conditional.found(_folded(" ".join(said.content))[:AROUND]):
        return scores
    turned = scores.copy()
    turned[[refuses, demands]] = scores[[demands, refuses]]
    return turned


def scores_of(said: Said, fitted: "Weights") -> NDArray[np.float64]:
    """Score every act by its evidence, (13,): log odds but for a constant."""
    scores = fitted.scores(features(said))
    named, beginning = named_by(_completed(said)), _folded(" ".join(said.content)[:BEGINNING])
    if named is Act.DECLINE_COMMENT:
        scores[ACTS.index(named)] += DECISIVE_BONUS
    elif named is None:
        for name in signals().decisive.found(beginning):
            scores[ACTS.index(Act(name))] += DECISIVE_BONUS
    return scores


@lru_cache(REMEMBERED)
def named_by(cue: str) -> Act | None:
    """Give the act that a cue names by itself; None where it names none, or negates it."""
    folded = _folded(cue)
    act = next((Act(name) for name in signals().cues.found(folded)), None)
    refusal = act in (Act.DECLINE_COMMENT, Act.REJECT)
    return None if signals().clauses["negation"].search(folded) and not refusal else act


def cue_kind(cue: str) -> str:
    """Give the first thing that a cue names: an act, a kind of cue, or "none"."""
    return _of_cue(_folded(cue))[1]


def says(content: str) -> list[str]:
    """Name the signals of `acts.yaml` that a content has."""
    return list(_in_content(_folded(content)[:READ]))


def stems_of(text: str) -> list[str]:
    """Give the words of a text without their endings, in order."""
    return list(_stems(_folded(text)))


@dataclass(frozen=True)
class Weights:
    """The fitted regression.

    Attributes:
        keys: CRC-32 of each feature's name, ascending, (features,).
        values: Weights as 8-bit steps, (features, 13).
        steps: What one step of an act's column is worth, (13,).
        bias: Intercepts, (13,).
    """

    keys: NDArray[np.uint32]
    values: NDArray[np.int8]
    steps: NDArray[np.float32]
    bias: NDArray[np.float32]

    def scores(self, names: set[str]) -> NDArray[np.float64]:
        """Sum the weights of the features that are known, (13,)."""
        summed = self.values[places_of(names, self.keys)].sum(axis=0, dtype=np.int32)
        scores: NDArray[np.float64] = summed * self.steps.astype(np.float64) + self.bias
        return scores


@cache
def weights() -> Weights:
    """Load the weights; only once, and only when an act is asked for."""
    with files("dragoman.extract").joinpath("acts.npz").open("rb") as file, np.load(file) as data:
        return Weights(data["keys"], data["values"], data["steps"], data["bias"])


def features(said: Said) -> set[str]:
    """Name everything that speaks for or against an act.

    Joint features ("plain cue and a threat") let a content weigh more where the cue is weak.
    """
    cue = _folded(said.cue)
    content = _shortened([_folded(part) for part in said.content])
    strength, first, found = _of_cue(_completed(said))
    names = {*found, *_of_content(" … ".join(content), strength, first)}
    names |= _of_sentences(content, said.source, strength)
    names |= _of_source(said.source, first)
    names.add(f"quote {said.quote} {strength}")
    names |= {f"around {name}" for name in signals().cues.found(_rest(said, cue, content))}
    return names


def _completed(said: Said) -> str:
    """Give the cue, folded; with the beginning of the content where that says what it refuses."""
    cue = _folded(said.cue)
    if not _is_completed(cue):
        return cue
    beginning = _folded(" ".join(said.content)[:BEGINNING]).split()[:COMPLETING]
    return " ".join((cue, *beginning))


@lru_cache(REMEMBERED)
def _is_completed(cue: str) -> bool:
    return bool(signals().completed.found(cue))


@lru_cache(REMEMBERED)
def _of_cue(cue: str) -> tuple[str, str, frozenset[str]]:
    """Give whether the cue names an act, the first thing that it names, and its features."""
    stems = _stems(cue)
    acts, kinds = signals().cues.found(cue), signals().kinds.found(cue)
    first = next(iter((*acts, *kinds)), "none")
    names = {f"cue {' '.join(stems)}", f"first {first}"}
    names |= {f"in cue {name}" for name in (*acts, *kinds)}
    names |= {f"cue word {stem}" for stem in stems}
    names |= {f"cue pair {pair}" for pair in _pairs(stems)}
    return ("strong" if acts else "weak"), first, frozenset(names)


@lru_cache(REMEMBERED)
def _of_content(text: str, strength: str, first: str) -> frozenset[str]:
    stems = _stems(text)
    found = _in_content(text)
    names = {f"begins {' '.join(stems[:count])}" for count in (1, 2, 3)}
    names |= {f"word {stem}" for stem in stems} | {f"pair {pair}" for pair in _pairs(stems)}
    for name in found:
        names |= {f"says {name}", f"says {name} {strength}", f"says {name} after {first}"}
    names |= {f"begins {name}" for name, end in found.items() if end <= BEGINNING}
    negations = len(signals().clauses["negation"].findall(text))
    return frozenset(
        names | {f"length {min(7, len(stems) // 6)}", f"negations {min(2, negations)}"}
    )


def _shortened(content: Sequence[str]) -> tuple[str, ...]:
    """Give the parts of a content as far as they are looked at."""
    lengths = accumulate((len(part) for part in content), initial=0)
    parts = (part[: max(0, READ - before)] for part, before in zip(content, lengths, strict=False))
    return tuple(part for part in parts if part)


@lru_cache(REMEMBERED)
def _of_sentences(content: tuple[str, ...], source: str | None, strength: str) -> frozenset[str]:
    """Who is to do what: subject, modal verb and what follows it, sentence by sentence."""
    names: set[str] = set()
    for number, sentence in enumerate(_sentences(content)):
        modal = signals().clauses["modal"].search(sentence)
        verb = _modal(modal[0]) if modal else "none"
        subject = _subject(_words(sentence[: modal.start()] if modal else sentence), source)
        negated = "not" if signals().clauses["negation"].search(sentence) else ""
        found = {f"subject {subject}", f"modal {verb}", f"clause {subject} {verb}"}
        found |= {f"clause {subject} {verb} {negated}.", f"clause {subject} {verb} {strength}"}
        following = _words(sentence[modal.end() :])[:1] if modal else []
        found |= {f"modal {verb} {_stem(word)}" for word in following}
        names |= found
        if number == 0:
            names |= {f"first {name}" for name in found}
    return frozenset(names)


@lru_cache(REMEMBERED)
def _of_source(source: str | None, first: str) -> frozenset[str]:
    named = "named" if source else "absent"
    kinds = signals().sources.found(_folded(source or "")) or [named]
    pairs = ((kind, f"{kind} {first}") for kind in kinds)
    return frozenset(f"source {name}" for pair in pairs for name in pair)


def _rest(said: Said, cue: str, content: Sequence[str]) -> str:
    """Give what stands around cue and content in their sentence, its beginning and its end."""
    rest = _folded(said.around)
    for part in (*content, cue):
        rest = rest.replace(part, " … ", 1) if part else rest
    return rest if len(rest) <= 2 * AROUND else f"{rest[:AROUND]} … {rest[-AROUND:]}"


def _subject(words: Sequence[str], source: str | None) -> str:
    """Tell who acts, by the words before the modal verb.

    "own" is a subject that shares its beginning with the source: "Italy" said by the "Italian"
    minister.
    """
    head = [word for word in words[:6] if word not in signals().words["connective"]]
    if not head:
        return "none"
    if head[0] in signals().subjects:
        return signals().subjects[head[0]]
    titles = signals().words["title"]
    owners = {word[:4] for word in _words(_folded(source or "")) if word not in titles}
    own = any(len(word) > 3 and word[:4] in owners for word in head[:4])
    return "own" if own else "other"


def _modal(words: str) -> str:
    for spelling, plain in signals().data["modals"].items():
        words = words.replace(spelling, str(plain))
    return words


def _sentences(content: Sequence[str]) -> list[str]:
    pieces = (piece for part in content for piece in SENTENCE_END.split(part) if piece)
    return list(islice(pieces, SENTENCES))


@lru_cache(REMEMBERED)
def _folded(text: str) -> str:
    """Fold case, apostrophes and white space; quotation marks go, so that phrases run across."""
    return " ".join(text.casefold().translate(MARKS).split())


def _words(folded: str) -> list[str]:
    return WORD.findall(folded)


def _pairs(stems: Sequence[str]) -> set[str]:
    return {" ".join(pair) for pair in pairwise(stems)}


@lru_cache(REMEMBERED)
def _stems(folded: str) -> tuple[str, ...]:
    return tuple(map(_stem, _words(folded)))


@lru_cache(16 * REMEMBERED)
def _stem(word: str) -> str:
    """Take off an ending; crude, but the same for all forms that matter here."""
    if word in signals().irregular:
        return signals().irregular[word]
    word = word.removesuffix("'s")
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending) + instead
            doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl"
            word = word[:-1] if doubled and ending in ("ing", "ed") else word
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


@lru_cache(REMEMBERED)
def _in_content(text: str) -> Mapping[str, int]:
    """Name the signals that a content has, with where their first matches end."""
    return signals().contents.ends(text)
