"""Sessions: a browser that somebody signed in with, until it ends.

What a browser holds is drawn at random and kept here as a blind name alone. It changes with each
proof of who they are, so that one which leaked before opens nothing after; its first half stays,
so that the forms of pages that are still open go on.

Keeps: use.safety, access.identity.
May be imported by: services.account.
"""

from __future__ import annotations

import secrets
from hashlib import sha256

from msgspec import Struct

from bailee.services.account.errors import SignInError
from bailee.terms import Actor, Session, SubjectId
from bailee.vault import Vault

__all__ = ["SESSION_S", "Sessions"]

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


class Sessions:
    """The sessions of a data folder."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault, self._names = vault, vault.names

    async def begin(self, subject: SubjectId, *, methods: tuple[str, ...]) -> str:
        """The token of a new session."""
        token, now = f"{_draw()}.{_draw()}", self._vault.clock.now()
        ref = _Ref(now, now, secrets.token_hex(6), methods)
        await self._names.add(_KIND, token, of=subject, ref=ref.text(), until=now + SESSION_S)
        return token

    def find(self, token: str) -> Session | None:
        """The session of a token, if it has not ended."""
        found = self._names.find(_KIND, token)
        ref = _Ref.read(found.ref) if found else None
        if found is None or ref is None:
            return None
        subject = SubjectId(found.subject)
        csrf = sha256(f"csrf|{_stays(token)}".encode()).hexdigest()
        actor = Actor(f"member:{subject}")
        return Session(subject, actor, csrf, ref.confirmed_at, ref.since, ref.methods, ref.id)

    async def renew(self, token: str, *, methods: tuple[str, ...]) -> str:
        """The token that takes a session's place after another proof. Raises `SignInError`."""
        session = self.find(token)
        if session is None:
            raise SignInError("this session has ended", hint="sign in again")
        now, fresh = self._vault.clock.now(), f"{_stays(token)}.{_draw()}"
        known = session.methods + tuple(one for one in methods if one not in session.methods)
        ref = _Ref(session.since, now, session.id, known).text()
        await self._names.add(_KIND, fresh, of=session.subject, ref=ref, until=now + SESSION_S)
        await self._names.remove(_KIND, token)
        return fresh

    async def end(self, token: str) -> None:
        """End a session."""
        await self._names.remove(_KIND, token)

    def of(self, subject: SubjectId) -> dict[str, str]:
        """The reference of each session of a member that goes on, by its id."""
        refs = [row.ref for row in self._names.of(subject, _KIND)]
        return {ref.id: text for text in refs if (ref := _Ref.read(text))}

    async def end_one(self, subject: SubjectId, session: str) -> None:
        """End the session that a list calls so; nothing if it has ended."""
        ref = self.of(subject).get(session)
        if ref is not None:
            await self._names.drop(_KIND, of=subject, ref=ref)

    async def end_all(self, subject: SubjectId, *, but: str = "") -> None:
        """End every session of a member, but perhaps the one of this id."""
        if not but:
            await self._names.drop(_KIND, of=subject)
        for session in self.of(subject):
            if session != but:
                await self.end_one(subject, session)


def _draw() -> str:
    return secrets.token_urlsafe(24)


def _stays(token: str) -> str:
    return token.partition(".")[0]
