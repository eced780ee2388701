"""The two cookies of the pages: a member's session, and a mark that they were here before.

The mark opens nothing: it keeps those who guess from shutting a member out of their own browser.
Nothing else is remembered in a browser; a language chosen by hand travels in the links.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

MOST_CHARACTERS = 256
KNOWN_S = 180 * 86_400


def name(*, secure: bool) -> str:
    """What the session is called in a browser."""
    # `__Host-`: set by this host alone, over TLS, for all paths (RFC 6265bis §4.1.3.2).
    return "__Host-bailee" if secure else "bailee"


def token_of(http: Request, *, secure: bool) -> str:
    """The session token that the browser holds, or an empty string."""
    token = http.cookies.get(name(secure=secure), "")
    return token if len(token) <= MOST_CHARACTERS else ""


def give(response: Response, token: str, *, secure: bool) -> None:
    """Have the browser keep a session until it is closed."""
    response.set_cookie(
        name(secure=secure), token, path="/", secure=secure, httponly=True, samesite="lax"
    )


def take_back(response: Response, *, secure: bool) -> None:
    """Have the browser forget the session."""
    response.delete_cookie(
        name(secure=secure), path="/", secure=secure, httponly=True, samesite="lax"
    )


def known_of(http: Request, *, secure: bool) -> str:
    """What an earlier sign-in left in the browser, or an empty string."""
    mark = http.cookies.get(_known(secure=secure), "")
    return mark if len(mark) <= MOST_CHARACTERS else ""


def mark_known(response: Response, mark: str, *, secure: bool) -> None:
    """Have the browser keep its mark for half a year."""
    response.set_cookie(
        _known(secure=secure),
        mark,
        max_age=KNOWN_S,
        path="/",
        secure=secure,
        httponly=True,
        samesite="strict",
    )


def _known(*, secure: bool) -> str:
    return "__Host-bailee-known" if secure else "bailee-known"
