"""What if: a plan is edited term by term in a form, and compared with what the parties have said.

Nothing is written: the plan stands in the address, which can be cited.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from dragoman.analysis.drafts import Draft, DraftTerm, Edit, Origin, draft_plan
from dragoman.analysis.footing import Footing
from dragoman.analysis.what_if import Outcome, WhatIf, ask_what_if
from dragoman.errors import DraftError
from dragoman.record import Plan, Stance
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.report.signs import TERM_WORDS, VERDICTS, missing_words, term_sign
from dragoman.web.asking import LONGEST, Day, Words, iso
from dragoman.web.choices import ChoiceGroup, concept_choices, party_choices
from dragoman.web.comparing import stands_on, statements_on
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.holdings import Sign
from dragoman.web.lines import StatementLine
from dragoman.web.pages.agreement import Parties, chosen_parties, sign_for
from dragoman.web.pages.plan import telling_called
from dragoman.web.pages.plan_pair import plan_choices
from dragoman.web.pages.positions import steps_on
from dragoman.web.pages.term_forms import Asked, FormRow, asked_rows, form_rows, query_of
from dragoman.web.pages.verdicts import VerdictCell, build_cell, lines_behind
from dragoman.web.plan_families import families_of
from dragoman.web.rendering import render

MOST_TELLING = 12
"""Missing statements that the page names."""

Texts = Annotated[list[Annotated[str, Query(max_length=LONGEST)]] | None, Query(max_length=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """A concept of a term with what each party has said to it.

    Attributes:
        number: The term's number in the edited plan.
        first: Whether it is the term's first concept.
        origin: Whether the term is kept, changed or added.
        words: The words of the base's term; empty for a new one.
        document: Where they stand. None: it is new.
        start: Offset of the first of their characters.
        end: Offset after the last.
        condition: What the term hangs on, as the editor has it. None: nothing.
        concept: Id of the concept. None: it has none, so nothing can be compared.
        text: Its proposition; empty for none.
        stance: What the term wants of it. None: as for the concept.
        cells: One for each party.
        outcome: How the term stands with all of them.
    """

    number: int
    first: bool
    origin: str
    words: str
    document: str | None
    start: int
    end: int
    condition: str | None
    concept: str | None
    text: str
    stance: Sign | None
    cells: tuple[VerdictCell, ...]
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingLine:
    """A missing statement, and what it would change.

    Attributes:
        party: Name of the party, for its address.
        sign: Its mark.
        concept: Id of the concept.
        text: Its proposition.
        now: Why it is open, as a sign.
        missing: Which statement it is.
        terms: Numbers of the terms that stand differently between the two answers.
        completes: Numbers of those that one answer would make met by all; may be empty.
        clears: Whether the party violates nothing yet and would with one answer.
        first: Whether none tells more.
    """

    party: str
    sign: PartySign
    concept: str
    text: str
    now: Sign
    missing: str
    terms: str
    completes: str
    clears: bool
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What comes of comparing.

    Attributes:
        parties: Those that are compared.
        terms: The rows.
        removed: The base's terms that are left out, by number and words.
        counts: For each party how many terms, and which, by verdict.
        content: The parties that violate no term.
        met: How many terms are met by all.
        tellings: The missing statements that would change most.
        more: How many more would change something.
    """

    parties: tuple[PartySign, ...]
    terms: tuple[TermLine, ...]
    removed: tuple[tuple[int, str], ...]
    counts: tuple[tuple[PartySign, tuple[tuple[Sign, int, str], ...]], ...]
    content: tuple[PartySign, ...]
    met: int
    tellings: tuple[TellingLine, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfPage:
    """What the page shows.

    Attributes:
        title: What it is called.
        base: Id of the plan that is edited. None: none.
        plans: The plans that can be edited.
        chosen: Names of the parties, for the form.
        choices: The parties that can be chosen.
        concepts: The concepts that can be chosen.
        as_of: The day. None: all that is in the record counts.
        rows: The form's lines.
        query: What a short address of this comparison asks.
        problem: What is wrong with what was asked; empty for nothing.
        result: What comes of it. None: there is no term yet, or a problem.
    """

    title: str
    base: str | None
    plans: tuple[ChoiceGroup, ...]
    chosen: tuple[str | None, ...]
    choices: tuple[ChoiceGroup, ...]
    concepts: tuple[ChoiceGroup, ...]
    as_of: str | None
    rows: tuple[FormRow, ...]
    query: dict[str, object]
    problem: str
    result: Result | None


router = APIRouter()


@router.get("/what-if", response_class=HTMLResponse)
def what_if(
    request: Request,
    desk: AtDesk,
    base: Words = None,
    was: Words = None,
    of: Texts = None,
    concept: Texts = None,
    stance: Texts = None,
    condition: Texts = None,
    parties: Parties = None,
    as_of: Day = None,
) -> HTMLResponse:
    """Edit a plan and compare it with what the parties have said."""
    asked = asked_terms(of or (), concept or (), stance or (), condition or ())
    if base != was and was is not None:  # another plan was chosen: what was edited is not its own
        asked = tuple(row for row in asked if row.of is None)
    page = build_what_if(desk, base, asked, parties or (), as_of=iso(as_of))
    return render(request, "what_if.html.j2", page)


def asked_terms(
    of: Sequence[str], concept: Sequence[str], stance: Sequence[str], condition: Sequence[str]
) -> tuple[Asked, ...]:
    """Read the terms from the address.

    Raises:
        HTTPException: The lists are not of one length.
    """
    if not len(of) == len(concept) == len(stance) == len(condition):
        raise HTTPException(422, "Each term needs of, concept, stance and condition, in order.")
    return asked_rows(zip(of, concept, stance, condition, strict=True))


def build_what_if(
    desk: Desk,
    base: str | None = None,
    asked: Sequence[Asked] = (),
    parties: Sequence[str] = (),
    *,
    as_of: str | None = None,
) -> WhatIfPage:
    """Build the page.

    Args:
        desk: What the request works with.
        base: Id of the plan to edit. None: the plan starts from nothing.
        asked: What its terms become, and new ones; terms that are not named are kept.
        parties: Whom to compare; none asked for: the first two sides.
        as_of: ISO day. None: all that is in the record counts.

    Raises:
        HTTPException: There is no such plan or party.
    """
    families = families_of(desk)
    plan = telling_called(families, base)[1] if base else None
    chosen = chosen_parties(desk, parties, steps_on(desk, as_of))
    problem, draft = "", None
    try:
        if plan is not None or any(row.concept for row in asked):
            draft = draft_of(desk, plan, asked)
    except DraftError as error:
        problem = shown_in_line(str(error))
    name = shown_in_line(plan.name) if plan else ""
    return WhatIfPage(
        title=f"What if: {name}" if name else "What if",
        base=base,
        plans=plan_choices(families, (plan,)),
        chosen=(*chosen, None),
        choices=party_choices(desk),
        concepts=concept_choices(desk),
        as_of=as_of,
        rows=form_rows(plan, asked),
        query=query_of(plan, asked, parties, as_of),
        problem=problem,
        result=_result(desk, compared(desk, draft, chosen, as_of)) if draft else None,
    )


def draft_of(desk: Desk, plan: Plan | None, asked: Sequence[Asked]) -> Draft:
    """Edit the plan as the form has it: lines of one term of the base belong together.

    Raises:
        DraftError: A term or a concept is not there, or nothing is left to compare.
    """
    rows: defaultdict[int, list[Asked]] = defaultdict(list)
    for row in asked:
        if row.of is not None:
            rows[row.of].append(row)
    change: dict[int, Edit] = {}
    remove: list[int] = []
    for of, lines in rows.items():
        left = [row for row in lines if row.stance is not None]
        meant = [(row.concept, row.stance) for row in left if row.concept and row.stance]
        condition = next((row.condition for row in left if row.condition), None)
        if not left:
            remove.append(of)
        elif meant:
            (concept, stance), *also = meant
            change[of] = Edit(concept=concept, stance=stance, condition=condition, also=tuple(also))
        elif condition:
            change[of] = Edit(condition=condition)
    known = [concept.id for concept in desk.codebook.concepts] if desk.codebook else []
    known += [code.concept for term in (plan.terms if plan else ()) for code in term.codes]
    return draft_plan(
        plan,
        list(dict.fromkeys(known)),
        remove=remove,
        change=change,
        add=[
            Edit(concept=row.concept, stance=row.stance, condition=row.condition)
            for row in asked
            if row.of is None and row.concept and row.stance
        ],
    )


def compared(
    desk: Desk, draft: Draft, parties: Sequence[str], as_of: str | None
) -> WhatIf[Footing]:
    """Compare an edited plan with what the parties of the record have said."""
    base = draft.base
    said = statements_on(desk, base) if base else ()
    of_base = {code.concept for term in (base.terms if base else ()) for code in term.codes}
    stands = stands_on(desk, {*draft.concepts, *of_base}, base, said, as_of)
    return ask_what_if(draft, stands, said, parties=parties)


def _result(desk: Desk, found: WhatIf[Footing]) -> Result:
    base, parties = found.draft.base, found.parties
    lines = lines_behind(desk, [cell for row in found.rows for cell in row.cells])
    terms = tuple(
        _term(desk, found, row_number, at, lines)
        for row_number, row in enumerate(found.rows)
        for at in range(max(1, len(row.term.codes)))
    )
    words = [shown_in_line(term.text) for term in base.terms] if base else []
    return Result(
        parties=tuple(sign_for(desk, party) for party in parties),
        terms=terms,
        removed=tuple((number, words[number - 1]) for number in found.draft.removed),
        counts=tuple((sign_for(desk, p), tuple(_counts(found, p))) for p in parties),
        content=tuple(sign_for(desk, party) for party in found.content),
        met=sum(found.outcome(row) is Outcome.MET for row in found.rows),
        tellings=tuple(_tellings(desk, found)),
        more=max(0, len(found.tellings) - MOST_TELLING),
    )


def _term(
    desk: Desk, found: WhatIf[Footing], place: int, at: int, lines: Mapping[str, StatementLine]
) -> TermLine:
    row = found.rows[place]
    term: DraftTerm = row.term
    code = term.codes[at] if term.codes else None
    evidence = term.term.evidence if term.term else None
    supports = code is not None and code.stance is Stance.SUPPORT
    wanted = Sign(glyph="●", word="wants") if supports else Sign(glyph="⊘", word="wants not")
    cells = (row.of(party)[at] for party in found.parties)
    return TermLine(
        number=term.number,
        first=at == 0,
        origin="" if term.origin is Origin.KEPT else term.origin.value,
        words=shown_in_line(term.term.text) if term.term else "",
        document=evidence.document if evidence else None,
        start=evidence.span.start if evidence else 0,
        end=evidence.span.end if evidence else 0,
        condition=shown_in_line(term.condition) if term.condition else None,
        concept=code.concept if code else None,
        text=shown_in_line(desk.concept_text(code.concept)) if code else "",
        stance=wanted if code else None,
        cells=tuple(build_cell(desk, cell, lines, term_sign(cell)) for cell in cells),
        outcome=found.outcome(row).value,
    )


def _counts(found: WhatIf[Footing], party: str) -> Iterator[tuple[Sign, int, str]]:
    for verdict, numbers in found.terms_by(party).items():
        sign = Sign(glyph=VERDICTS[verdict], word=TERM_WORDS[verdict])
        yield sign, len(numbers), ", ".join(map(str, numbers))


def _tellings(desk: Desk, found: WhatIf[Footing]) -> Iterator[TellingLine]:
    first = found.first if found.tellings else ()
    cells = {(c.party, c.concept): c for row in found.rows for c in row.cells if c.missing}
    for one in found.tellings[:MOST_TELLING]:
        cell = cells.get((one.party, one.concept))
        yield TellingLine(
            party=one.party,
            sign=sign_for(desk, one.party),
            concept=one.concept,
            text=shown_in_line(desk.concept_text(one.concept)),
            now=Sign(glyph=VERDICTS[one.now], word=TERM_WORDS[one.now]),
            missing=missing_words(cell) if cell else "",
            terms=", ".join(map(str, one.terms)),
            completes=", ".join(map(str, one.completes)),
            clears=one.clears,
            first=one in first,
        )
