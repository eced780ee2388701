"""The one cookie of the pages: the session of a signed-in member.

Nothing else is remembered in a browser; a language chosen by hand travels in the links.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

MOST_CHARACTERS = 256


def _name(*, secure: bool) -> str:
    # `__Host-`: set by this host alone, over TLS, for all paths (RFC 6265bis §4.1.3.2).
    return "__Host-bailee" if secure else "bailee"


def token_of(http: Request, *, secure: bool) -> str:
    """The session token that the browser holds, or an empty string."""
    token = http.cookies.get(_name(secure=secure), "")
    return token if len(token) <= MOST_CHARACTERS else ""


def give(response: Response, token: str, *, secure: bool) -> None:
    """Have the browser keep a session until it is closed."""
    response.set_cookie(
        _name(secure=secure), token, path="/", secure=secure, httponly=True, samesite="lax"
    )


def take_back(response: Response, *, secure: bool) -> None:
    """Have the browser forget the session."""
    response.delete_cookie(
        _name(secure=secure), path="/", secure=secure, httponly=True, samesite="lax"
    )
