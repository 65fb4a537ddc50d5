"""What the API gives: records as pydantic models with their own field names, and parts of lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Generic, Self, TypeVar
from urllib.parse import quote

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from dragoman.web.rendering import address

ROOT = "/api/v1"
"""Where the API begins, under the base path."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """The request as far as links depend on it.

    Attributes:
        base_path: The path under which a proxy serves the application; or empty.
        path: What was asked for, without it.
        query: The parameters that were given, the cursor left out.
    """

    base_path: str
    path: str
    query: Mapping[str, str]

    def page(self, *parts: str) -> str:
        """Make the address of a page from the parts of its path, which may hold any characters."""
        return self.base_path + "".join(f"/{quote(part, safe='')}" for part in parts)

    def behind(self, cursor: str) -> str:
        """Make the address of the next part of the list that was asked for."""
        return address(self.base_path, self.path, {**self.query, "after": cursor})


def here(request: Request) -> Here:
    """Tell where a request came in."""
    base_path = request.scope.get("root_path", "").removesuffix(ROOT)
    return Here(
        base_path=base_path,
        path=request.url.path.removeprefix(base_path),
        query={name: value for name, value in request.query_params.items() if name != "after"},
    )


AtHere = Annotated[Here, Depends(here)]
"""The parameter by which a route learns what its links begin with."""


class Given(BaseModel):
    """A record type of Dragoman, or a part of one, as the API gives it."""

    model_config = ConfigDict(
        from_attributes=True, json_schema_serialization_defaults_required=True
    )

    @classmethod
    def made(cls, record: object, at: Here | None = None) -> Self:
        """Give a record; its page is found from where the request came in."""
        return cls.model_validate(record, context=at)


class Paged(Given):
    """A record that a page shows."""

    page: str = Field("", description="The address of the page that shows it.")

    @model_validator(mode="after")
    def _find_page(self, info: ValidationInfo) -> Self:
        if isinstance(info.context, Here):
            self.page = info.context.page(*self.shown_at())
        return self

    def shown_at(self) -> tuple[str, ...]:
        """Give the parts of the path of its page."""
        raise NotImplementedError


class Span(Given):
    """Exact characters of a document's text, which is stored as it was given."""

    start: int = Field(description="Offset of the first Unicode code point.", examples=[96])
    end: int = Field(description="Offset after the last one.", examples=[113])
    text: str = Field(description="The characters between them.", examples=["talks would begin"])


class Place(Given):
    """A place in a document that a record rests on."""

    document: str = Field(description="Id of the document.", examples=["0f3a9c2d5b7e4816"])
    span: Span


class Part(Given, Generic[T]):
    """A part of a list, and where the next part is."""

    items: list[T]
    next: str | None = Field(
        None, description="The address of the next part, also in the Link header. null: none."
    )
    total: int | None = Field(
        None, description="How many items the whole list has. null: not counted."
    )
