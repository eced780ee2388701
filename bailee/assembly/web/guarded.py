"""The HTTP protocol of the server, with bounds on what comes before it is known who sends it.

The head of a request has a deadline and a size, so has what stands in a body and is none of it
(trailers, extensions of chunks); a body has a deadline, and few requests may wait behind another.

Keeps: security.transport.
May be imported by: assembly.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bailee.assembly.web.joined import Joined

__all__ = ["GuardedProtocol"]

HEAD_S = 15.0
BODY_S = 310.0
"""Longer than any reader of ours waits for a body: what nobody reads ends as well."""
HEAD_BYTES = 64 * 1024
MOST_WAITING = 64
"""Requests that a client sent without waiting for the answers to those before."""
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\n\r\n"
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n\r\n"


class GuardedProtocol(HttpToolsProtocol):
    """Closes a connection on which a request does not come, or does not end."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own signature
        """Start the clock with the connection."""
        super().connection_made(Joined(transport, self.loop))
        self._head_bytes = self._idle_bytes = 0
        self._deadline: asyncio.TimerHandle | None = None
        self._begin_head()

    def _begin_head(self) -> None:
        self._in_head = True
        self._deadline = self.loop.call_later(HEAD_S, self._give_up, _TOO_SLOW)

    def _give_up(self, answer: bytes) -> None:
        if self._in_head and not self.transport.is_closing():
            if self._head_bytes:
                self.transport.write(answer)
            self.transport.close()

    def data_received(self, data: bytes) -> None:
        """Count what comes before the head is whole, and what is in a body and none of it."""
        if self._in_head:
            self._head_bytes += len(data)
        self._idle_bytes += len(data)
        super().data_received(data)
        if self._in_head and self._head_bytes > HEAD_BYTES:
            self._give_up(_TOO_LARGE)
        elif self._idle_bytes > HEAD_BYTES:
            self.transport.close()

    def on_message_begin(self) -> None:
        """A head begins: on a connection that was kept, the clock starts again."""
        super().on_message_begin()
        self._idle_bytes = 0
        if not self._in_head:
            self._head_bytes = 0
            self._begin_head()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; what a body has behind it is none (RFC 9110 §6.5.1)."""
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is whole; from here the body's own limits hold.

        A request is for one host (RFC 9112 §3.2): raising here answers 400.
        """
        if len(self.pipeline) >= MOST_WAITING:
            raise ValueError("wait for the answers")
        version = self.parser.get_http_version()  # pyright: ignore[reportOptionalMemberAccess] - it is there while it calls
        if version == "1.1" and self._hosts() != 1:
            raise ValueError("a request names one host")
        self._in_head = False
        self._idle_bytes = 0
        self._stop_clock()
        self._deadline = self.loop.call_later(BODY_S, self.transport.close)
        super().on_headers_complete()

    def _hosts(self) -> int:
        return sum(1 for name, _ in self.headers if name == b"host")

    def on_body(self, body: bytes) -> None:
        """A part of the body came."""
        self._idle_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The body is whole."""
        self._idle_bytes = 0
        self._stop_clock()
        super().on_message_complete()

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop_clock()
        super().connection_lost(exc)
