"""The application: which operation, whose session, is it theirs to send, and the answer.

A session is the browser's; a program of another site cannot read what is answered (no CORS), nor
send what changes something without the session's token, which only a reader of `me` knows.

Keeps: access.self, access.identity, security.transport.
May be imported by: gateways.api.
"""

from __future__ import annotations

import re
from functools import partial
from hmac import compare_digest
from typing import Any, Final
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bailee.gateways.api import values
from bailee.gateways.api.desks import Desks, session_of
from bailee.gateways.api.document import CSRF, PART, description
from bailee.gateways.api.operations import OPERATIONS, Asked, Operation
from bailee.gateways.asgi import App, Limits, Serve, app_of
from bailee.gateways.problems import Problem, as_json, problem_of
from bailee.protocols.http import HttpRequest, HttpResponse, MalformedError
from bailee.terms import NotFoundError, Session

__all__ = ["BASE", "api_app"]

BASE: Final = "/api/v1"
_DOCUMENT: Final = "/api/openapi.json"
_LIMITS: Final = Limits(body=16 * 1024, idle_s=10.0, total_s=30.0)
_ALWAYS: Final = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}
_DECIMAL: Final = re.compile(r"(?:0|[1-9][0-9]{0,17})")


class _RefusedError(Exception):
    """An answer that no operation gives."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.name)
        self.problem = problem


_SIGNED_OUT: Final = Problem(
    401,
    "signed-out",
    "sign in on the pages of this server",
    # A scheme must be named (RFC 9110 §15.5.2); browsers ignore one that they do not know.
    headers={"www-authenticate": 'Cookie realm="Bailee"'},
)
_FOREIGN: Final = Problem(403, "foreign-form", f"send `csrf` of {BASE}/me as {CSRF}")
_NO_JSON: Final = Problem(415, "media-type", "send application/json")


class Found(Struct, frozen=True):
    """The operation of a request, and the parts of its path."""

    operation: Operation
    parts: dict[str, str]


def api_app(desks: Desks) -> App:
    """The ASGI application for everything below `/api`."""
    document = HttpResponse(
        200,
        {"content-type": "application/json", **_ALWAYS},
        description(base=BASE, cookie=desks.cookie),
    )

    async def admit(head: HttpRequest) -> HttpResponse | Serve:
        if head.path == _DOCUMENT and head.method in {"GET", "HEAD"}:
            return document
        found = find(head)
        session = await session_of(desks, head)
        if session is None:
            raise _RefusedError(_SIGNED_OUT)
        if not found.operation.is_safe:
            _own(head, session)
        return partial(_serve, desks, found, session)

    return app_of(admit, show=_show, limits=_LIMITS)


def find(head: HttpRequest) -> Found:
    """Which operation a request asks for. Raises `NotFoundError`, and tells other methods."""
    there = [
        Found(one, found.groupdict())
        for one in OPERATIONS
        if (found := _PATHS[one.path].fullmatch(head.path))
    ]
    if not there:
        raise NotFoundError("there is no such operation")
    for one in there:
        if one.operation.method == head.method or (head.method == "HEAD" and one.operation.is_safe):
            return one
    methods = sorted({one.operation.method for one in there})
    allowed = ", ".join([*methods, "HEAD"] if "GET" in methods else methods)
    problem = Problem(405, "method", f"this path has {allowed}", headers={"allow": allowed})
    raise _RefusedError(problem)


_PATHS: Final = {
    one.path: re.compile(BASE + re.sub(r"\{(\w+)\}", rf"(?P<\1>{PART})", one.path))
    for one in OPERATIONS
}


def _own(head: HttpRequest, session: Session) -> None:
    """Refuse what another site's page could have sent."""
    given = head.headers.get(CSRF, "").encode()
    site = head.headers.get("sec-fetch-site", "same-origin")
    if site not in {"same-origin", "none"} or not compare_digest(given, session.csrf.encode()):
        raise _RefusedError(_FOREIGN)


async def _serve(
    desks: Desks, found: Found, session: Session, request: HttpRequest
) -> HttpResponse:
    operation = found.operation
    asked = Asked(
        desks=desks,
        session=session,
        parts=found.parts,
        page=_page(request.query) if operation.is_paged else values.Page(),
        body=_body(request, operation.takes),
    )
    answer = await operation.act(asked)
    if operation.gives is None:
        return HttpResponse(204, _ALWAYS)
    return HttpResponse(
        200, {"content-type": "application/json", **_ALWAYS}, msgspec.json.encode(answer)
    )


def _page(query: str) -> values.Page:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    except ValueError:
        raise MalformedError("the query cannot be read") from None
    if len(dict(pairs)) != len(pairs) or not all(_DECIMAL.fullmatch(said) for _, said in pairs):
        raise MalformedError("the query takes whole numbers, each once")
    numbers = {name: int(said) for name, said in pairs}
    try:
        return msgspec.convert(numbers, values.Page)
    except msgspec.ValidationError as error:
        raise MalformedError(f"the query is not as it should be: {error}") from None


def _body(request: HttpRequest, kind: type[Any] | None) -> Any:  # noqa: ANN401 - of the operation's own type
    if kind is None:
        return None
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        raise _RefusedError(_NO_JSON)
    try:
        return msgspec.json.decode(request.body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedError(f"the body is not as it should be: {error}") from None


def _show(error: Exception, _request: HttpRequest | None = None) -> HttpResponse:
    problem = error.problem if isinstance(error, _RefusedError) else problem_of(error)
    answer = as_json(problem)
    return replace(answer, headers={**_ALWAYS, **answer.headers})
