"""Packages: the exchanges that parties have stated, each with its statements."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from dragoman import record
from dragoman.analysis.footing import Footing
from dragoman.analysis.packages import Form, Lack, Matter, Packages, Stated
from dragoman.web.api.given import Given, Place
from dragoman.web.api.lists import Day, Name
from dragoman.web.asking import iso
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk
from dragoman.web.exchanges import packages_found

router = APIRouter(tags=["Positions"], route_class=ConditionalRoute)


class PackageMatter(Given):
    """A concept with a stance to it."""

    concept: str = Field(description="Id of the concept.")
    stance: record.Stance


class PackageStatement(Given):
    """A statement that links two matters."""

    statement: str = Field(description="Its id.")
    condition: Place = Field(description="The words that it makes what is held hang on.")
    doubtful: bool = Field(description="Whether its halves read otherwise by themselves.")


class StatedPackage(Given):
    """An exchange that a party has stated."""

    party: str = Field(description="Who states it.")
    form: Form = Field(description="How it links the two.")
    joins: str = Field(description="The word between them: if, or unless.")
    held: PackageMatter = Field(description="What the party holds or refuses.")
    other: PackageMatter = Field(description="What that hangs on.")
    origins: int = Field(description="How many independent ways lead to its own statements.")
    doubtful: bool = Field(description="Whether all that is behind it is doubtful.")
    stated: list[PackageStatement] = Field(description="Its own statements, the newest first.")
    reported: list[PackageStatement] = Field(description="What others tell of it.")


class UnplacedCondition(Given):
    """A condition of a party's own statement that links no two concepts."""

    party: str = Field(description="The party.")
    statement: str = Field(description="Id of the statement.")
    condition: Place = Field(description="Its words.")
    lack: Lack = Field(description="Why it links none.")


class StatedPackages(Given):
    """All exchanges that are stated."""

    as_of: str | None = Field(description="The day. null: all that is in the record counts.")
    items: list[StatedPackage] = Field(description="Those with most statements first.")
    unplaced: list[UnplacedCondition] = Field(description="The newest first.")
    older: int = Field(description="How many older codes with a condition were not looked at.")


class PackagesAsked(BaseModel):
    """Which packages are wanted."""

    model_config = ConfigDict(extra="forbid")

    as_of: Day = Field(None, description="What is not known to be said by then does not count.")
    party: Name = Field(None, description="Only of this party.", examples=["Russia"])


@router.get("/packages", summary="Exchanges that parties have stated")
def stated_packages(asked: Annotated[PackagesAsked, Query()], desk: AtDesk) -> StatedPackages:
    """What parties would do, or would not, for something else, by statements with a condition."""
    as_of = iso(asked.as_of)
    found, older = packages_found(desk, asked.party, as_of)
    return StatedPackages.made(
        {"as_of": as_of, "items": list(_items(found)), "unplaced": _unplaced(found), "older": older}
    )


def _items(found: Packages[Footing]) -> Iterable[dict[str, object]]:
    for package in found.packages:
        yield {
            "party": package.party,
            "form": package.form,
            "joins": package.form.joins,
            "held": _matter(package.held),
            "other": _matter(package.other),
            "origins": package.origins,
            "doubtful": package.doubtful,
            "stated": [_stated(one) for one in package.stated],
            "reported": [_stated(one) for one in package.reported],
        }


def _matter(matter: Matter) -> dict[str, object]:
    concept, stance = matter
    return {"concept": concept, "stance": stance}


def _stated(one: Stated[Footing]) -> dict[str, object]:
    return {
        "statement": one.statement.id,
        "condition": {"document": one.statement.document, "span": one.condition},
        "doubtful": one.doubtful,
    }


def _unplaced(found: Packages[Footing]) -> list[dict[str, object]]:
    return [
        {
            "party": one.bears.party,
            "statement": one.statement.id,
            "condition": {"document": one.statement.document, "span": one.condition},
            "lack": one.lack,
        }
        for one in found.unplaced
    ]
