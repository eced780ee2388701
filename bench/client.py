"""A client of HTTP/1.1 on a raw socket: a request is bytes made before the clock starts.

Keeps a connection open where the server does; where it does not, connecting is in the time.
May be imported by: bench.
"""

from __future__ import annotations

import re
import select
import socket
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from time import perf_counter
from typing import NamedTuple, Self

READ_BYTES = 262_144
PATIENCE_S = 600.0
LENGTH = re.compile(rb"\r\ncontent-length:\s*(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding:\s*chunked", re.IGNORECASE)
CLOSES = re.compile(rb"\AHTTP/1\.0|\r\nconnection:\s*close", re.IGNORECASE)


class WrongAnswerError(Exception):
    """A server answered something other than what was measured."""


class Answer(NamedTuple):
    """One answer: status, body, and the seconds from the first byte sent to the last one read."""

    status: int
    body: bytes
    took_s: float


class Address(NamedTuple):
    """Where a server listens, and the head lines that prove who we are."""

    port: int
    headers: tuple[str, ...] = ()
    host: str = "127.0.0.1"

    def prepare(
        self, method: str, path: str, body: bytes = b"", *, headers: Sequence[str] = ()
    ) -> bytes:
        """Make a whole request."""
        lines = (f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", *self.headers)
        length = f"Content-Length: {len(body)}"
        return "\r\n".join((*lines, *headers, length, "", "")).encode() + body


class Incoming:
    """An answer on its way: feed it until it is whole (RFC 9112 §6.3)."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._body_at = 0
        self._end: int | None = None
        self._chunk_at = 0
        self._chunked = False
        self.closes = False
        self.status = 0

    def feed(self, data: bytes) -> bool:
        """Take what arrived; say whether the answer is whole. No `data`: the server hung up."""
        self._buffer += data
        if not self._body_at and not self._head():
            return self._hung_up(data)
        if self._chunked:
            return self._walk_chunks() or self._hung_up(data)
        if self._end is None:
            return not data
        return len(self._buffer) >= self._end or self._hung_up(data)

    def body(self) -> bytes:
        """Give the body of a whole answer."""
        if not self._chunked:
            return bytes(memoryview(self._buffer)[self._body_at :])
        parts: list[bytes] = []
        at = self._body_at
        while size := self._chunk(at):
            start = self._buffer.index(b"\r\n", at) + 2
            parts.append(bytes(self._buffer[start : start + size]))
            at = start + size + 2
        return b"".join(parts)

    def _hung_up(self, data: bytes) -> bool:
        if not data:
            raise WrongAnswerError(f"the server hung up after {bytes(self._buffer[:200])!r}")
        return False

    def _head(self) -> bool:
        """Read the head, once all of it is there."""
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(self._buffer[:end])
        self.status = int(head[9:12])
        self._body_at = self._chunk_at = end + 4
        self._chunked = CHUNKED.search(head) is not None
        self.closes = CLOSES.search(head) is not None
        if length := LENGTH.search(head):
            self._end = self._body_at + int(length[1])
        elif self.status in {204, 304}:
            self._end = self._body_at
        return True

    def _chunk(self, at: int) -> int | None:
        """Give the size of the chunk at `at`; None while its head is not all there."""
        line_end = self._buffer.find(b"\r\n", at)
        if line_end < 0:
            return None
        return int(self._buffer[at:line_end].partition(b";")[0], 16)

    def _walk_chunks(self) -> bool:
        """Step over the chunks that have come; say whether the last one did."""
        while self._chunk_at < len(self._buffer):
            size = self._chunk(self._chunk_at)
            if size is None:
                return False
            start = self._buffer.index(b"\r\n", self._chunk_at) + 2
            if len(self._buffer) < start + size + 2:
                return False
            self._chunk_at = start + size + 2
            if not size:
                return True
        return False


class Connection(AbstractContextManager["Connection"]):
    """One connection to one server."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._socket: socket.socket | None = None

    def __enter__(self) -> Self:
        """Use as `with Connection(…)`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def exchange(self, prepared: bytes) -> Answer:
        """Send a request, wait for all of its answer. Raises `WrongAnswerError`, `OSError`."""
        began = perf_counter()
        incoming = Incoming()
        line = self.send(prepared)
        while not incoming.feed(line.recv(READ_BYTES)):
            pass
        took_s = perf_counter() - began
        self.settle(incoming)
        return Answer(incoming.status, incoming.body(), took_s)

    def send(self, prepared: bytes) -> socket.socket:
        """Send a request, connecting first where there is no connection."""
        if self._socket is None:
            where = (self._address.host, self._address.port)
            self._socket = socket.create_connection(where, timeout=PATIENCE_S)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(prepared)
        return self._socket

    def settle(self, incoming: Incoming) -> None:
        """Hang up after an answer that says so."""
        if incoming.closes:
            self.close()

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


class Lanes:
    """Several connections, each with one request under way, on one thread."""

    def __init__(self, address: Address, *, count: int) -> None:
        self._idle = [Connection(address) for _ in range(count)]
        self._poll = select.epoll()
        self._busy: dict[int, tuple[Connection, socket.socket, Incoming, float]] = {}

    def drain(self, requests: Iterable[bytes]) -> list[Answer]:
        """Send all of them, as fast as connections come free; answers in the order they came."""
        waiting = deque(requests)
        answers: list[Answer] = []
        lanes = tuple(self._idle)
        try:
            while waiting or self._busy:
                while waiting and self._idle:
                    self._start(waiting.popleft())
                answers.extend(self._whole())
        finally:
            for lane in lanes:
                lane.close()
            self._poll.close()
        return answers

    def _start(self, prepared: bytes) -> None:
        began = perf_counter()
        lane = self._idle.pop()
        line = lane.send(prepared)
        self._busy[line.fileno()] = (lane, line, Incoming(), began)
        self._poll.register(line.fileno(), select.EPOLLIN)

    def _whole(self) -> Iterable[Answer]:
        """Wait for whatever arrives; give the answers that are whole."""
        for number, _ in self._poll.poll(PATIENCE_S):
            lane, line, incoming, began = self._busy[number]
            if incoming.feed(line.recv(READ_BYTES)):
                del self._busy[number]
                self._poll.unregister(number)
                lane.settle(incoming)
                self._idle.append(lane)
                yield Answer(incoming.status, incoming.body(), perf_counter() - began)
