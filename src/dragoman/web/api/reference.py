"""Reference: the description of the API as a page to read, made from its OpenAPI document."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

MARKED = re.compile(r"\*\*(.+?)\*\*|`(.+?)`")
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of a paragraph: plain text, strong, or code."""

    kind: str
    text: str


Paragraph = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A parameter of an operation or a field of a model.

    Attributes:
        name: What it is called.
        place: "path" or "query" for a parameter; empty for a field.
        type: What it is, in words.
        model: The model that it is one of, or a list of. None: none.
        choices: All values that it can have; empty if there is no list of them.
        limits: How large it may be and what it is if left out, in words; empty if nothing is said.
        required: Whether it must be given.
        description: What it means.
        example: A value. None: no example is given.
    """

    name: str
    place: str
    type: str
    model: str | None
    choices: tuple[str, ...]
    limits: str
    required: bool
    description: Paragraph
    example: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer of an operation: status, what it means, media type and model of its body."""

    status: str
    description: Paragraph
    kind: str | None
    model: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Something that can be asked of the API.

    Attributes:
        id: Its name for programs, and its anchor.
        method: GET or POST.
        path: Its address under the API's root, path parameters in braces.
        summary: What it does in a few words.
        description: What it gives.
        parameters: What it takes in its address.
        body: The model of what is sent. None: nothing is.
        sample: An example of that, as JSON. None: nothing is sent.
        answers: What it may answer.
        token: Whether it needs a token.
    """

    id: str
    method: str
    path: str
    summary: str
    description: Paragraph
    parameters: tuple[Value, ...]
    body: str | None
    sample: str | None
    answers: tuple[Answer, ...]
    token: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Operations on the same nouns."""

    name: str
    description: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What a body is made of: fields, or a closed list of values."""

    name: str
    description: Paragraph
    fields: tuple[Value, ...]
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The whole API.

    Attributes:
        title: What the page is called.
        description: What holds for all operations.
        groups: The operations.
        models: What bodies are made of, by name.
    """

    title: str
    description: tuple[Paragraph, ...]
    groups: tuple[Group, ...]
    models: tuple[Model, ...]


def build_reference(schema: Json) -> Reference:
    """Build the reference from an OpenAPI document of ours."""
    schemas = schema["components"]["schemas"]
    operations = list(_operations(schema["paths"], schemas))
    groups = (
        Group(
            name=tag["name"],
            description=tag["description"],
            operations=tuple(made for name, made in operations if name == tag["name"]),
        )
        for tag in schema["tags"]
    )
    return Reference(
        title="API",
        description=tuple(
            paragraph(text) for text in schema["info"]["description"].strip().split("\n\n")
        ),
        groups=tuple(group for group in groups if group.operations),
        models=tuple(_model(name, schemas) for name in sorted(schemas)),
    )


def paragraph(text: str) -> Paragraph:
    """Read the little Markdown that descriptions have: strong words and code."""
    pieces, position = [], 0
    flowing = " ".join(text.split())
    for match in MARKED.finditer(flowing):
        pieces.append(Piece(kind="text", text=flowing[position : match.start()]))
        kind = "strong" if match[1] else "code"
        pieces.append(Piece(kind=kind, text=match[1] or match[2]))
        position = match.end()
    pieces.append(Piece(kind="text", text=flowing[position:]))
    return tuple(piece for piece in pieces if piece.text)


def _operations(paths: Json, schemas: Json) -> Iterator[tuple[str, Operation]]:
    for path, item in paths.items():
        for method in METHODS:
            if method in item:
                yield item[method]["tags"][0], _operation(path, method, item[method], schemas)


def _operation(path: str, method: str, told: Json, schemas: Json) -> Operation:
    _, body = _body(told.get("requestBody", {}).get("content", {}))
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        description=paragraph(told["description"]),
        parameters=tuple(
            _value(given["name"], given["schema"], given, schemas)
            for given in told.get("parameters", ())
        ),
        body=body,
        sample=_sample(schemas.get(body or "", {})),
        answers=tuple(
            Answer(
                status=status,
                description=paragraph(answer["description"]),
                kind=_body(answer.get("content", {}))[0],
                model=_body(answer.get("content", {}))[1],
            )
            for status, answer in sorted(told["responses"].items())
        ),
        token=bool(told.get("security")),
    )


def _sample(schema: Json) -> str | None:
    """Write the first example of a model. None: it has none."""
    example = next(iter(schema.get("examples", ())), None)
    return None if example is None else json.dumps(example, ensure_ascii=False, indent=2)


def _body(content: Json) -> tuple[str | None, str | None]:
    """Give the media type of a body and the name of its model."""
    for kind, told in content.items():
        return kind, _model_in(told.get("schema", {}))
    return None, None


def _model(name: str, schemas: Json) -> Model:
    told = schemas[name]
    required = told.get("required", ())
    return Model(
        name=name,
        description=paragraph(told.get("description", "").partition("\n\n")[0]),
        fields=tuple(
            _value(field, schema, {"required": field in required}, schemas)
            for field, schema in told.get("properties", {}).items()
        ),
        choices=tuple(map(str, told.get("enum", ()))),
    )


def _value(name: str, schema: Json, around: Json, schemas: Json) -> Value:
    model = _model_in(schema)
    listed = schema if "enum" in schema else schemas.get(model or "", {})
    example = next(iter(schema.get("examples", ())), None)
    return Value(
        name=name,
        place=around.get("in", ""),
        type=_type(schema),
        model=model,
        choices=tuple(map(str, listed.get("enum", ()))),
        limits=_limits(schema),
        required=bool(around.get("required")),
        description=paragraph(around.get("description") or schema.get("description") or ""),
        example=None if example is None else str(example),
    )


def _type(schema: Json) -> str:
    """Say what a value is in words; of a model only its name, which is linked."""
    word: str = schema.get("format") or schema.get("type") or "any value"
    if "$ref" in schema:
        word = schema["$ref"].rpartition("/")[2]
    if options := schema.get("anyOf"):
        return " or ".join(_type(option) for option in options)
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return word


def _model_in(schema: Json) -> str | None:
    """Find the one model that a value is, or is a list of. None: it is none."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    inside = [*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else [])]
    return next((name for option in inside if (name := _model_in(option))), None)


def _limits(schema: Json) -> str:
    told = []
    if "minimum" in schema and "maximum" in schema:
        told.append(f"{schema['minimum']} to {schema['maximum']}")
    if schema.get("default") not in (None, ""):
        told.append(f"without it {str(schema['default']).lower()}")
    return "; ".join(told)
