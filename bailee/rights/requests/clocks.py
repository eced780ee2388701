"""What housekeeping does: finds what is late, alarms those who must answer, and tidies up.

It is told again each week for as long as nobody answers. Whoever had no account, and of whom
nothing is kept any more, is forgotten.

Keeps: access.thirty_days, retain.destroy.
May be imported by: rights.requests.
"""

from __future__ import annotations

from contextlib import suppress

from msgspec.structs import replace

from bailee.rights.requests.file import LINK, File, Waits
from bailee.rights.requests.record import Did, Step, SubjectRequest
from bailee.terms import BAILEE, ONES_OWN, NotFoundError

__all__ = ["Clocks"]

_AGAIN_S = 7 * 86_400


class Clocks:
    """The clocks of all requests."""

    def __init__(self, file: File) -> None:
        """Over the file of all requests."""
        self._file = file

    async def look_after(self) -> int:
        """Alarm about what is late; answers how many are. Can be stopped and run again."""
        late = [one for one in self._file.waiting() if one.due < self._file.now]
        alarmed = 0
        for one in late:
            with suppress(*ONES_OWN):
                alarmed += await self._alarm(one)
        if alarmed:
            await self._file.tell_officers("account.desk-overdue", count=len(late))
        await self._forget_strangers()
        return len(late)

    async def _alarm(self, one: Waits) -> bool:
        async with self._file.turn:
            try:
                record = await self._file.cases.get(one.number)
            except NotFoundError:
                await self._file.stop_clock(one.number)  # it was never kept, or its days are over
                return False
            if not record.is_late(self._file.now):
                await self._file.stop_clock(one.number)  # a crash came between answer and clock
                return False
            if self._file.now - record.alarmed_at < _AGAIN_S:
                return False
            await self._file.cases.change(one.number, self._marked(record))
        await self._file.tell(one.number, record, "late")
        return True

    def _marked(self, record: SubjectRequest) -> SubjectRequest:
        now = self._file.now
        steps = record.steps
        if not record.alarmed_at:
            steps = (*steps, Step(now, BAILEE, Did.OVERDUE))
        return replace(record, alarmed_at=now, steps=steps)

    async def _forget_strangers(self) -> None:
        """Their case was kept for its days and is gone; so nothing of them has to stay."""
        vault = self._file.vault
        for subject in {subject for subject, _ in vault.names.all(LINK)}:
            with suppress(*ONES_OWN):
                if self._file.cases.is_empty(subject) and not self._file.is_waiting(subject):
                    await vault.forget(subject, actor=BAILEE)
