"""Meetings, plans' terms and contested claims against gold, as in the shared scorer."""

from collections import Counter
from collections.abc import Iterable, Sequence

from evaluation.matching import Json, f1
from evaluation.names import fold
from evaluation.statements import documents_of


def score_events(record: Json, gold: Sequence[Json]) -> dict[str, float]:
    """Score meetings, the codes of plans' terms, and contested claims by their holders."""
    n: Counter[str] = Counter()
    home = {s["id"]: s["document"] for s in record["statements"]}
    for wanted in gold:
        ids = {d["id"] for d in documents_of(record, wanted["doc"])}
        _count_meetings(n, [m for m in record.get("meetings", []) if _in(m, ids)], wanted)
        if wanted.get("codes_scored", True):
            _count_terms(n, [p for p in record.get("plans", []) if _in(p, ids)], wanted)
        claims = [c for c in record.get("claims", []) if c.get("status") == "contested"]
        here = [c for c in claims if any(home.get(s) in ids for s in c.get("statements", []))]
        _count_claims(n, here, wanted)
    return {
        "meeting F1": f1(n["meetings_hit"], n["meetings_found"], n["meetings"]),
        "meeting status": n["status_right"] / max(1, n["meetings_hit"]),
        "plan term F1": f1(n["terms_hit"], n["terms_found"], n["terms"]),
        "contested recall": n["claims_hit"] / max(1, n["claims"]),
        "contested precision": n["claims_hit"] / max(1, n["claims_found"]),
    }


def _in(item: Json, ids: set[str]) -> bool:
    places = list(item.get("evidence", []))
    for term in item.get("terms", []):
        evidence = term.get("evidence") or []
        places += [evidence] if isinstance(evidence, dict) else evidence
    return any(place.get("document") in ids for place in places)


def _names(values: Iterable[str] | None) -> set[str]:
    return {name for value in values or () if (name := fold(value))}


def _same_date(a: object, b: object) -> bool:
    x, y = ("" if value in (None, "None") else str(value)[:10] for value in (a, b))
    return not x or not y or x.startswith(y) or y.startswith(x)


def _same_place(a: str | None, b: str | None) -> bool:
    x, y = fold(a), fold(b)
    return not x or not y or x in y or y in x


def _count_meetings(n: Counter[str], found: list[Json], wanted: Json) -> None:
    left = list(found)
    n["meetings_found"] += len(found)
    for meeting in wanted.get("meetings") or []:
        n["meetings"] += 1
        who = _names(meeting.get("participants")) | _names(meeting.get("people"))
        need = max(1, min(len(_names(meeting.get("participants"))), 2))
        for candidate in left:
            there = _names(candidate.get("participants")) | _names(candidate.get("people"))
            if (
                len(who & there) >= need
                and _same_place(candidate.get("place"), meeting.get("place"))
                and _same_date(candidate.get("date"), meeting.get("date"))
            ):
                left.remove(candidate)
                n["meetings_hit"] += 1
                n["status_right"] += candidate.get("status") == meeting.get("status")
                break


def _count_terms(n: Counter[str], found: list[Json], wanted: Json) -> None:
    terms = [term for plan in found for term in plan.get("terms", [])]
    a = {(c["concept"], c["stance"] == "support") for t in terms for c in t.get("codes", [])}
    gold = [term for plan in wanted.get("plans") or [] for term in plan.get("terms") or []]
    b = {(code[:-1], code[-1] == "+") for term in gold for code in term.get("codes") or []}
    n["terms_hit"] += len(a & b)
    n["terms_found"] += len(a)
    n["terms"] += len(b)


def _count_claims(n: Counter[str], found: list[Json], wanted: Json) -> None:
    left = list(found)
    n["claims_found"] += len(found)
    for claim in wanted.get("contested") or []:
        n["claims"] += 1
        asserts = _names(claim.get("asserted_by"))
        denies = _names(claim.get("denied_by")) | _names(claim.get("declined_by"))
        denies |= _names((claim.get("figures") or {}).keys())
        for candidate in left:
            if _holders_meet(candidate, asserts, denies):
                left.remove(candidate)
                n["claims_hit"] += 1
                break


def _holders_meet(claim: Json, asserts: set[str], denies: set[str]) -> bool:
    asserted = _names(claim.get("asserted_by"))
    answered = _names(claim.get("denied_by")) | _names(claim.get("declined_by")) | asserted
    answered |= _names(figure["by"] for figure in claim.get("figures", []))
    return (not asserts or bool(asserted & (asserts | denies))) and (
        not denies or bool(answered & denies)
    )
