"""Lists: how a part of one is asked for, and how it is given."""

from datetime import date
from typing import Annotated, Any, TypedDict, TypeVar

from fastapi import Path, Response
from pydantic import BaseModel, ConfigDict, Field

from dragoman.store.queries import Listed
from dragoman.web.api.given import Here, Part

USUAL, MOST = 50, 200
"""Items of a part unless asked otherwise, and the most."""

P = TypeVar("P", bound=Part[Any])
T = TypeVar("T")

Name = Annotated[str | None, Field(max_length=400)]
"""A name or an id that a list is narrowed to."""

Day = Annotated[date | None, Field(examples=["2023-11-06"])]
"""A day that a list is narrowed by."""


Id = Annotated[str, Path(description="Its id.", examples=["0f3a9c2d5b7e4816"])]
"""The id of what is asked for, in the path."""


class Asked(BaseModel):
    """What every list takes; a parameter that it does not know is refused, not ignored."""

    model_config = ConfigDict(extra="forbid")

    after: str | None = Field(
        None, max_length=2000, description="The cursor of `next`: give what comes behind it."
    )
    limit: int = Field(USUAL, ge=1, le=MOST, description="How many items to give at most.")
    count: bool = Field(False, description="Whether `total` is wanted, which costs a count.")

    @property
    def page(self) -> "Page":
        """Give what all queries of lists take."""
        return {"after": self.after, "limit": self.limit, "count": self.count}


class Page(TypedDict):
    """What all queries of lists take: where to go on, how many items, and whether to count all."""

    after: str | None
    limit: int
    count: bool


def part_of(cls: type[P], listed: Listed[T], at: Here, response: Response) -> P:
    """Give a part of a list, with the way to the next in the body and in the Link header."""
    following = at.behind(listed.next) if listed.next else None
    if following:
        response.headers["link"] = f'<{following}>; rel="next"'
    return cls.made({"items": listed.items, "next": following, "total": listed.total}, at)
