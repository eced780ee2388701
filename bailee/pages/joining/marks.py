"""The mark that a browser keeps for a day when its answer about age led to a guardian.

It is a random ticket: what it stands for is in the house's memory alone.

Keeps: children.approval.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

MOST_CHARACTERS = 256
DAY_S = 86_400


def _name(*, secure: bool) -> str:
    return "__Host-bailee-age" if secure else "bailee-age"


def age_of(http: Request, *, secure: bool) -> str:
    """The ticket of an earlier answer, or an empty string."""
    mark = http.cookies.get(_name(secure=secure), "")
    return mark if len(mark) <= MOST_CHARACTERS else ""


def keep_age(response: Response, ticket: str, *, secure: bool) -> None:
    """Have the browser keep the answer for a day."""
    response.set_cookie(
        _name(secure=secure),
        ticket,
        max_age=DAY_S,
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
    )
