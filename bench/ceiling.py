"""How fast the client of the bench could be: the same requests to a server that does nothing.

May be imported by: bench.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple

from bench.cards import cards
from bench.client import Address, Answer, Connection, Lanes

REQUESTS = 3_000
BULK_BYTES = 8_000_000
BULKS = 5
CREATED = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"
HEAD_END = b"\r\n\r\n"
LENGTH = b"Content-Length: "


class Ceiling(NamedTuple):
    """What the client reaches when the server costs nothing."""

    put_per_s: float
    put_8_per_s: float
    read_mb_per_s: float


def measure() -> Ceiling:
    """Measure against a server of our own in a process of its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = multiprocessing.get_context("fork").Process(target=_serve, args=(listener,))
    server.start()
    try:
        return _measured(Address(listener.getsockname()[1]))
    finally:
        server.terminate()
        server.join()
        listener.close()


def _measured(address: Address) -> Ceiling:
    puts = [address.prepare("PUT", f"/{card.name}", card.body) for card in cards(REQUESTS)]
    with Connection(address) as connection:
        alone_s = _seconds(lambda: [connection.exchange(put) for put in puts])
        bulk = [connection.exchange(address.prepare("GET", "/")) for _ in range(BULKS)]
    together_s = _seconds(lambda: Lanes(address, count=8).drain(puts))
    read_s = sum(answer.took_s for answer in bulk)
    return Ceiling(REQUESTS / alone_s, REQUESTS / together_s, BULKS * BULK_BYTES / 1e6 / read_s)


def _seconds(work: Callable[[], list[Answer]]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _serve(listener: socket.socket) -> None:
    """Answer 201 to every PUT and `BULK_BYTES` to every GET, until terminated."""

    async def forever() -> None:
        server = await asyncio.get_running_loop().create_server(_Nothing, sock=listener)
        await server.serve_forever()

    asyncio.run(forever())


class _Nothing(asyncio.Protocol):
    """A server that reads a request to its end, and forgets it."""

    def __init__(self) -> None:
        self._buffer = b""
        self._transport: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head_end = self._buffer.find(HEAD_END)
        length_at = self._buffer.find(LENGTH, 0, head_end) + len(LENGTH)
        if head_end < 0 or len(self._buffer) < head_end + 4 + int(
            self._buffer[length_at : self._buffer.find(b"\r", length_at)]
        ):
            return
        wants_bulk = self._buffer.startswith(b"GET")
        self._buffer = b""
        if isinstance(self._transport, asyncio.WriteTransport):
            self._transport.write(_bulk() if wants_bulk else CREATED)


def _bulk() -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % BULK_BYTES + bytes(BULK_BYTES)
