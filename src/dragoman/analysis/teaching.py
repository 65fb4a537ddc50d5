"""Teaching: what people decided about codes becomes lessons for the concepts of a codebook.

A lesson is made from decisions alone, from the words of the statement and from what stood when it
was judged, never from what the coder says now. So the next run, which the lessons change, makes the
same lessons again, and the run after it finds nothing to do.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.record import Codebook, Field, Lesson, Stance, Statement
from dragoman.record.corrections import read_codes, read_snapshot
from dragoman.resolve import Judged, Mark
from dragoman.resolve.claim_words import stems_of

MOST = 64
"""Lessons of one concept that the coder is given: it reads them at each start, in 2 ms each."""

Decided = tuple[int, str]


@dataclass(frozen=True, slots=True)
class _Taught:
    """A lesson with the concept that it is about.

    Attributes:
        decided: When it was decided, and by which judgement: what lessons are ordered by.
        concept: The concept.
        lesson: The lesson.
    """

    decided: Decided
    concept: str
    lesson: Lesson

    @property
    def words(self) -> tuple[str, ...]:
        """What it is told apart by: the same words twice are one lesson."""
        parts = (self.lesson.source, self.lesson.cue, self.lesson.content)
        return (self.concept, *(" ".join(part.split()).casefold() for part in parts))


def taught(codebook: Codebook, documents: Iterable[Judged]) -> Codebook:
    """Give a codebook whose concepts have the lessons of people's decisions.

    A code that was accepted or set teaches its stance; a concept that stood when the statement was
    judged and stands no more teaches that such words do not bear on it. Of decisions about the same
    words the last counts. Of more than MOST lessons on one concept the most different are taken,
    one after the other, beginning with the oldest: what news repeat in the same words teaches once.

    Args:
        codebook: The codebook.
        documents: The judged documents, in any order.
    """
    latest: dict[tuple[str, ...], _Taught] = {}
    for one in sorted(_lessons(documents), key=lambda one: (one.decided, one.words)):
        latest[one.words] = one
    by_concept: dict[str, list[_Taught]] = defaultdict(list)
    for one in sorted(latest.values(), key=lambda one: (one.decided, one.words)):
        by_concept[one.concept].append(one)
    concepts = (
        replace(concept, lessons=tuple(_most_different(by_concept[concept.id])))
        for concept in codebook.concepts
    )
    return replace(codebook, concepts=tuple(concepts))


def _lessons(documents: Iterable[Judged]) -> Iterator[_Taught]:
    for judged in documents:
        for statement in judged.statements:
            yield from _of_statement(statement, judged.marks.get(statement.id, ()))


def _of_statement(statement: Statement, marks: Sequence[Mark]) -> Iterator[_Taught]:
    """Give the lessons of one statement, if somebody decided about its codes."""
    told = [mark for mark in marks if Field.CODES in mark.values]
    if not told:
        return
    last = max(told, key=lambda mark: mark.judgement.order)
    stances = {code.concept: code.stance for code in read_codes(last.values[Field.CODES])}
    stood = {concept for mark in marks for concept in _stood(mark)}
    for concept in sorted(stances.keys() | stood):
        lesson = _lesson(statement, stances.get(concept))
        yield _Taught(last.judgement.order, concept, lesson)


def _stood(mark: Mark) -> Iterator[str]:
    """Give the concepts that a statement had when it was judged."""
    if mark.judgement.stood is not None:
        values = read_snapshot(mark.judgement.stood)
        yield from (code.concept for code in read_codes(values[Field.CODES]))


def _lesson(statement: Statement, stance: Stance | None) -> Lesson:
    return Lesson(
        source=statement.source.text if statement.source else "",
        cue=statement.cue.text if statement.cue else "",
        content=" ".join(span.text for span in statement.content),
        stance=stance,
    )


def _most_different(lessons: Sequence[_Taught]) -> list[Lesson]:
    """Choose at most MOST lessons, each the least like those before it; the oldest of equals."""
    if len(lessons) <= MOST:
        return [one.lesson for one in lessons]
    stems = [stems_of(one.lesson.content) for one in lessons]
    nearest = [_likeness(stems[0], own) for own in stems]
    chosen, left = [0], list(range(1, len(lessons)))
    while len(chosen) < MOST:
        place = min(left, key=lambda place: (nearest[place], place))
        left.remove(place)
        chosen.append(place)
        for other in left:
            nearest[other] = max(nearest[other], _likeness(stems[place], stems[other]))
    return [lessons[place].lesson for place in sorted(chosen)]


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))
