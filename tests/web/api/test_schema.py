"""The whole API against its own description, with made-up requests, right and wrong ones."""

from datetime import timedelta
from typing import Any, cast

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.datastructures import State

from dragoman.store.users import Role
from dragoman.web.api.application import create_api
from dragoman.web.api.given import ROOT
from tests.web.conftest import PASSWORD

Operation = APIOperation[Any, Any, Any, Any]
AnyCase = Case[Any]

EXAMPLES = 25
"""Requests of each kind to each address; the whole stays under 40 s on one core."""

IN_ORDER = {"GET /stability", "GET /what-if"}
"""Operations of which the first of one parameter, of a second, and of a third belong together."""

DESCRIPTION = create_api(State()).openapi() | {"servers": [{"url": ROOT}]}
DESCRIBED = schemathesis.openapi.from_dict(DESCRIPTION)
OPERATIONS = [cast(Ok[Operation], found).ok() for found in DESCRIBED.get_all_operations()]

bounded = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def headers(served: FastAPI) -> dict[str, str]:
    """Act for somebody who may write."""
    served.state.accounts.add("cora", PASSWORD, Role.CODER)
    _, secret = served.state.accounts.add_token("cora", "test", timedelta(days=1))
    return {"Authorization": f"Bearer {secret}"}


def label(operation: Operation) -> str:
    return operation.label


@pytest.mark.parametrize("operation", OPERATIONS, ids=label)
def test_api_answers_what_fits_its_description(
    operation: Operation, served: FastAPI, headers: dict[str, str]
) -> None:
    @bounded
    @given(case=operation.as_strategy(GenerationMode.POSITIVE))
    def check(case: AnyCase) -> None:
        # A cursor is told by the list before it, so that a made-up one is rightly refused.
        case.query.pop("after", None)
        # Whether a value fits its field, and lists are equally long, no description tells.
        untold = operation.body or operation.label in IN_ORDER
        case.call_and_validate(
            app=served,
            headers=headers,
            excluded_checks=[positive_data_acceptance] if untold else [],
        )

    check()


@pytest.mark.parametrize("operation", [o for o in OPERATIONS if o.query or o.body], ids=label)
def test_api_refuses_what_does_not_fit(
    operation: Operation, served: FastAPI, headers: dict[str, str]
) -> None:
    @bounded
    @given(case=operation.as_strategy(GenerationMode.NEGATIVE))
    def check(case: AnyCase) -> None:
        case.call_and_validate(app=served, headers=headers)

    check()
