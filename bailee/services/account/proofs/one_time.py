"""One-time codes by an app: time-based, thirty seconds each (RFC 6238), every code good once.

Keeps: use.safety.
May be imported by: services.account.
"""

from __future__ import annotations

import hmac
import re
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace
from pyotp import random_base32
from pyotp.hotp import HOTP
from pyotp.totp import TOTP

from bailee.services.account.credentials import Credentials
from bailee.services.account.errors import SignInError
from bailee.services.account.telling import Telling
from bailee.terms import BAILEE, Actor, Clock, FolderId, NotFoundError, Refused, Session, SubjectId
from bailee.vault.records import Records

__all__ = ["CODE", "OneTimeCodes"]

CODE = re.compile(r"[0-9]{6}")
_SECRET = re.compile(r"[A-Z2-7]{32}")
_STEP_S = 30
_WINDOW = (-1, 0, 1)
"""Clocks of telephones go wrong by a step at most (RFC 6238 §5.2)."""
_NAME = "app"
_FOLDER = FolderId("one-time")


class Record(Struct, frozen=True):
    """What is kept of an app; `last`: the step of the last code that was used."""

    secret: str
    since: int
    last: int


class OneTimeCodes:
    """Who has an app that makes codes, and whether a code is right."""

    def __init__(self, credentials: Credentials, clock: Clock, telling: Telling) -> None:
        """Over what is kept to know members by."""
        self._credentials, self._clock, self._telling = credentials, clock, telling
        self._last: dict[SubjectId, int] = {}

    @staticmethod
    def draw() -> str:
        """A new secret, in base 32: 160 bits (RFC 4226 §4 R6)."""
        return random_base32(32)

    @staticmethod
    def address(secret: str, *, name: str, issuer: str) -> str:
        """What an app reads from a QR code."""
        return TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)

    async def is_on(self, subject: SubjectId) -> bool:
        """Whether a password alone is not enough."""
        return await self._records(subject).get(_NAME) is not None

    async def turn_on(self, session: Session, *, secret: str, code: str) -> None:
        """From now on a code is asked for; it takes one to prove the app. Raises `SignInError`."""
        step = self._step(secret, code, after=0) if _SECRET.fullmatch(secret) else None
        if step is None:
            raise SignInError("this is not the code of now", hint="wait for the next one")
        record = Record(secret, self._clock.now(), step)
        await self._records(session.subject, session.actor).put(_NAME, record)
        await self._telling.tell(session.subject, "security.one-time-codes-on")

    async def turn_off(self, session: Session) -> None:
        """From now on a password is enough. Raises `NotFoundError` where it was."""
        await self._records(session.subject, session.actor).drop(_NAME)
        await self._telling.tell(session.subject, "security.one-time-codes-off")

    async def lose(self, subject: SubjectId) -> None:
        """The app is lost: a password is enough until another one is set up."""
        with suppress(NotFoundError):
            await self._records(subject).drop(_NAME)

    async def take(self, subject: SubjectId, code: str) -> bool:
        """Whether this is a code of now; it was, the next time."""
        record = await self._records(subject).get(_NAME)
        if record is None:
            return False
        # In memory too, at once: two who come together with one code are one too many.
        step = self._step(record.secret, code, after=max(record.last, self._last.get(subject, 0)))
        if step is None:
            return False
        self._last[subject] = step
        with suppress(Refused):  # a frozen account takes nothing in; its member still comes in
            await self._records(subject).put(_NAME, replace(record, last=step))
        return True

    def _step(self, secret: str, code: str, *, after: int) -> int | None:
        """The step of which this is the code, if it comes after one."""
        code, now, app = code.replace(" ", ""), self._clock.now() // _STEP_S, HOTP(secret)
        if not CODE.fullmatch(code):
            return None
        found = [
            now + drift
            for drift in _WINDOW
            if hmac.compare_digest(app.at(now + drift), code) and now + drift > after
        ]
        return found[0] if found else None

    def _records(self, subject: SubjectId, actor: Actor = BAILEE) -> Records[Record]:
        return self._credentials.records(Record, of=subject, actor=actor, within=_FOLDER)
