"""Sessions: a browser that somebody signed in with, until it ends.

What a browser holds is drawn at random and kept here as a blind name alone. It changes with each
proof of who they are, so that one which leaked before opens nothing after; its first half stays,
so that the forms of pages that are still open go on.

Keeps: use.safety, access.identity.
May be imported by: services.account.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from hashlib import sha256

from msgspec import Struct

from bailee.services.account.credentials import SAFETY, SIGN_INS
from bailee.services.account.errors import SignInError
from bailee.terms import Actor, NotFoundError, Refused, Session, SubjectId
from bailee.vault import Vault
from bailee.vault.records import Records

__all__ = ["SESSION_S", "Sessions", "SignedIn"]

SESSION_S = 12 * 3600
"""How long a session lasts after the last proof."""
_KIND = "session"


class _Ref(Struct, frozen=True):
    """What is kept beside a session's blind name; nothing of it tells who or where."""

    since: int
    confirmed_at: int
    id: str
    methods: tuple[str, ...]

    def text(self) -> str:
        return f"{self.since} {self.confirmed_at} {self.id} {'+'.join(self.methods)}"

    @classmethod
    def read(cls, text: str) -> _Ref | None:
        """What was written; None for what an older Bailee wrote, whose sessions have ended."""
        match text.split(" "):
            case [since, confirmed_at, name, methods]:
                return cls(int(since), int(confirmed_at), name, tuple(methods.split("+")))
            case _:
                return None


class Record(Struct, frozen=True):
    """What is told of a session in a member's list: in which family of browsers, and when."""

    family: str
    since: int
    confirmed_at: int


class SignedIn(Struct, frozen=True):
    """A session in the list. `family`: `firefox`, say, or empty; `is_this`: the one that asks."""

    id: str
    family: str
    since: int
    confirmed_at: int
    is_this: bool


class Sessions:
    """The sessions of a data folder."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault, self._names = vault, vault.names

    async def begin(self, subject: SubjectId, *, methods: tuple[str, ...], family: str = "") -> str:
        """The token of a new session."""
        token, now = f"{_draw()}.{_draw()}", self._vault.clock.now()
        ref = _Ref(now, now, secrets.token_hex(6), methods)
        await self._names.add(_KIND, token, of=subject, ref=ref.text(), until=now + SESSION_S)
        await self._note(subject, ref, family)
        return token

    def find(self, token: str) -> Session | None:
        """The session of a token, if it has not ended."""
        found = self._names.find(_KIND, token)
        ref = _Ref.read(found.ref) if found else None
        if found is None or ref is None:
            return None
        subject = SubjectId(found.subject)
        csrf = sha256(f"csrf|{_stays(token)}".encode()).hexdigest()
        actor = _self(subject)
        return Session(subject, actor, csrf, ref.confirmed_at, ref.since, ref.methods, ref.id)

    async def renew(self, token: str, *, methods: tuple[str, ...]) -> str:
        """The token that takes a session's place after another proof. Raises `SignInError`."""
        session = self.find(token)
        if session is None:
            raise SignInError("this session has ended", hint="sign in again")
        now, fresh = self._vault.clock.now(), f"{_stays(token)}.{_draw()}"
        known = session.methods + tuple(one for one in methods if one not in session.methods)
        ref = _Ref(session.since, now, session.id, known)
        until = now + SESSION_S
        await self._names.add(_KIND, fresh, of=session.subject, ref=ref.text(), until=until)
        await self._names.remove(_KIND, token)
        await self._note(session.subject, ref, await self.family(session))
        return fresh

    # The list

    async def all(self, session: Session) -> list[SignedIn]:
        """Every session of a member that goes on, the newest first."""
        records = await self._records(session.subject).all()
        found = [
            SignedIn(
                id=ref.id,
                family=records[ref.id].family if ref.id in records else "",
                since=ref.since,
                confirmed_at=ref.confirmed_at,
                is_this=ref.id == session.id,
            )
            for ref in self._of(session.subject)
        ]
        return sorted(found, key=lambda one: (not one.is_this, -one.since, one.id))

    async def family(self, session: Session) -> str:
        """In which family of browsers a session is, as far as it is known."""
        record = await self._records(session.subject).get(session.id)
        return record.family if record else ""

    async def _note(self, subject: SubjectId, ref: _Ref, family: str) -> None:
        # When it began stands beside its name. A frozen account takes nothing more in, and an older
        # policy may say nothing of it; its member still comes in.
        if not family:
            return
        with suppress(Refused):
            record = Record(family, ref.since, ref.confirmed_at)
            await self._records(subject).put(ref.id, record)

    async def _drop(self, subject: SubjectId, *sessions: str) -> None:
        for session in sessions:
            with suppress(Refused, NotFoundError):
                await self._records(subject).drop(session)

    def _of(self, subject: SubjectId) -> list[_Ref]:
        refs = [_Ref.read(row.ref) for row in self._names.of(subject, _KIND)]
        return [ref for ref in refs if ref is not None]

    def _records(self, subject: SubjectId) -> Records[Record]:
        actor = _self(subject)
        return Records(self._vault, SIGN_INS, Record, of=subject, purpose=SAFETY, actor=actor)

    # Ends

    async def end(self, token: str) -> None:
        """End a session."""
        session = self.find(token)
        await self._names.remove(_KIND, token)
        if session is not None:
            await self._drop(session.subject, session.id)

    async def end_one(self, subject: SubjectId, session: str) -> None:
        """End the session that a list calls so; nothing if it has ended."""
        for ref in self._of(subject):
            if ref.id == session:
                await self._names.drop(_KIND, of=subject, ref=ref.text())
                await self._drop(subject, session)

    async def end_all(self, subject: SubjectId, *, but: str = "") -> None:
        """End every session of a member, but perhaps the one of this id."""
        ended = [ref.id for ref in self._of(subject) if ref.id != but]
        if but:
            for session in ended:
                await self.end_one(subject, session)
        else:
            await self._names.drop(_KIND, of=subject)
            await self._drop(subject, *ended)


def _self(subject: SubjectId) -> Actor:
    return Actor(f"member:{subject}")


def _draw() -> str:
    return secrets.token_urlsafe(24)


def _stays(token: str) -> str:
    return token.partition(".")[0]
