"""Plans: what is proposed, and how it compares with what the parties say and with other plans."""

import difflib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, codebook_of, dossier_at, open_record, record_of
from dragoman.cli.positions import AsOfOption, PartiesOption, chosen, marks_of, tell_if_none
from dragoman.cli.rows import Format, Row, show
from dragoman.record import Plan, Stance

if TYPE_CHECKING:
    from dragoman.analysis.verdicts import Comparison
    from dragoman.record import Codebook
    from dragoman.resolve.plans.merging import PlanFamily, PlanVersion
    from dragoman.store import View

app = typer.Typer(help="What is proposed, and how it compares with what the parties say.")

PLANS = ["id", "name", "by", "version", "articles", "date", "told by", "terms"]
SIGNS = {Stance.SUPPORT: "+", Stance.OPPOSE: "-"}
MOST_NAMED = 8
"""How many plans an error names that several are called so."""

PlanArgument = Annotated[
    str, typer.Argument(metavar="PLAN", help="The beginning of its id, its name or a part of it.")
]


@app.callback(invoke_without_command=True)
def plans(
    context: typer.Context, dossier: DossierOption = None, form: FormatOption = Format.TABLE
) -> None:
    """List plans, each once for each version however many articles tell of it.

    The id and the terms are those of the telling with the most terms; JSON has all tellings.
    """
    if context.invoked_subcommand is not None:
        context.obj = dossier
        return
    with record_of(dossier) as store:
        from dragoman.resolve.plans.merging import merge_plans

        families = sorted(merge_plans(store.view().plans()), key=lambda f: f.name.casefold())
        rows = (_row(family, version) for family in families for version in family.versions)
        show(rows, PLANS, form)


