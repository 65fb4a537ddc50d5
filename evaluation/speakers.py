"""How well speakers are resolved, by the kind of words that name them, on annotated spans.

usage: python -m evaluation.speakers

No reader has a part in it: what annotators marked is resolved. The sets are the example, gold/dev,
the passages of names that no knowledge holds, and annotated articles that were given to train on.
"""

import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.ingest import ingest
from dragoman.pipeline import add
from dragoman.record import ActorKind, Attribution, Document, QuoteForm, Reading, Span, Statement
from dragoman.resolve import Knowledge, load_knowledge, resolve
from dragoman.store import Store
from evaluation.matching import Json
from evaluation.names import fold, same_speaker
from evaluation.sets import SHARED, AnnotatedSet, annotated_sets, trained_on

PRONOUN = re.compile(
    r"(?:I|we|he|she|it|they|who|which|that|you|(?:in )?(?:his|her|its|their|our|my)\b.*)\W*",
    re.IGNORECASE,
)
KINDS = ("name", "role", "pronoun", "metonym", "body", "outlet", "unnamed", "other", "none")
"""Pronouns, their possessives and no source at all by the words; the rest by who it is: a person
whose words have a word of the name, or none; a state; a body; an outlet; somebody unnamed; of all
others the knowledge does not tell what they are."""

UNNAMED = re.compile(r"\b(?:unnamed|anonymous|sources?|officials?|diplomats?|residents?)\b")


@dataclass
class Tally:
    """How many statements there are, and of how many who speaks and for whom is right."""

    all: int = 0
    speaker: int = 0
    party: int = 0
    wanted: int = 0
    found: int = 0
    extra: int = 0

    def add(self, gold: Json, statement: Statement) -> None:
        """Count one statement."""
        said, links = statement.speaker, [link.name for link in statement.via]
        self.all += 1
        self.speaker += same_speaker(said.name if said else None, gold["who"] or "")
        self.party += fold(statement.party) == fold(gold["party"])
        wanted = gold.get("via") or []
        self.wanted += bool(wanted)
        self.found += bool(wanted) and all(any(same_speaker(x, y) for x in links) for y in wanted)
        self.extra += bool(links) and not wanted


@dataclass
class Report:
    """The tallies of one set of articles, by kind."""

    name: str
    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))


def measured(name: str, articles: Iterable[tuple[Json, Document]], knowledge: Knowledge) -> Report:
    """Resolve what annotators marked, and count by kind and in all."""
    report = Report(name)
    for gold, document in articles:
        marked = [one for one in gold["statements"] if one["content"]]
        reading = Reading(
            document=document.id,
            reader="gold/1",
            attributions=tuple(_attribution(document.text, one) for one in marked),
        )
        statements = resolve(document, reading, knowledge, "run").statements
        for one, statement in zip(marked, statements, strict=True):
            for kind in (kind_of(one, document.text, knowledge), "all"):
                report.kinds[kind].add(one, statement)
    return report


def _attribution(text: str, gold: Json) -> Attribution:
    source, cue = gold["source"], gold.get("cue_span")
    return Attribution(
        source=Span.of(text, *source) if source else None,
        cue=Span.of(text, *cue) if cue else None,
        content=tuple(Span.of(text, *part) for part in sorted(gold["content"])),
        quote=QuoteForm(gold["kind"]),
    )


def kind_of(gold: Json, text: str, knowledge: Knowledge) -> str:
    """Tell by what kind of words a statement's speaker is named: one of KINDS."""
    if not gold["source"]:
        return "none"
    words = text[slice(*gold["source"])].strip()
    if PRONOUN.fullmatch(words):
        return "pronoun"
    who = gold["who"] or ""
    entry = knowledge.by_name.get(who)
    kind = entry.actor.kind if entry else None
    named = {word.casefold() for word in re.findall(r"\w{3,}", who) if word[:1].isupper()}
    if kind is ActorKind.OUTLET:
        return "outlet"
    if UNNAMED.search(who.casefold()):
        return "unnamed"
    if kind is ActorKind.STATE:
        return "metonym"
    if kind in (ActorKind.ORGANISATION, ActorKind.ARMED_GROUP):
        return "body"
    if named & {word.casefold() for word in re.findall(r"\w+", words)}:
        return "name"
    return "role" if kind is ActorKind.PERSON else "other"


def reports() -> Iterator[Report]:
    """Measure every set that is at hand."""
    knowledge = load_knowledge()
    sets = [annotated for annotated in annotated_sets() if annotated.gold]
    for annotated in [*sets, trained_on()] if SHARED.is_dir() else sets:
        yield measured(annotated.name, _articles(annotated), knowledge)


def _articles(annotated: AnnotatedSet) -> Iterator[tuple[Json, Document]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Store.open(folder / "record.db") as store:
            add(ingest(annotated.inputs(folder)), store, lambda _: None)
            documents = list(store.view().documents())
        for gold in annotated.gold:
            yield from (
                (gold, document) for document in documents if document.name.endswith(gold["doc"])
            )


def table(report: Report) -> str:
    """Write a set's tallies as a table in Markdown."""
    lines = [f"| {report.name} | n | speaker | party |", "| --- | --: | --: | --: |"]
    for kind in (*KINDS, "all"):
        tally = report.kinds.get(kind)
        if tally and tally.all:
            share = f"{tally.speaker / tally.all:.2f} | {tally.party / tally.all:.2f}"
            lines.append(f"| {kind} | {tally.all} | {share} |")
    every = report.kinds["all"]
    if every.wanted:
        lines.append(f"| via | {every.wanted} | {every.found / every.wanted:.2f} | |")
    lines.append(f"| via where there is none | {every.all - every.wanted} | {every.extra} | |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write("\n\n".join(map(table, reports())) + "\n")
