"""Forms of review as a browser without scripts holds and sends them."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

import lxml.html  # type: ignore[import-untyped,unused-ignore]
from httpx2 import Response

from dragoman.record import Field, Statement
from dragoman.store import Store
from dragoman.store.queries.review import ReviewQueue
from tests.web.conftest import LoggedIn

FORM = {"content-type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a sheet as a browser holds it."""

    action: str
    values: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, html: str) -> "Form":
        form = lxml.html.fromstring(html).get_element_by_id("review-form")
        return cls(form.get("action"), tuple((n, v or "") for n, v in form.form_values()))

    def __getitem__(self, name: str) -> str:
        return dict(self.values)[name]

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.values if key == name]

    def with_(self, **changed: str) -> "Form":
        """Fill in other values; of several fields of one name the first."""
        left = dict(changed)
        values = tuple((name, left.pop(name, value)) for name, value in self.values)
        assert not left, f"the form has no field {sorted(left)}"
        return replace(self, values=values)

    def with_spans(self, name: str, *spans: tuple[int, int]) -> "Form":
        """Mark other words for a field, as the script does: one pair of numbers for each run."""
        names = (f"{name}_start", f"{name}_end")
        kept = tuple(pair for pair in self.values if pair[0] not in names)
        pairs = [(n, str(v)) for span in spans for n, v in zip(names, span, strict=True)]
        return replace(self, values=(*kept, *pairs))

    def body(self, decision: str) -> str:
        return urlencode([*self.values, ("decision", decision)])


def sheet(user: LoggedIn, statement: Statement | str) -> Form:
    id_ = statement if isinstance(statement, str) else statement.id
    answer = user.client.get(f"/review/{id_}", follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return Form.of(answer.text)


def send(user: LoggedIn, form: Form, decision: str) -> Response:
    return user.client.post(form.action, content=form.body(decision), headers=FORM)


def decide(user: LoggedIn, statement: Statement, decision: str, **changed: str) -> str:
    """Send a statement's form and give where it leads."""
    answer = send(user, sheet(user, statement).with_(**changed), decision)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def at(document_text: str, words: str) -> tuple[int, int]:
    start = document_text.index(words)
    return start, start + len(words)


def first_left(store: Store) -> str:
    return store.view().ask(ReviewQueue(limit=1)).items[0].statement


def decisions(store: Store) -> list[tuple[str, Field | None, str]]:
    return [(j.decision.value, j.field, j.author) for j in store.view().judgements()]