@app.command()
def compare(
    context: typer.Context,
    plan: PlanArgument,
    other: Annotated[
        str | None,
        typer.Argument(metavar="OTHER", help="Another plan: put the two side by side instead."),
    ] = None,
    party: PartiesOption = None,
    as_of: AsOfOption = None,
    dossier: DossierOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Compare a plan with what each party says, term by term; or two plans with each other.

    ● accepted, ⊘ rejected, ◐ on a condition (◐⊘ rejected on one), ◒ mixed, · silent; a + says that
    others report a position. Every cell is shown with the statements behind it and, where it is
    open, with the statement that is missing. How far apart they are is told in numbers of terms.
    """
    if other is not None and (party or as_of):
        raise typer.BadParameter("--party and --as-of are for comparing one plan with positions")
    opened = dossier_at(dossier or context.obj)
    with open_record(opened) as store, store.snapshot() as view:
        known = sorted(view.plans(), key=lambda p: (p.name.casefold(), p.id))
        names = {document.id: document.name for document in view.documents()}
        first = _called(plan, known, names)
        if other is not None:
            _show_pair(first, _called(other, known, names), names, form)
            return
        codebook = codebook_of(opened)
        compared = _compared(first, known, view, codebook, party, as_of)
    always = compared.parties if party else codebook.parties if codebook else ()
    from dragoman.cli.comparisons import show_comparison

    show_comparison(compared, names, form, always)


def _compared(
    plan: Plan,
    others: Iterable[Plan],
    view: "View",
    codebook: "Codebook | None",
    wanted: Sequence[str] | None,
    as_of: str | None,
) -> "Comparison":
    from dragoman.analysis import find_positions
    from dragoman.analysis.comparison import compare_plan
    from dragoman.analysis.responses import authors_of

    found = find_positions(view, codebook=codebook, actors=view.actors(), as_of=as_of)
    authors = () if plan.by in found.parties else sorted(authors_of(plan) - {*found.parties})
    known = (*found.parties, *(name for name in authors if " and " not in name))
    marks = marks_of(known)
    parties = [chosen(p, known, "party", marks)[0] for p in wanted] if wanted else known
    tell_if_none(bool(found.cells), view)
    return compare_plan(
        plan,
        found,
        view.statements(),
        parties=parties,
        others=others,
    )


def _show_pair(one: Plan, other: Plan, names: dict[str, str], form: Format) -> None:
    from dragoman.analysis.plan_pairs import pair_plans
    from dragoman.cli.comparisons import show_pair

    if one.id == other.id:
        raise typer.BadParameter(f"both are the plan {one.id}, {one.name!r}; name two plans")
    show_pair(pair_plans(one, other), names, form)


def called(wanted: str, view: "View") -> Plan:
    """Find a plan of a record by id, by its whole name, or else by a part of it.

    Raises:
        BadParameter: None or several are called so.
    """
    known = sorted(view.plans(), key=lambda p: (p.name.casefold(), p.id))
    return _called(wanted, known, {document.id: document.name for document in view.documents()})


def _called(wanted: str, plans: Sequence[Plan], names: dict[str, str]) -> Plan:
    """Find the plan that is meant: by id, by its whole name, or else by a part of it.

    Of several tellings of one version of a plan the fullest is meant.

    Raises:
        BadParameter: None or several are.
    """
    folded = " ".join(wanted.casefold().split())
    if not folded:
        raise typer.BadParameter("a plan has no empty name; `dragoman plans` lists names and ids")
    for matches in (
        [plan for plan in plans if plan.id.startswith(folded)],
        [plan for plan in plans if plan.name.casefold() == folded],
        [plan for plan in plans if folded in plan.name.casefold()],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches and len(versions := _versions(matches, plans)) == 1:
            return versions[0].main
        if matches:
            listed = "; ".join(_told(plan, names) for plan in matches[:MOST_NAMED])
            more = f" and {len(matches) - MOST_NAMED} more" if len(matches) > MOST_NAMED else ""
            raise typer.BadParameter(
                f"{len(matches)} plans match {wanted!r}, give an id: {listed}{more}"
            )
    if not plans:
        raise typer.BadParameter(
            "the record has no plans; add articles and run `dragoman run` first"
        )
    near = difflib.get_close_matches(wanted, [plan.name for plan in plans], cutoff=0.4)
    told = ", ".join(near or [plan.name for plan in plans[:MOST_NAMED]])
    raise typer.BadParameter(f"no plan {wanted!r}; there are: {told} (`dragoman plans` lists all)")


def _versions(matches: Sequence[Plan], plans: Sequence[Plan]) -> "list[PlanVersion]":
    """Give the versions of plans that some tellings are of."""
    from dragoman.resolve.plans.merging import merge_plans

    ids = {plan.id for plan in matches}
    versions = (version for family in merge_plans(plans) for version in family.versions)
    return [version for version in versions if ids & {plan.id for plan in version.tellings}]


def _told(plan: Plan, names: dict[str, str]) -> str:
    document = names.get(plan.terms[0].evidence.document, "unknown document")
    return f"{plan.id} {plan.name}, by {plan.by or 'unknown'}, in {document}"


def _row(family: "PlanFamily", version: "PlanVersion") -> Row:
    main = version.main
    told = dict.fromkeys(name for plan in version.tellings for name in plan.told_by)
    dates = sorted(plan.date for plan in version.tellings if plan.date)
    return {
        "id": main.id,
        "name": family.name,
        "by": family.by,
        "version": f"{version.points} points" if version.points else "",
        "articles": len(version.documents),
        "date": dates[0] if dates else None,
        "told by": ", ".join(told),
        "terms": "; ".join(term.text for term in main.terms),
        "coded": _terms(main),
        "family": family.id,
        "tellings": [
            {
                "id": plan.id,
                "name": plan.name,
                "date": plan.date,
                "told by": ", ".join(plan.told_by),
                "coded": _terms(plan),
            }
            for plan in version.tellings
        ],
    }


def _terms(plan: Plan) -> list[Row]:
    return [
        {
            "text": term.text,
            "codes": [code.concept + SIGNS[code.stance] for code in term.codes],
            "document": term.evidence.document,
            "start": term.evidence.span.start,
            "end": term.evidence.span.end,
        }
        for term in plan.terms
    ]
