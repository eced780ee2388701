"""An answer goes out in one piece, and nothing of it is lost or out of order."""

from __future__ import annotations

import asyncio

from bailee.assembly.web.joined import Joined


class Wire(asyncio.Transport):
    """The other end of what is written; keeps each piece."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []
        self.closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.pieces.append(bytes(data))

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True


async def test_head_and_body_go_out_together() -> None:
    wire = Wire()
    joined = Joined(wire, asyncio.get_running_loop())
    joined.write(b"head")
    joined.write(b"")
    joined.write(b"body")
    assert wire.pieces == []
    await asyncio.sleep(0)
    assert wire.pieces == [b"headbody"]


async def test_what_is_long_goes_at_once_and_in_order() -> None:
    wire = Wire()
    joined = Joined(wire, asyncio.get_running_loop())
    long = b"x" * 70_000
    joined.write(b"head")
    joined.write(long)
    assert wire.pieces == [b"head", long]
    joined.write(b"tail")
    await asyncio.sleep(0)
    assert b"".join(wire.pieces) == b"head" + long + b"tail"


async def test_closing_sends_what_waits_and_nothing_after() -> None:
    wire = Wire()
    joined = Joined(wire, asyncio.get_running_loop())
    joined.write(b"last words")
    joined.close()
    assert wire.pieces == [b"last words"]
    joined.write(b"too late")
    await asyncio.sleep(0)
    assert wire.pieces == [b"last words"]
    assert joined.is_closing()
