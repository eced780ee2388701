"""Recovery codes: ten, each good once in place of a code by an app; shown once and not kept.

Keeps: use.safety, security.rest.
May be imported by: services.account.
"""

from __future__ import annotations

import asyncio
import hmac
from contextlib import suppress
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from bailee.services.account import passwords
from bailee.services.account.credentials import Credentials
from bailee.services.account.telling import Telling
from bailee.terms import BAILEE, Actor, Clock, FolderId, NotFoundError, Session, SubjectId
from bailee.vault.records import Records

__all__ = ["RecoveryCodes"]

_COUNT, _GROUPS = 10, 3
_NAME = "codes"
_FOLDER = FolderId("recovery-codes")
_LONGEST = 64


class Record(Struct, frozen=True):
    """What is kept of the codes that were not used: digests, of 59 random bits each."""

    left: tuple[bytes, ...]
    made_at: int


class RecoveryCodes:
    """The recovery codes of every member."""

    def __init__(self, credentials: Credentials, clock: Clock, telling: Telling) -> None:
        """Over what is kept to know members by."""
        self._credentials, self._clock, self._telling = credentials, clock, telling
        self._one_at_a_time = asyncio.Lock()

    async def left(self, subject: SubjectId) -> int:
        """How many are left to use."""
        record = await self._records(subject).get(_NAME)
        return len(record.left) if record else 0

    async def make(self, session: Session) -> list[str]:
        """Ten new ones; those of before are good for nothing any more."""
        codes = [passwords.suggest(groups=_GROUPS) for _ in range(_COUNT)]
        left = tuple(_digest(session.subject, code) for code in codes)
        record = Record(left, self._clock.now())
        await self._records(session.subject, session.actor).put(_NAME, record)
        await self._telling.tell(session.subject, "security.recovery-codes-made")
        return codes

    async def has(self, subject: SubjectId, code: str) -> bool:
        """Whether this is one of them; it stays one."""
        record, given = await self._records(subject).get(_NAME), _digest(subject, code[:_LONGEST])
        return any(hmac.compare_digest(one, given) for one in (record.left if record else ()))

    async def take(self, subject: SubjectId, code: str) -> bool:
        """Whether this is one of them; then it is none any more."""
        given = _digest(subject, code[:_LONGEST])
        async with self._one_at_a_time:
            record = await self._records(subject).get(_NAME)
            left = record.left if record else ()
            rest = tuple(one for one in left if not hmac.compare_digest(one, given))
            if record is None or len(rest) == len(left):
                return False
            await self._records(subject).put(_NAME, replace(record, left=rest))
        return True

    async def lose(self, subject: SubjectId) -> None:
        """Those that are left are lost, and good for nothing any more."""
        async with self._one_at_a_time:
            with suppress(NotFoundError):
                await self._records(subject).drop(_NAME)

    def _records(self, subject: SubjectId, actor: Actor = BAILEE) -> Records[Record]:
        return self._credentials.records(Record, of=subject, actor=actor, within=_FOLDER)


def _digest(subject: SubjectId, code: str) -> bytes:
    plain = code.replace("-", "").replace(" ", "").casefold()
    return sha256(f"{subject}|{plain}".encode()).digest()
