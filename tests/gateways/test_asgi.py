"""The edge: bodies have an end, in size and in time, and answers are sent as they are made."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bailee.gateways.asgi import App, Limits, Message, Serve, app_of
from bailee.protocols.http import HttpRequest, HttpResponse
from tests.gateways.asking import Answer, converse, gathered, scope_of

LIMITS = Limits(body=10, idle_s=0.02, total_s=0.05)


async def serve(request: HttpRequest) -> HttpResponse:
    """Answer with what was asked."""
    return HttpResponse(200, {"x-path": request.path}, request.body)


async def admit(_head: HttpRequest) -> HttpResponse | Serve:
    return serve


@pytest.fixture
def echo() -> App:
    return app_of(admit, limits=LIMITS)


def part(body: bytes, *, more: bool = False) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


async def put(app: App, *parts: bytes, **headers: str) -> Answer:
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    last = len(parts) - 1
    messages = [part(body, more=number < last) for number, body in enumerate(parts)]
    return await converse(app, scope_of("PUT", "/x", said), messages)


async def test_a_body_in_parts_is_one_body(echo: App) -> None:
    assert (await put(echo, b"abc", b"", b"def", content_length="6")).body == b"abcdef"


async def test_a_body_of_unknown_length_is_read_to_its_end(echo: App) -> None:
    assert (await put(echo, b"abc", b"def", transfer_encoding="chunked")).body == b"abcdef"


async def test_no_body_is_waited_for_where_none_is_said(echo: App) -> None:
    assert (await converse(echo, scope_of("GET", "/x", {}), [])).status == 200


@pytest.mark.parametrize(
    ("parts", "headers"),
    [
        ((), {"content_length": "11"}),
        ((), {"content_length": "9" * 5000}),
        ((b"x" * 6, b"x" * 6), {"transfer_encoding": "chunked"}),
        ((b"x" * 11,), {"content_length": "3"}),
    ],
)
async def test_a_body_has_a_largest_size(
    echo: App, parts: tuple[bytes, ...], headers: dict[str, str]
) -> None:
    answer = await put(echo, *parts, **headers)
    assert (answer.status, answer.headers["connection"]) == (413, "close")


@pytest.mark.parametrize("pause_s", [1.0, 0.015])
async def test_a_slow_body_is_not_waited_for(echo: App, pause_s: float) -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.sleep(pause_s)
        return part(b"", more=True)

    async def send(message: Message) -> None:
        sent.append(message)

    await asyncio.wait_for(echo(scope_of("PUT", "/x", {"content-length": "9"}), receive, send), 5)
    answer = gathered(sent)
    assert (answer.status, answer.headers["connection"]) == (408, "close")


async def test_a_client_that_left_is_not_answered(echo: App) -> None:
    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        raise AssertionError(message)

    await echo(scope_of("PUT", "/x", {"content-length": "3"}), receive, send)


async def test_who_is_not_admitted_is_answered_without_a_look_at_the_body() -> None:
    async def refuse(_head: HttpRequest) -> HttpResponse | Serve:
        return HttpResponse(418)

    assert (await put(app_of(refuse), content_length="3")).status == 418


async def test_a_header_said_twice_is_a_list() -> None:
    async def told(head: HttpRequest) -> HttpResponse | Serve:
        return HttpResponse(200, {}, head.headers["prefer"].encode())

    scope = scope_of("GET", "/x", {"prefer": "a"})
    scope["headers"] = [*scope["headers"], (b"prefer", b"b")]
    assert (await converse(app_of(told), scope, [])).body == b"a, b"


async def test_a_path_is_read_from_what_came_over_the_wire(echo: App) -> None:
    scope = scope_of("GET", "/a%20b?x=1", {})
    scope["path"] = "/somewhere/else"
    assert (await converse(echo, scope, [])).headers["x-path"] == "/a b"


async def test_an_answer_is_sent_while_it_is_made() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"b"

    async def stream(_head: HttpRequest) -> HttpResponse | Serve:
        return HttpResponse(207, {}, chunks())

    answer = await converse(app_of(stream), scope_of("GET", "/", {}), [])
    assert (answer.body, answer.parts) == (b"ab", 3)
    assert "content-length" not in answer.headers
    head = await converse(app_of(stream), scope_of("HEAD", "/", {}), [])
    assert head.body == b""


async def test_only_http_is_spoken(echo: App) -> None:
    with pytest.raises(RuntimeError):
        await converse(echo, {"type": "websocket"}, [])
