"""Statements against gold: the definitions of the shared scorer, document by document."""

from collections import Counter
from collections.abc import Sequence

from evaluation.matching import Json, characters, f1, one_to_one, overlap
from evaluation.names import fold, same_speaker

ENOUGH = 0.5
"""Overlap of contents from which a found statement can be a gold one."""


def score_statements(record: Json, gold: Sequence[Json]) -> dict[str, float]:
    """Score an exported record against gold documents.

    Optional gold statements count neither as missing nor, when found, as mistakes.
    """
    counts: Counter[str] = Counter()
    for wanted in gold:
        documents = documents_of(record, wanted["doc"])
        ids = {document["id"] for document in documents}
        found = [s for s in record["statements"] if s["document"] in ids]
        _count_document(counts, found, wanted)
        _count_date(counts, documents, wanted)
    return _measures(counts)


def documents_of(record: Json, name: str) -> list[Json]:
    """Find the record's documents of a gold document's name."""
    return [d for d in record["documents"] if str(d.get("name") or "").endswith(name)]


def _count_document(counts: Counter[str], found: list[Json], wanted: Json) -> None:
    gold = wanted["statements"]
    matched = _match(found, gold)
    optional = {i for i, s in enumerate(gold) if s.get("optional") or s.get("headline")}
    missed = set(range(len(gold))) - set(matched)
    counts["hits"] += len(set(matched) - optional)
    counts["missed"] += len(missed - optional)
    counts["wrong"] += len(found) - len(matched)
    coded = wanted.get("codes_scored", True)
    for i, j in matched.items():
        _count_pair(counts, found[j], gold[i], i in optional, coded)
    for i in missed - optional:
        counts["codes_missed"] += len(_gold_codes(gold[i])) if coded else 0
    nested = {i for i, s in enumerate(gold) if s.get("via") and i not in optional}
    counts["nested"] += len(nested)
    counts["nested_hits"] += len(nested & set(matched))
    noise = characters(wanted.get("boilerplate", []))
    contents = [characters(s["content"]) for s in found]
    counts["boilerplate"] += sum(len(c & noise) > ENOUGH * len(c) for c in contents)


def _match(found: list[Json], gold: list[Json]) -> dict[int, int]:
    wanted = [characters(s["content"]) for s in gold]
    contents = [characters(s["content"]) for s in found]
    candidates = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            shared = overlap(wanted[i], contents[j])
            if shared >= ENOUGH:
                bonus = 0.5 * _speaker(f, g) + 0.5 * _sources_meet(f, g)
                candidates.append((shared + bonus, i, j))
    return one_to_one(candidates)


def _speaker(found: Json, gold: Json) -> bool:
    return same_speaker((found.get("speaker") or {}).get("name"), gold["who"])


def _sources_meet(found: Json, gold: Json) -> bool:
    return bool(characters([found.get("source")]) & characters([gold["source"]]))


def _count_pair(counts: Counter[str], found: Json, gold: Json, optional: bool, coded: bool) -> None:
    speaker = _speaker(found, gold)
    counts["matched"] += 1
    counts["attributed"] += speaker and not optional
    counts["speaker"] += speaker
    neither = gold["source"] is None and not found.get("source")
    counts["source"] += _sources_meet(found, gold) or neither
    counts["party"] += fold(found.get("party")) == fold(gold.get("party"))
    counts["act"] += found.get("act") == gold["act"]
    counts["quote"] += found.get("quote") == gold["kind"]
    if coded:
        a, b = _found_codes(found), _gold_codes(gold)
        counts["codes_hit"] += len(a & b)
        counts["codes_wrong"] += len(a - b)
        counts["codes_missed"] += len(b - a)
    chain = [link["name"] for link in found.get("via", [])]
    wanted = gold.get("via") or []
    if wanted:
        counts["chains"] += 1
        counts["chains_hit"] += all(any(same_speaker(x, y) for x in chain) for y in wanted)
    elif chain:
        counts["chains_extra"] += 1


def _found_codes(statement: Json) -> set[tuple[str, bool]]:
    codes = statement.get("codes", [])
    return {(c["concept"], c["stance"] == "support") for c in codes}


def _gold_codes(statement: Json) -> set[tuple[str, bool]]:
    return {(code[:-1], code[-1] == "+") for code in statement.get("codes") or []}


def _count_date(counts: Counter[str], documents: list[Json], wanted: Json) -> None:
    published = str((documents[0].get("published") if documents else None) or "")
    if wanted["published"] != "None":
        counts["dated"] += 1
        counts["dates_right"] += published[:10].startswith(wanted["published"][:10])


def _measures(n: Counter[str]) -> dict[str, float]:
    found, wanted = n["hits"] + n["wrong"], n["hits"] + n["missed"]
    matched = max(1, n["matched"])
    return {
        "statement precision": n["hits"] / max(1, found),
        "statement recall": n["hits"] / max(1, wanted),
        "statement F1": f1(n["hits"], found, wanted),
        "attributed F1": f1(n["attributed"], found, wanted),
        "speaker": n["speaker"] / matched,
        "source overlap": n["source"] / matched,
        "party": n["party"] / matched,
        "act": n["act"] / matched,
        "quote form": n["quote"] / matched,
        "code F1": f1(
            n["codes_hit"], n["codes_hit"] + n["codes_wrong"], n["codes_hit"] + n["codes_missed"]
        ),
        "via recall": n["chains_hit"] / max(1, n["chains"]),
        "via extra": n["chains_extra"] / matched,
        "nested recall": n["nested_hits"] / max(1, n["nested"]),
        "dates": n["dates_right"] / max(1, n["dated"]),
        "boilerplate statements": float(n["boilerplate"]),
    }
