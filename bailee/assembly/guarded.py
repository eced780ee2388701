"""The HTTP protocol of the server, with a deadline and a size for the head of each request.

Keeps: security.transport.
May be imported by: assembly.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["GuardedProtocol"]

HEAD_S = 15.0
HEAD_BYTES = 64 * 1024
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\n\r\n"
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n\r\n"


class GuardedProtocol(HttpToolsProtocol):
    """Closes a connection whose request head does not come, or does not end."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own signature
        """Start the clock with the connection."""
        super().connection_made(transport)
        self._head_bytes = 0
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
        """Count what comes before the head is whole."""
        if self._in_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._in_head and self._head_bytes > HEAD_BYTES:
            self._give_up(_TOO_LARGE)

    def on_message_begin(self) -> None:
        """A head begins: on a connection that was kept, the clock starts again."""
        super().on_message_begin()
        if not self._in_head:
            self._head_bytes = 0
            self._begin_head()

    def on_headers_complete(self) -> None:
        """The head is whole; from here the body's own limits hold.

        A request is for one host (RFC 9112 §3.2): raising here answers 400.
        """
        version = self.parser.get_http_version()  # pyright: ignore[reportOptionalMemberAccess] - it is there while it calls
        if version == "1.1" and self._hosts() != 1:
            raise ValueError("a request names one host")
        self._in_head = False
        if self._deadline is not None:
            self._deadline.cancel()
        super().on_headers_complete()

    def _hosts(self) -> int:
        return sum(1 for name, _ in self.headers if name == b"host")

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        if self._deadline is not None:
            self._deadline.cancel()
        super().connection_lost(exc)
