"""The rounds that the postman makes while a house is open: what is due is handed over.

Apart from the rest of the housekeeping, which waits for nobody outside.

Keeps: use.notices.
May be imported by: assembly.
"""

from __future__ import annotations

import asyncio
import contextlib

from bailee.assembly.house import House
from bailee.assembly.logs import Log

__all__ = ["Rounds"]

_EVERY_S = 1
_AT_ONCE = 8
_LAST_S = 15
"""How long an end waits for a letter that is being handed over, so that it is not sent twice."""
_TELL_EVERY = 3600
"""Rounds between two lines of the log about letters that nobody takes."""


class Rounds:
    """One task that makes its round each second."""

    def __init__(self, house: House, log: Log) -> None:
        """Not started yet."""
        self._house, self._log = house, log
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start the rounds."""
        self._task = asyncio.create_task(self._run(), name="post")

    async def stop(self) -> None:
        """Stop after the letter that is under way, or when it takes too long."""
        self._stopping.set()
        if self._task is not None:
            done, _ = await asyncio.wait([self._task], timeout=_LAST_S)
            if not done:
                self._task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await self._task

    async def _run(self) -> None:
        count = 0
        while not self._stopping.is_set():
            try:
                await self._round(count)
            except Exception as error:  # noqa: BLE001 - a failed round must not end the next ones
                self._log.failed("post", error)
            count += 1
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), _EVERY_S)

    async def _round(self, count: int) -> None:
        await self._house.notices.changes.announce()
        await self._house.notices.deliver(at_most=_AT_ONCE)
        if count % _TELL_EVERY == _TELL_EVERY - 1 and self._house.notices.waiting:
            self._log.did("letters-waiting", count=self._house.notices.waiting)
