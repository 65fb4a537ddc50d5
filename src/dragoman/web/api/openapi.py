"""OpenAPI: the description of the API, completed with what holds for every operation."""

from typing import Any

from dragoman.web.api.problems import MEANINGS, PROBLEM

DESCRIPTION = """\
Everything that the record holds, as the pages show it: both ask the same questions.

**Reading.** Lists come in parts: `limit` sets their size (1 to 200, usually 50); `next` in the body
and in the `Link` header is the address of the next part, and null or missing in the last. Ids are
digests of content: the same document, statement or claim has the same id in every record. Offsets
count Unicode code points of a document's text exactly as it was given.

**Conditional requests.** Each answer has an `ETag`. Send it as `If-None-Match`; as long as neither
record nor codebook was written, the answer is 304 without a body, and costs next to nothing.

**Problems** are answered as `application/problem+json` (RFC 9457) with a `detail` that says what
is wrong and what to do. A parameter that an address does not know is such a problem.

**Past days.** `said_by`, `published_by` and `recorded_by` (a day, month or year; one or several)
lead, with 307, to the same address below `/as-of/`, where everything is as of then: what was known
to be said or published by the end of it, or what the record showed. A record that is still being
made answers 503 with `Retry-After`.

**Writing.** The only thing that is written is a judgement. It needs a token of a user with the role
coder or admin (`Authorization: Bearer ...`); a browser's cookie does not count here.
"""

TAGS = {
    "Dossier": "What is served, how much of it there is, and by which runs it was made.",
    "Documents": "Published texts, stored as given, and who published them.",
    "Statements": "Who holds what, in which words, through whom.",
    "Actors": "Persons, states, organisations, armed groups and outlets.",
    "Positions": "What each party holds on each concept, and how that has changed.",
    "Claims": "What statements assert, deny or put figures to.",
    "Meetings": "Contacts between parties: held, planned, reported, denied, cancelled.",
    "Plans": "Sets of terms that are put forward, and what each party says to each term.",
    "Coverage": "Which documents carry a claim, a meeting or a plan, and what each leaves out.",
    "Analyses": "What follows from stated positions, by rules that are written down; no forecast.",
    "Judgements": "What people decided about the record.",
    "Search": "Statements and documents by their words.",
}
"""The groups of operations, in the order in which they are described."""

Json = dict[str, Any]


def describe(schema: Json) -> Json:
    """Complete a description: the media type of problems, headers, 304 and what may go wrong."""
    schemas = schema["components"]["schemas"]
    for path in schema["paths"].values():
        for method, operation in path.items():
            for parameter in operation.get("parameters", ()):
                parameter["schema"] = _given(parameter["schema"])
            _complete(operation["responses"], schemas, conditional=method == "get")
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return schema


def _given(schema: Json) -> Json:
    """Say what a parameter is when it is given; that it may be left out is said beside."""
    options = [option for option in schema.get("anyOf", ()) if option != {"type": "null"}]
    plain = {"title", "description", "anyOf"}
    kept = {name: value for name, value in schema.items() if name not in plain}
    return kept | (options[0] if options else {})


def _complete(answers: Json, schemas: Json, *, conditional: bool) -> None:
    """Say what any operation may answer: who is not known, and which parameter is not."""
    for status in [status for status in answers if status.startswith("4")]:
        kind: Json = next(iter(answers[status].get("content", {}).values()), {})
        if _named(kind) == "HTTPValidationError":
            del answers[status]  # said below, as a problem
        else:
            answers[status]["content"] = {PROBLEM: kind}
    refused = {"schema": {"$ref": "#/components/schemas/Problem"}}
    for number in (401, 422):
        told = {"description": MEANINGS[number], "content": {PROBLEM: refused}}
        answers.setdefault(str(number), told)
    for status, answer in answers.items():
        for kind in answer.get("content", {}).values():
            if status.startswith("2") and (given := schemas.get(_named(kind))):
                _describe(answer, given)
    if conditional:
        _header(answers["200"], "ETag", "Names this state of the answer.")
        answers["304"] = {"description": "The answer that If-None-Match names still holds."}


def _named(kind: Json) -> str:
    """Give the name of the schema of a body; empty if it has none of its own."""
    reference: str = kind.get("schema", {}).get("$ref", "")
    return reference.rpartition("/")[2]


def _describe(answer: Json, given: Json) -> None:
    """Say what an answer is, with the words of its schema."""
    words: str = given["description"]
    if answer["description"] == "Successful Response":
        answer["description"] = words.partition("\n")[0]
    if "next" in given.get("properties", {}):
        _header(answer, "Link", 'The address of the next part, with rel="next", if there is one.')


def _header(answer: Json, name: str, description: str) -> None:
    header = {"description": description, "schema": {"type": "string"}}
    answer.setdefault("headers", {})[name] = header
