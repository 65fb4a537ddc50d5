"""Writing: who may, by a token alone; what a browser sends along by itself does not count."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException

from dragoman.store.users import Role, User
from dragoman.web.users.permission import slow_down, visitor_of

TOKEN = HTTPBearer(
    scheme_name="token",
    description="A token of an account with the role coder or admin: `dragoman users token NAME`.",
    auto_error=False,
)


def writer_of(
    request: Request, _: Annotated[HTTPAuthorizationCredentials | None, Depends(TOKEN)]
) -> User:
    """Give the account that a request writes for.

    Raises:
        HTTPException: 401, no token is given; 403, the account may not write; 429, it was too
            often.
    """
    visitor = visitor_of(request)
    if visitor.user is None or not visitor.by_token:
        detail = "Writing needs a token: send Authorization: Bearer and the token of a coder."
        raise HTTPException(401, detail, {"www-authenticate": "Bearer"})
    user = visitor.user
    if not user.role.covers(Role.CODER):
        raise HTTPException(403, f"This needs the role coder; {user.name} is {user.role}.")
    slow_down(request, user)
    return user


Writer = Annotated[User, Depends(writer_of)]
"""The parameter of a route that writes."""
