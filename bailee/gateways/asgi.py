"""ASGI on one side, values on the other: bodies bounded in size and time, answers streamed.

A request is met twice: `admit` sees its head and may answer at once, so that nobody's body is read
before it is known whose it is; what it returns instead of an answer gets the whole request.
No path, name or address is logged here or anywhere.

May be imported by: gateways, pages, assembly.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, MutableMapping
from typing import Any, Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from bailee.gateways.problems import SlowError, answer, log_unforeseen
from bailee.protocols.http import HttpRequest, HttpResponse, decode_path
from bailee.terms import TooLargeError

# What ASGI passes about is of any type by its own definition (asgiref's typing).
Message: TypeAlias = MutableMapping[str, Any]
Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

Serve: TypeAlias = Callable[[HttpRequest], Awaitable[HttpResponse]]
Admit: TypeAlias = Callable[[HttpRequest], Awaitable[HttpResponse | Serve]]
Show: TypeAlias = Callable[[Exception, HttpRequest | None], HttpResponse]

_BODILESS: Final = frozenset({204, 304})


class Limits(Struct, frozen=True):
    """How large a body may be, in bytes, and how slow, in seconds: between parts, and in all."""

    body: int = 10 * 1024 * 1024
    idle_s: float = 30.0
    total_s: float = 300.0


LIMITS: Final = Limits()


class _GoneError(Exception):
    """The client went away before its request was whole."""


def app_of(admit: Admit, *, show: Show = answer, limits: Limits = LIMITS) -> App:
    """An ASGI application that answers every HTTP request, and nothing else."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise RuntimeError("only HTTP is spoken here")
        head: HttpRequest | None = None
        try:
            head = _head(scope)
            response = await _serve(head, admit, receive, limits)
        except _GoneError:
            return
        except Exception as error:  # noqa: BLE001 - the edge: whatever it is, it is answered
            response = show(error, head)
        await _send(response, send, head_only=scope["method"] == "HEAD")

    return app


async def _serve(head: HttpRequest, admit: Admit, receive: Receive, limits: Limits) -> HttpResponse:
    admitted = await admit(head)
    if isinstance(admitted, HttpResponse):
        return admitted
    if not _has_body(head):
        return await admitted(head)
    body = await _body(head, receive, limits)
    return await admitted(replace(head, body=body))


def _head(scope: Scope) -> HttpRequest:
    raw: bytes = scope["raw_path"]
    headers: dict[str, str] = {}
    pairs: Iterable[tuple[bytes, bytes]] = scope["headers"]
    for name, value in pairs:
        key = name.decode("latin-1")
        # Said twice, it is a list (RFC 9110 §5.3).
        said = value.decode("latin-1")
        headers[key] = f"{headers[key]}, {said}" if key in headers else said
    path = decode_path(raw.decode("latin-1").partition("?")[0])
    query: bytes = scope["query_string"]
    return HttpRequest(scope["method"], path, headers, query.decode("latin-1"))


def _has_body(head: HttpRequest) -> bool:
    return "transfer-encoding" in head.headers or head.headers.get("content-length", "0") != "0"


async def _body(head: HttpRequest, receive: Receive, limits: Limits) -> bytes:
    """The body whole; `TooLargeError` before reading what says it is too large."""
    length = head.headers.get("content-length", "")
    if length.isdecimal() and int(length[:18]) > limits.body:
        raise TooLargeError("the body is too large")
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + limits.total_s
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(limits.idle_s) as deadline:
            while True:
                part, more = await _part(receive)
                size += len(part)
                if size > limits.body:
                    raise TooLargeError("the body is too large")
                parts.append(part)
                if not more:
                    return parts[0] if len(parts) == 1 else b"".join(parts)
                deadline.reschedule(min(ends_at, loop.time() + limits.idle_s))
    except TimeoutError:
        raise SlowError from None


async def _part(receive: Receive) -> tuple[bytes, bool]:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise _GoneError
    return message.get("body", b""), message.get("more_body", False)


async def _send(response: HttpResponse, send: Send, *, head_only: bool) -> None:
    body = response.body
    headers = [(name.encode(), value.encode()) for name, value in response.headers.items()]
    if isinstance(body, bytes) and response.status not in _BODILESS:
        headers.append((b"content-length", b"%d" % len(body)))
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    if isinstance(body, bytes) or head_only:
        whole = body if isinstance(body, bytes) and not head_only else b""
        await send({"type": "http.response.body", "body": whole})
    else:
        await _stream(body, send)


async def _stream(chunks: AsyncIterator[bytes], send: Send) -> None:
    try:
        async for chunk in chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
    except Exception as error:  # noqa: BLE001 - the edge: the status is sent, so no answer is left
        # An answer that is not ended tells the client that it is not whole.
        log_unforeseen(error)
        return
    await send({"type": "http.response.body", "body": b""})
