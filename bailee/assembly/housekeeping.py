"""What a running house does by itself: write down, lock, sweep, expire, rotate.

Expiry, and the day from which an announced policy binds, trust the clock only so far: when it has
leapt by more than a week since it was last looked at, neither happens until it has stood by its
word for an hour.

Keeps: account.undo, change.notice, retain.destroy, access.residual, security.evidence.
May be imported by: assembly.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Generator

from bailee.assembly.house import House
from bailee.assembly.logs import Log
from bailee.assembly.review import is_due as review_is_due
from bailee.assembly.rotation import is_due, rotate

__all__ = ["Housekeeping"]

TICK_S = 1
_LEAP_S = 7 * 86_400
_TRUST_AFTER_S = 3600
_MINUTE, _HOUR = 60, 3600
_AT_LOCK, _AT_EXPIRE, _AT_MEND, _AT_ROTATE = 5, 10, 15, 20
"""Seconds after the start, so that not all of it falls together."""
_SEEN = "clock-seen"


class Housekeeping:
    """One task that ticks each second."""

    def __init__(self, house: House, log: Log) -> None:
        """Not started yet."""
        self._house, self._log = house, log
        self._task: asyncio.Task[None] | None = None
        self._hourly: asyncio.Task[None] | None = None
        self._doubted_since: int | None = None

    def start(self) -> None:
        """Start ticking."""
        self._task = asyncio.create_task(self._run(), name="housekeeping")

    async def stop(self) -> None:
        """Stop, in the middle of a tick if need be: each can be cut short anywhere."""
        for task in (self._task, self._hourly):
            if task is not None:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    async def _run(self) -> None:
        count = 0
        while True:
            try:
                await self.tick(count, waits=False)
            except Exception as error:  # noqa: BLE001 - a failed tick must not end the next ones
                self._log.failed("housekeeping", error)
            count += 1
            await asyncio.sleep(TICK_S)

    @contextlib.contextmanager
    def _alone(self) -> Generator[None]:
        """One step: what fails in it is told of, and the steps after it come all the same."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - a failed step must not hold up the next ones
            self._log.failed("housekeeping", error)

    async def tick(self, count: int, *, waits: bool = True) -> None:
        """One second's work; every minute and hour some more. `waits`: for the hour's, too."""
        vault = self._house.vault
        if count % _MINUTE == _AT_LOCK:
            with self._alone():
                vault.lock_idle()
        if count % _MINUTE == _AT_MEND:
            with self._alone():
                await vault.mend()
            with self._alone():
                await self._house.recoveries.remind()
        with self._alone():
            if self._house.store.lingers:
                self._house.store.settle()
        with self._alone():
            await vault.settle()
        with self._alone():
            await vault.sweep(limit=2000)
        if count % _HOUR == _AT_EXPIRE:
            await self._hour(waits=waits)
        if count % _MINUTE == _AT_ROTATE:
            with self._alone():
                if is_due(self._house):
                    self._log.did("rotated", count=await rotate(self._house))

    async def _hour(self, *, waits: bool) -> None:
        """Beside the seconds, which do not wait: it writes letters, and a server may be slow."""
        if self._hourly is None or self._hourly.done():
            self._hourly = asyncio.create_task(self._tidy_and_expire(), name="hourly")
        if waits:
            await self._hourly

    async def _tidy_and_expire(self) -> None:
        await self._tidy()
        with self._alone():
            await self.expire()

    async def _tidy(self) -> None:
        with self._alone():
            self._house.joining.drop_stale()
        with self._alone():
            await self._house.addresses.forget_former()
        with self._alone():
            await self._house.vault.names.drop_stale()
        with self._alone():
            self._house.strangers.drop_stale()

    async def expire(self) -> None:
        """Remove what is due, if the clock can be trusted."""
        if not await self._is_trusted():
            self._log.did("clock-leapt", count=0)
            return
        with self._alone():
            self._tell("policy-in-force", await self._house.publishing.bring_into_force())
        with self._alone():
            self._tell("holds-ended", await self._house.desk.holds.look_after())
        with self._alone():
            self._tell("expired", await self._house.vault.expire())
        with self._alone():
            self._tell("unanswered", await self._house.approvals.look_after())
        with self._alone():
            self._tell("requests-overdue", await self._house.desk.requests.clocks.look_after())
        with self._alone():
            await self._house.desk.exercises.look_after()
        with self._alone():
            self._tell("gags-ended", await self._house.desk.orders.deciding.look_after())
        with self._alone():
            self._tell("closed", len(await self._house.states.erase_due()))
        with self._alone():
            self._tell("review-due", int(review_is_due(self._house)))

    def _tell(self, event: str, count: int) -> None:
        if count:
            self._log.did(event, count=count)

    async def _is_trusted(self) -> bool:
        vault, now = self._house.vault, self._house.clock.now()
        seen = int(vault.fact(_SEEN) or now)
        if now - seen <= _LEAP_S:
            self._doubted_since = None
        elif self._doubted_since is None or now < self._doubted_since:
            self._doubted_since = now
            return False
        elif now - self._doubted_since < _TRUST_AFTER_S:
            return False
        await vault.note_fact(_SEEN, str(now))
        return True
