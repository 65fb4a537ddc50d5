"""Permission: what a route asks for when it is not for everyone.

    @router.post("/review/{id}")
    def decide(user: Coder, ...): ...

A route with Coder or Admin is only reached by such an account; where it writes, only with the
form's token of the session (or an API token), and not more often than the limits allow.
"""

import hmac
import math
from collections.abc import Awaitable, Callable
from typing import Annotated, cast

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from dragoman.store.users import Role, User
from dragoman.web.users.door import SAFE_METHODS, Visitor, access_of
from dragoman.web.users.limits import network_of

FORM_TYPE = "application/x-www-form-urlencoded"


def visitor_of(request: Request) -> Visitor:
    """Tell who asks."""
    return cast(Visitor, request.state.visitor)


def user_of(request: Request) -> User | None:
    """Give the account that asks. None: nobody is logged in."""
    return visitor_of(request).user


def at_least(role: Role) -> Callable[[Request], Awaitable[User]]:
    """Make the dependency that lets only accounts of a role through."""

    async def permitted(request: Request) -> User:
        visitor = visitor_of(request)
        if visitor.user is None:
            raise HTTPException(
                401, "This needs a login, and there is none or it has ended. Nothing was changed."
            )
        if not visitor.user.role.covers(role):
            raise HTTPException(
                403, f"This needs the role {role}; {visitor.user.name} is {visitor.user.role}."
            )
        if request.method not in SAFE_METHODS:
            if not visitor.by_token:
                await check_form(request, visitor)
            slow_down(request, visitor.user)
        return visitor.user

    return permitted


async def check_form(request: Request, visitor: Visitor) -> None:
    """See that what is sent comes from a form, or a script, of this very session.

    Raises:
        HTTPException: It does not.
    """
    given = request.headers.get("x-csrf-token")
    if given is None:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        field = (await request.form()).get("csrf") if kind == FORM_TYPE else None
        given = field if isinstance(field, str) else ""
    if not hmac.compare_digest(given.encode("utf-8", "replace"), visitor.csrf.encode()):
        raise HTTPException(
            403,
            "The form is not from this session: you may have logged in anew since it was opened. "
            "Nothing was changed; open the page again.",
        )


def slow_down(request: Request, user: User) -> None:
    """Count a write against what an account and an address may do.

    Raises:
        HTTPException: It was too often.
    """
    writes = access_of(request).limits.writes
    wait = max(writes.take(f"user {user.name}"), writes.take(f"address {address_of(request)}"))
    if wait:
        raise too_often(wait, "Nothing was changed.")


def too_often(seconds: float, effect: str) -> HTTPException:
    """Make the refusal of what was tried too often."""
    whole = max(1, math.ceil(seconds))
    detail = f"That was too often in a short time. {effect} Try again in {whole} seconds."
    return HTTPException(429, detail, {"retry-after": str(whole)})


def address_of(request: Request) -> str:
    """Give the network that a request comes from, which limits count as one."""
    return network_of(request.client.host if request.client else "")


async def posted(request: Request) -> FormData:
    """Give the fields of a form whose names are not known beforehand."""
    return await request.form()


Coder = Annotated[User, Depends(at_least(Role.CODER))]
"""The parameter of a route that only coders and admins reach."""

Admin = Annotated[User, Depends(at_least(Role.ADMIN))]
"""The parameter of a route that only admins reach."""

Reader = Annotated[User | None, Depends(user_of)]
"""The parameter by which a route that is for everyone gets the account that asks, if one does."""

Posted = Annotated[FormData, Depends(posted)]
"""The parameter by which a route gets all fields of a form."""
