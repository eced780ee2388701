"""Every error as a page: what happened, why, and what can be done. For machines: RFC 9457.

May be imported by: pages.
"""

from __future__ import annotations

import logging

from msgspec import Struct
from msgspec.json import encode
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bailee.pages.frame.forms import MalformedFormError, MediaTypeError
from bailee.pages.frame.guards import ForeignFormError
from bailee.pages.frame.visit import SAFE, SignedOutError, Visit
from bailee.pages.problems import EXPLAINED
from bailee.services.account import ThrottledError
from bailee.terms import (
    BaileeError,
    DamagedError,
    KeyUnavailableError,
    LockedError,
    NotFoundError,
    Refused,
    StorageError,
    TooLargeError,
)

log = logging.getLogger(__name__)

PROBLEM_JSON = "application/problem+json"
OF_STATUS = {404: "not-found", 405: "method", 413: "too-large"}
OF_ERROR: dict[type[Exception], tuple[int, str]] = {
    DamagedError: (500, "damaged"),
    ForeignFormError: (403, "foreign-form"),
    LockedError: (503, "locked"),
    MalformedFormError: (400, "malformed"),
    MediaTypeError: (415, "media-type"),
    NotFoundError: (404, "not-found"),
    Refused: (403, "refused"),
    SignedOutError: (401, "signed-out"),
    StorageError: (503, "storage"),
    ThrottledError: (429, "throttled"),
    TooLargeError: (413, "too-large"),
    KeyUnavailableError: (503, "storage"),
    # The last: every error of ours that has no place of its own.
    BaileeError: (400, "not-possible"),
}
INTERNAL = (500, "internal")


class Problem(Struct, frozen=True, omit_defaults=True):
    """A problem as machines read it (RFC 9457 §3)."""

    type: str
    title: str
    status: int
    detail: str = ""
    policy: str = ""


def tell(visit: Visit, error: Exception) -> Response:
    """The answer to whoever met this error."""
    status, name = _found(error)
    if status == INTERNAL[0]:
        _log(error)
    if isinstance(error, SignedOutError) and not _is_machine(visit.http):
        return _to_sign_in(visit)
    clause = error.refusal.clause if isinstance(error, Refused) else None
    reason = str(error) if name in {"refused", "not-possible"} else ""
    wait_s = error.wait_s if isinstance(error, ThrottledError) else 0
    if _is_machine(visit.http):
        answer = _problem(name, status=status, reason=reason, clause=clause)
    else:
        answer = visit.show(
            "problem.html",
            status=status,
            problem=EXPLAINED[name],
            reason=reason,
            is_refused=isinstance(error, Refused),
            clause=clause,
            wait_s=wait_s,
        )
    if wait_s:
        answer.headers["retry-after"] = str(wait_s)
    if isinstance(error, HTTPException):
        answer.headers.update(error.headers or {})
    return answer


def _found(error: Exception) -> tuple[int, str]:
    if isinstance(error, HTTPException):
        return error.status_code, OF_STATUS.get(error.status_code, "malformed")
    kinds = (found for kind, found in OF_ERROR.items() if isinstance(error, kind))
    return next(kinds, INTERNAL)


def _log(error: Exception) -> None:
    # Where it happened and of what kind, and not its words: they may be about people.
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "?" if trace is None else f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}"
    log.error("unforeseen %s in %s", type(error).__name__, where)


def _is_machine(http: Request) -> bool:
    accept = http.headers.get("accept", "")
    return "json" in accept and "text/html" not in accept


def _problem(name: str, *, status: int, reason: str, clause: str | None) -> Response:
    problem = Problem(
        type=f"/problems/{name}",
        title=EXPLAINED[name].title,
        status=status,
        detail=reason,
        policy=f"/policy#{clause}" if clause else "",
    )
    return Response(encode(problem), status, media_type=PROBLEM_JSON)


def _to_sign_in(visit: Visit) -> Response:
    back = visit.http.url.path if visit.http.method in SAFE else ""
    return visit.go("/sign-in", to=back)
