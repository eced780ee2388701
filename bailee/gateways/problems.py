"""Errors as answers: the only place that gives one of our errors an HTTP status.

A page reads a `Problem` and shows it to people; everything else gets it as RFC 9457 JSON, or, if
it speaks DAV and the standard names the condition that was broken, as a `DAV:error` body.

May be imported by: gateways, pages, assembly.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct, json, structs

from bailee import terms
from bailee.protocols.dav import xml
from bailee.protocols.dav.content import CARDS
from bailee.protocols.dav.errors import DavError, stale_token
from bailee.protocols.dav.write import document
from bailee.protocols.http import HttpRequest, HttpResponse, MalformedError, encode_name

_LOG = logging.getLogger("bailee.gateways")
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_LATER: Final[Mapping[str, str]] = MappingProxyType({"retry-after": "60"})
_REASON_NAMESPACE: Final = "urn:bailee:problem"


class SlowError(Exception):
    """The rest of a request did not come in time."""


class UnknownCallerError(Exception):
    """The request does not say, or not truly, which device makes it."""


class Problem(Struct, frozen=True):
    """What went wrong, told to a stranger: nothing of the request is in it.

    `name` is the last part of `/problems/{name}`; `policy` the path of the sentence that says no;
    `condition` the element of a broken DAV condition, written.
    """

    status: int
    name: str
    detail: str
    policy: str = ""
    condition: str = ""
    headers: Mapping[str, str] = _NOTHING


def problem_of(error: Exception) -> Problem:
    """What is said of an error; of one that nobody foresaw, nothing."""
    if isinstance(error, terms.Refused):
        return _refused(error.refusal)
    if isinstance(error, DavError):
        return _dav(error)
    if isinstance(error, MalformedError):
        return Problem(400, "malformed", error.reason)
    for kind, problem in _KNOWN.items():
        if isinstance(error, kind):
            return problem
    if isinstance(error, terms.BaileeError):
        return Problem(400, "not-possible", str(error))
    log_unforeseen(error)
    return Problem(500, "internal", "something went wrong on our side")


def _refused(refusal: terms.Refuse) -> Problem:
    policy = f"/policy#{refusal.clause}" if refusal.clause else "/policy"
    headers = {"link": f'<{policy}>; rel="describedby"'}
    return Problem(403, "refused", refusal.reason, policy=policy, headers=headers)


def _dav(error: DavError) -> Problem:
    name = _NAMES.get(error.status, "condition")
    headers = dict(error.headers)
    return Problem(error.status, name, error.detail, condition=error.condition, headers=headers)


_NAMES: Final = {
    404: "not-found",
    405: "method",
    409: "conflict",
    412: "changed",
    413: "too-large",
    415: "media-type",
    502: "elsewhere",
}

# The words are always the same: another person's thing and no thing must not be told apart.
_KNOWN: Final[dict[type[Exception], Problem]] = {
    terms.NotFoundError: Problem(404, "not-found", "there is nothing here"),
    terms.VersionError: Problem(412, "changed", "it is not in the state that you named"),
    terms.AliasError: Problem(409, "conflict", "another item has this identity"),
    terms.ExistsError: Problem(409, "conflict", "there is one of this name already"),
    # Closed, so that the rest of it need not be waited for.
    terms.TooLargeError: structs.replace(_dav(CARDS.too_large()), headers={"connection": "close"}),
    terms.StaleTokenError: _dav(stale_token()),
    terms.LockedError: Problem(
        503, "locked", "the key is with your devices, and none is signed in", headers=_LATER
    ),
    terms.StorageError: Problem(
        503, "storage", "nothing can be kept here at the moment", headers=_LATER
    ),
    terms.KeyUnavailableError: Problem(
        503, "storage", "what is kept here cannot be opened at the moment", headers=_LATER
    ),
    terms.DamagedError: Problem(
        500, "damaged", "this is damaged where it is kept, and cannot be read"
    ),
    SlowError: Problem(
        408, "slow", "the request took too long to arrive", headers={"connection": "close"}
    ),
    UnknownCallerError: Problem(
        401,
        "signed-out",
        "sign in with the username and the app password of this device",
        headers={"www-authenticate": 'Basic realm="Bailee", charset="UTF-8"'},
    ),
}


def log_unforeseen(error: Exception) -> None:
    """Note an error that nobody foresaw."""
    # Where it happened and of what kind, and not its words: they may be about people.
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "?" if trace is None else f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}"
    _LOG.error("unforeseen %s in %s", type(error).__name__, where)


def as_json(problem: Problem) -> HttpResponse:
    """The problem for programs (RFC 9457)."""
    body: dict[str, str | int] = {
        "type": f"/problems/{problem.name}",
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.policy:
        body["policy"] = problem.policy
    headers = {"content-type": "application/problem+json", **problem.headers}
    return HttpResponse(problem.status, headers, json.encode(body))


def as_dav(problem: Problem) -> HttpResponse:
    """The problem for DAV clients: the broken condition, and the same told to people."""
    said = f'<b:reason xmlns:b="{_REASON_NAMESPACE}">{xml.escape(problem.detail)}</b:reason>'
    if problem.policy:
        link = xml.escape(problem.policy)
        said += f'<b:policy xmlns:b="{_REASON_NAMESPACE}" href="{link}"/>'
    headers = {"content-type": xml.MEDIA_TYPE, **problem.headers}
    return HttpResponse(problem.status, headers, document("D:error", problem.condition + said))


def answer(error: Exception, _request: HttpRequest | None = None) -> HttpResponse:
    """The answer to any request that failed."""
    return as_json(problem_of(error))


def answer_dav(error: Exception, request: HttpRequest | None = None) -> HttpResponse:
    """The answer to a DAV request that failed; JSON where it asks for it, or no condition broke."""
    problem = problem_of(error)
    if problem.name == "refused" and request is not None:
        problem = structs.replace(problem, condition=_privilege(request))
    if not problem.condition or (request is not None and _wants_json(request)):
        return as_json(problem)
    return as_dav(problem)


def _privilege(request: HttpRequest) -> str:
    """What the caller would have to be allowed (RFC 3744 §7.1.1)."""
    privilege = "read" if request.method in _READS else "write"
    href = xml.escape("/".join(map(encode_name, request.path.split("/"))))
    return (
        f"<D:need-privileges><D:resource><D:href>{href}</D:href>"
        f"<D:privilege><D:{privilege}/></D:privilege></D:resource></D:need-privileges>"
    )


_READS: Final = frozenset({"GET", "HEAD", "PROPFIND", "REPORT", "OPTIONS"})


def _wants_json(request: HttpRequest) -> bool:
    return "json" in request.headers.get("accept", "")
