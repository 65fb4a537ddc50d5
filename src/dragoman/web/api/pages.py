"""The page of the API: its reference, and a form that asks it, without any script."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from dragoman.web.api.given import ROOT
from dragoman.web.api.reference import Operation, Reference, build_reference
from dragoman.web.desk import AtDesk
from dragoman.web.rendering import address, render

router = APIRouter()


def reference_of(desk: AtDesk, request: Request) -> Reference:
    """Give the reference of the API that is mounted beside the pages."""
    api = cast(FastAPI, request.app.state.api)
    return desk.memo("api reference", lambda: build_reference(api.openapi()))


AtReference = Annotated[Reference, Depends(reference_of)]


@router.get("/api", response_class=Response)
def api(request: Request) -> Response:
    """Lead from the API's root to its page."""
    return RedirectResponse(address(request.scope.get("root_path", ""), "/api/docs"), 303)


@router.get("/api/docs", response_class=HTMLResponse)
def docs(request: Request, reference: AtReference) -> HTMLResponse:
    """Show what can be asked of the API."""
    return render(request, "api.html.j2", reference)


@router.get("/api/docs/try/{id}", response_class=Response)
def ask(request: Request, reference: AtReference, id: str) -> Response:  # noqa: A002
    """Lead from a filled-in form to the address that it means; empty fields ask nothing."""
    found = (one for group in reference.groups for one in group.operations if one.id == id)
    operation = next((one for one in found if one.method == "GET"), None)
    if operation is None:
        raise HTTPException(404, f"There is nothing to try under {id!r}.")
    given = {name: value for name, value in request.query_params.items() if value.strip()}
    path = ROOT + _filled_in(operation, given)
    known = [value.name for value in operation.parameters if value.place == "query"]
    asked = {name: given[name] for name in known if name in given}
    return RedirectResponse(address(request.scope.get("root_path", ""), path, asked), 303)


def _filled_in(operation: Operation, given: dict[str, str]) -> str:
    path = operation.path
    for value in operation.parameters:
        if value.place == "path":
            if value.name not in given:
                raise HTTPException(400, f"{operation.path} needs a value for {value.name}.")
            path = path.replace(f"{{{value.name}}}", given[value.name])
    return path
