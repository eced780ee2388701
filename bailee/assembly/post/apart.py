"""Runs what waits for another server in threads of its own, few at a time.

Daemon threads: whoever never answers must not keep the house from closing.

May be imported by: assembly.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from bailee.rights.notices.post import PostError

__all__ = ["Apart"]

T = TypeVar("T")
_AT_ONCE, _WAITING = 4, 64


class Apart:
    """A few threads, and not many who wait for one."""

    def __init__(self) -> None:
        """Nothing runs yet."""
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0

    async def run(self, work: Callable[[], T]) -> T:
        """Do it apart. Raises what it raises, and `PostError` when too many wait already."""
        if self._waiting >= _WAITING:
            raise PostError("too many letters are under way", hint="try again in a minute")
        self._waiting += 1
        try:
            async with self._slots:
                return await _in_thread(work)
        finally:
            self._waiting -= 1


async def _in_thread(work: Callable[[], T]) -> T:
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def tell(answer: Callable[[], None]) -> None:
        # The house may have closed meanwhile, and nobody waits any more.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(lambda: None if done.done() else answer())

    def run() -> None:
        try:
            value = work()
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            failed = error
            tell(lambda: done.set_exception(failed))
        else:
            tell(lambda: done.set_result(value))

    Thread(target=run, name="post", daemon=True).start()
    return await done
