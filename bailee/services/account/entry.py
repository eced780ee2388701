"""The way in: a name and a password, a session, and the same proof again for what matters.

Keeps: account.service, use.safety, access.identity.
May be imported by: services.account.
"""

from __future__ import annotations

from hashlib import sha256

from bailee.services.account import passwords
from bailee.services.account.credentials import Credentials, check_new
from bailee.services.account.errors import SignInError
from bailee.services.account.members import normal
from bailee.services.account.sessions import Sessions
from bailee.services.account.throttle import Throttle
from bailee.terms import Session, SubjectId
from bailee.vault import Vault

__all__ = ["Entry", "secret_of"]

_RECOVERY = "recovery"


class Entry:
    """How members come in."""

    def __init__(self, vault: Vault, credentials: Credentials, sessions: Sessions) -> None:
        """Over the vault, and what is kept to know members by."""
        self._vault, self._credentials, self._sessions = vault, credentials, sessions
        self._throttle = Throttle(vault.clock)

    async def sign_in(self, handle: str, password: str, *, network: str) -> str:
        """The token of a new session.

        Raises `SignInError`, the same and at the same cost for unknown names, and `ThrottledError`.
        """
        handle = normal(handle)
        names = (f"handle|{handle}", f"network|{network}")
        self._throttle.check(*names)
        found = self._vault.names.find("handle", handle)
        subject = SubjectId(found.subject) if found else None
        is_theirs = await self._credentials.matches(subject, password)
        if subject is None or not is_theirs:
            self._throttle.miss(*names)
            raise SignInError(
                "this name and this password do not belong together", hint="check both, try again"
            )
        self._throttle.forgive(*names)
        return await self._sessions.begin(subject, methods=("pwd",))

    async def session(self, token: str) -> Session | None:
        """The session of a token, if it has not ended."""
        session = self._sessions.find(token)
        if session is not None:
            self._vault.prolong(session.subject)
        return session

    async def sign_out(self, token: str) -> None:
        """End a session."""
        await self._sessions.end(token)

    async def confirm(self, token: str, password: str, *, network: str) -> str:
        """Type the password again: the token that takes the session's place from now on.

        Raises `SignInError`, `ThrottledError`.
        """
        session = self._sessions.find(token)
        if session is None:
            raise SignInError("this session has ended", hint="sign in again")
        await self._check(session.subject, password, network=network)
        return await self._sessions.renew(token, methods=("pwd",))

    async def _check(self, subject: SubjectId, password: str, *, network: str = "") -> None:
        # Without a network, nobody else's misses count: "" would be a network that all share.
        names = [f"subject|{subject}", *([f"network|{network}"] if network else [])]
        self._throttle.check(*names)
        if not await self._credentials.matches(subject, password):
            self._throttle.miss(*names)
            raise SignInError("this is not your password", hint="try again")
        self._throttle.forgive(*names)

    async def change_password(self, session: Session, *, old: str, new: str) -> None:
        """Change the password; every session ends. Raises `SignInError`, `PasswordError`."""
        check_new(new)
        await self._check(session.subject, old)
        await self._credentials.keep_password(session.subject, new, actor=session.actor)
        await self._sessions.end_all(session.subject)

    async def recovery_key(self, session: Session) -> str:
        """Make a key that opens what only your devices can, should you lose them all.

        It replaces the one before; it is shown once and not kept. Raises `LockedError`.
        """
        key = passwords.suggest(groups=8)
        self._vault.admit_holder(session.subject, _RECOVERY, secret_of(key))
        return key

    async def unlock(self, session: Session, key: str) -> None:
        """Open what only your devices can, with the recovery key. Raises `SignInError`."""
        if not await self._vault.open_with(session.subject, _RECOVERY, secret_of(key)):
            raise SignInError("this is not your recovery key", hint="try again")


def secret_of(key: str) -> bytes:
    """The bytes of a machine-made key, however it was typed."""
    return sha256(key.replace("-", "").replace(" ", "").casefold().encode()).digest()
