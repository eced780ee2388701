"""A socket to a house, for what no proper client sends."""

from __future__ import annotations

import base64
import socket
import time
from contextlib import suppress
from typing import Self

from msgspec import Struct

from tests.clients.house import Device, House

CLOSED = 0
"""Instead of a status: the connection was closed without an answer."""


class Answer(Struct):
    """What came back first; `more` is what came behind it."""

    status: int
    headers: dict[str, str]
    body: bytes
    more: bytes = b""

    @property
    def closes(self) -> bool:
        """Whether the server has had enough of this connection."""
        return self.status == CLOSED or self.headers.get("connection", "").lower() == "close"


class Wire:
    """One connection, on which bytes are sent as they are."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.socket = socket.create_connection(("127.0.0.1", house.port), timeout=5)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, *parts: bytes) -> Self:
        """Send, and do not mind if nobody listens any more."""
        with suppress(OSError):  # the answer, or its absence, tells
            self.socket.sendall(b"".join(parts))
        return self

    def answer(self, within_s: float = 10.0) -> Answer:
        """The answer that came within a time, or that the connection was closed."""
        self.socket.settimeout(within_s)
        came = self.until(b"\r\n\r\n", b"")
        if b"\r\n\r\n" not in came:
            return Answer(CLOSED, {}, came)
        head, _, rest = came.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        pairs = (line.split(":", 1) for line in lines[1:])
        headers = {name.strip().lower(): value.strip() for name, value in pairs}
        length = int(headers.get("content-length", "0"))
        while len(rest) < length and (part := self.part()):
            rest += part
        return Answer(int(lines[0].split()[1]), headers, rest[:length], rest[length:])

    def until(self, mark: bytes, came: bytes) -> bytes:
        """Read until a mark, or the end."""
        while mark not in came and (part := self.part()):
            came += part
        return came

    def part(self) -> bytes:
        """What comes next; nothing, if it is closed or nothing comes in time."""
        try:
            return self.socket.recv(65536)
        except (TimeoutError, ConnectionError):
            return b""

    def is_closed_within(self, seconds: float) -> bool:
        """Whether the server ends the connection within a time."""
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            self.socket.settimeout(left)
            try:
                if self.socket.recv(65536) == b"":
                    return True
            except TimeoutError:
                return False
            except ConnectionError:
                return True
        return False


def login(device: Device) -> bytes:
    """The header with which a device comes in."""
    pair = f"{device.username}:{device.secret}".encode()
    return b"Authorization: Basic " + base64.b64encode(pair) + b"\r\n"


def head(house: House, method: str, target: str | bytes, *headers: bytes) -> bytes:
    """The head of a request, with any target; `headers` end in CRLF each."""
    at = target.encode() if isinstance(target, str) else target
    host = f"Host: 127.0.0.1:{house.port}\r\n".encode()
    return b"%s %s HTTP/1.1\r\n%s%s\r\n" % (method.encode(), at, host, b"".join(headers))


def ask(
    house: House, method: str, target: str | bytes, *headers: bytes, body: bytes = b""
) -> Answer:
    """One request on a connection of its own."""
    length = b"Content-Length: %d\r\n" % len(body)
    with Wire(house) as wire:
        return wire.send(head(house, method, target, length, *headers), body).answer()
