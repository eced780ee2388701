"""A connection that sends the head and the body of an answer together.

The server writes them one after the other, and each write of its own is a system call here, a
packet on the way and a wake-up there. What is written in one turn of the loop goes out in one piece
at its end; what is long goes at once.

May be imported by: assembly.
"""

from __future__ import annotations

import asyncio
from typing import Any

__all__ = ["Joined"]

_LONG_BYTES = 64 * 1024


class Joined(asyncio.Transport):
    """A transport in front of another one."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        """Nothing is waiting."""
        super().__init__()
        self._transport, self._loop = transport, loop
        self._parts: list[bytes] = []
        self._size = 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send with what else is written in this turn."""
        if not data:
            return
        if not self._parts:
            self._loop.call_soon(self._flush)
        self._parts.append(bytes(data))
        self._size += len(data)
        if self._size > _LONG_BYTES:
            self._flush()

    def _flush(self) -> None:
        parts, size = self._parts, self._size
        self._parts, self._size = [], 0
        if self._transport.is_closing():
            return
        # What is long is not copied once more for the sake of a head.
        for part in parts if size > _LONG_BYTES else [b"".join(parts)] if parts else []:
            self._transport.write(part)

    def close(self) -> None:
        """Close once all is sent."""
        self._flush()
        self._transport.close()

    def abort(self) -> None:
        """Close, whatever waits."""
        self._parts.clear()
        self._transport.abort()

    def is_closing(self) -> bool:
        """Whether it is closed or will be."""
        return self._transport.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - asyncio's own
        """What is known of the connection."""
        return self._transport.get_extra_info(name, default)

    def pause_reading(self) -> None:
        """Read nothing more for now."""
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Read on."""
        self._transport.resume_reading()

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Hand the connection to another protocol."""
        self._transport.set_protocol(protocol)
