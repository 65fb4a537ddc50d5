"""Coverage: which outlets carried a claim, a meeting or a plan, what they left out, their voice."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, record_of
from dragoman.cli.rows import Format, Row, show

if TYPE_CHECKING:
    from dragoman.analysis.carriers import CoverageOf
    from dragoman.analysis.carrying import Carrier, Part
    from dragoman.analysis.hearing import Heard
    from dragoman.analysis.voice import LoadedWord
    from dragoman.record import Claim, Evidence, Meeting, Plan

    T = TypeVar("T", Claim, Meeting, Plan)

app = typer.Typer(
    no_args_is_help=True, help="Which outlets carried what, from where, and what they left out."
)

COLUMNS = ["published", "outlet", "title", "from", "tells", "left out", "only here", "own voice"]
VOICE = ["published", "word", "kind", "sentence", "title"]

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="Its id, or how that begins.")]


@app.command()
def claim(
    wanted: IdArgument, dossier: DossierOption = None, form: FormatOption = Format.TABLE
) -> None:
    """Tell which documents carry which side of a claim."""
    from dragoman.analysis.carriers import coverage_of_claim

    with record_of(dossier) as store:
        view = store.view()
        _show(coverage_of_claim(view, _called(wanted, view.claims(), "claim")), form)


@app.command()
def meeting(
    wanted: IdArgument, dossier: DossierOption = None, form: FormatOption = Format.TABLE
) -> None:
    """Tell which documents carry what of a meeting."""
    from dragoman.analysis.carriers import coverage_of_meeting

    with record_of(dossier) as store:
        view = store.view()
        _show(coverage_of_meeting(view, _called(wanted, view.meetings(), "meeting")), form)


@app.command()
def plan(
    wanted: IdArgument, dossier: DossierOption = None, form: FormatOption = Format.TABLE
) -> None:
    """Tell which documents carry which terms of a plan."""
    from dragoman.analysis.carriers import coverage_of_plan
    from dragoman.resolve.plans.merging import merge_plans

    with record_of(dossier) as store:
        view = store.view()
        plans = tuple(view.plans())
        main = _called(wanted, plans, "plan")
        version = next(
            version
            for family in merge_plans(plans)
            for version in family.versions
            if main in version.tellings
        )
        _show(coverage_of_plan(view, version, main), form)


@app.command()
def outlet(
    name: Annotated[str, typer.Argument(metavar="OUTLET", help="Its name in any spelling.")],
    dossier: DossierOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the words by which an outlet judges in its own voice.

    They stand outside everybody's statements and quotation marks, in all of its documents. The list
    of words is English.
    """
    from dragoman.analysis.hearing import hear
    from dragoman.analysis.origins import fold_name
    from dragoman.report.signs import count
    from dragoman.store.queries.documents import OutletCounts

    with record_of(dossier) as store:
        view = store.view()
        known = [one.outlet for one in view.ask(OutletCounts()) if one.outlet]
        names = tuple(one for one in known if fold_name(one) == fold_name(name))
        if not names:
            raise typer.BadParameter(f"no outlet {name!r}; there are: {_some(known)}")
        heard = list(hear(view, names))
        show((_word(word, one) for one in heard for word in one.voice.loaded), VOICE, form)
    others = sum(one.voice.words is None for one in heard)
    typer.echo(
        f"{count(sum(len(one.voice.loaded) for one in heard), 'loaded word')} in "
        f"{count(sum(one.voice.words or 0 for one in heard), 'word')} of its own, in "
        f"{count(len(heard), 'document')}; not in English and not looked at: {others:,}",
        err=True,
    )


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return (", ".join(names[:12]) or "none") + more


def _called(wanted: str, found: "Iterable[T]", what: str) -> "T":
    """Find what has an id that begins so.

    Raises:
        BadParameter: Nothing has, or several have.
    """
    matching = [one for one in found if wanted and one.id.startswith(wanted)]
    if len(matching) == 1:
        return matching[0]
    if matching:
        raise typer.BadParameter(f"{len(matching)} ids begin with {wanted!r}; write more of it")
    raise typer.BadParameter(
        f"no {what} has the id {wanted!r}; `dragoman {what}s -f json` lists them"
    )


def _show(coverage: "CoverageOf", form: Format) -> None:
    show((_row(carrier, coverage) for carrier in coverage.carriers), COLUMNS, form)
    typer.echo(
        "left out is what another document of the same day or before tells, and nothing of which "
        "was read in this one; read the text before you say so",
        err=True,
    )


def _row(carrier: "Carrier", coverage: "CoverageOf") -> Row:
    article = carrier.article
    head = coverage.heads[article.id]
    cut = [f"{cut.part.told} (cut from a copy)" for cut in article.cuts]
    return {
        "document": article.id,
        "name": head.name,
        "published": article.day,
        "outlet": article.outlet,
        "title": head.heading,
        "from": ", ".join(article.through),
        "tells": "; ".join(dict.fromkeys(telling.part.told for telling in carrier.told)),
        "left out": "; ".join([*_told(carrier.left_out), *cut]),
        "only here": "; ".join(_told(carrier.alone)),
        "own voice": ", ".join(dict.fromkeys(word.span.text for word in article.voice)),
        "named in the text": _told(carrier.named),
        "told later": _told(carrier.earlier),
        "undated": _told(carrier.undated),
        "evidence": [
            {"part": telling.part.told, **_place(evidence)}
            for telling in carrier.told
            for evidence in telling.evidence
        ],
        "cuts": [{"part": cut.part.told, **_place(cut.of)} for cut in article.cuts],
        "voice": list(map(_judging, article.voice)),
    }


def _told(parts: "Iterable[Part]") -> list[str]:
    return [part.told for part in parts]


def _place(evidence: "Evidence") -> Row:
    span = evidence.span
    return {
        "document": evidence.document,
        "start": span.start,
        "end": span.end,
        "text": span.text,
    }


def _judging(word: "LoadedWord") -> Row:
    return {
        "word": word.span.text,
        "kind": str(word.kind),
        "document": word.document,
        "start": word.span.start,
        "end": word.span.end,
    }


def _word(word: "LoadedWord", heard: "Heard") -> Row:
    return {
        **_judging(word),
        "published": heard.head.day,
        "sentence": " ".join(word.context.text.split()),
        "title": heard.head.heading,
        "name": heard.head.name,
    }
