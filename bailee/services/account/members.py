"""One account for all of a member's devices: a handle, a password, sessions that end.

Keeps: collect.account, account.service, use.safety.
May be imported by: gateways, pages, assembly.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from hashlib import sha256

from msgspec import Struct

from bailee.services.account import passwords
from bailee.services.account.throttle import Throttle
from bailee.terms import (
    BAILEE,
    SERVICE_PURPOSE,
    Actor,
    BaileeError,
    Category,
    Purpose,
    Service,
    Session,
    SubjectId,
)
from bailee.vault import Vault
from bailee.vault.records import Records

__all__ = [
    "SERVICE",
    "Account",
    "HandleError",
    "NewMember",
    "PasswordError",
    "Profile",
    "SignInError",
]

ACCOUNT, CREDENTIALS = Category("account"), Category("credentials")
SAFETY = Purpose("safety")
SERVICE = Service(
    name="account",
    collects={ACCOUNT: "application/json", CREDENTIALS: "application/json"},
    purposes=frozenset({SERVICE_PURPOSE, SAFETY}),
    secret=frozenset({CREDENTIALS}),
)
_HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
_SESSION_S = 12 * 3600
_SHORTEST, _LONGEST = 10, 1024
_TYPED = _LONGEST + 1
"""Of what is typed, this much is looked at: enough to be wrong when it is too long."""
_PASSWORD, _RECOVERY = "password", "recovery"


class SignInError(BaileeError):
    """Name and password do not belong together."""


class HandleError(BaileeError):
    """The handle cannot be had."""


class PasswordError(BaileeError):
    """The new password will not do."""


class Profile(Struct, frozen=True):
    """What a member tells of themselves; only the handle is needed."""

    handle: str
    name: str = ""
    language: str = ""


class NewMember(Struct, frozen=True):
    """A member, and the password they begin with."""

    subject: SubjectId
    handle: str
    password: str


class Account:
    """Members and how they sign in."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault
        self._throttle = Throttle(vault.clock)

    async def add(self, handle: str, *, password: str | None = None) -> NewMember:
        """Add a member. Raises `HandleError`, `PasswordError`."""
        handle = normal(handle)
        if not _HANDLE.fullmatch(handle):
            raise HandleError(
                "a handle is letters a-z, digits, dots and dashes", hint="like ada or ada.b"
            )
        password = password or passwords.suggest()
        _check(password)
        if self._vault.names.find("handle", handle) is not None:
            raise HandleError("this handle is taken", hint="choose another one")
        subject = await self._vault.admit()
        await self._profiles(subject, BAILEE).put("profile", Profile(handle))
        await self._keep_password(subject, password, actor=BAILEE)
        # The name comes last: whatever fails before it leaves nobody who could be found.
        if not await self._vault.names.add("handle", handle, of=subject):
            await self._vault.forget(subject, actor=BAILEE)
            raise HandleError("this handle is taken", hint="choose another one")
        return NewMember(subject, handle, password)

    async def drop_half_made(self) -> int:
        """Forget whom a crash kept from getting a handle: nobody could ever sign in as them.

        Whoever has more than the beginnings of an account came about in another way and stays.
        """
        nameless = self._vault.names.missing("handle")
        found = [
            one for one in nameless if self._vault.categories_of(one) <= SERVICE.collects.keys()
        ]
        for subject in found:
            await self._vault.forget(subject, actor=BAILEE)
        return len(found)

    async def members(self) -> list[tuple[SubjectId, Profile]]:
        """Everybody who has an account, oldest first."""
        found = [
            (subject, await self._profiles(subject, BAILEE).get("profile"))
            for subject in self._vault.subjects()
        ]
        return [(subject, profile) for subject, profile in found if profile is not None]

    async def sign_in(self, handle: str, password: str, *, network: str) -> str:
        """The token of a new session.

        Raises `SignInError`, the same and at the same cost for unknown names, and `ThrottledError`.
        """
        handle = normal(handle)
        names = (f"handle|{handle}", f"network|{network}")
        self._throttle.check(*names)
        found = self._vault.names.find("handle", handle)
        kept = await self._password(found.subject) if found else None
        halves = await passwords.stretch(password[:_TYPED], kept or passwords.nobodys())
        if found is None or kept is None or not halves.is_of(kept):
            self._throttle.miss(*names)
            raise SignInError(
                "this name and this password do not belong together", hint="check both, try again"
            )
        self._throttle.forgive(*names)
        subject = SubjectId(found.subject)
        await self._vault.open_for(subject, kept.holder, halves.secret)
        return await self._begin(subject)

    async def _begin(self, subject: SubjectId) -> str:
        token, now = secrets.token_urlsafe(32), self._vault.clock.now()
        await self._vault.names.add(
            "session", token, of=subject, ref=str(now), until=now + _SESSION_S
        )
        return token

    async def session(self, token: str) -> Session | None:
        """The session of a token, if it has not ended."""
        found = self._vault.names.find("session", token)
        if found is None:
            return None
        subject = SubjectId(found.subject)
        self._vault.prolong(subject)
        csrf = sha256(f"csrf|{token}".encode()).hexdigest()
        return Session(subject, Actor(f"member:{subject}"), csrf, int(found.ref))

    async def sign_out(self, token: str) -> None:
        """End a session."""
        await self._vault.names.remove("session", token)

    async def confirm(self, token: str, password: str, *, network: str) -> None:
        """Type the password again. Raises `SignInError`, `ThrottledError`."""
        session = await self.session(token)
        if session is None:
            raise SignInError("this session has ended", hint="sign in again")
        await self._check(session.subject, password, network=network)
        now = self._vault.clock.now()
        await self._vault.names.renew("session", token, ref=str(now), until=now + _SESSION_S)

    async def _check(self, subject: SubjectId, password: str, *, network: str = "") -> None:
        # Without a network, nobody else's misses count: "" would be a network that all share.
        names = [f"subject|{subject}", *([f"network|{network}"] if network else [])]
        self._throttle.check(*names)
        kept = await self._password(subject)
        halves = await passwords.stretch(password[:_TYPED], kept or passwords.nobodys())
        if kept is None or not halves.is_of(kept):
            self._throttle.miss(*names)
            raise SignInError("this is not your password", hint="try again")
        self._throttle.forgive(*names)
        await self._vault.open_for(subject, kept.holder, halves.secret)

    async def change_password(self, session: Session, *, old: str, new: str) -> None:
        """Change the password; every other session ends. Raises `SignInError`, `PasswordError`."""
        _check(new)
        await self._check(session.subject, old)
        await self._keep_password(session.subject, new, actor=session.actor)
        await self._vault.names.drop("session", of=session.subject)

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

    async def profile(self, session: Session) -> Profile:
        """What the member told of themselves."""
        found = await self._profiles(session.subject, session.actor).get("profile")
        return found or Profile("")

    async def describe(self, session: Session, *, name: str, language: str) -> None:
        """Change the optional part of the profile."""
        kept = await self.profile(session)
        changed = Profile(kept.handle, name.strip()[:100], language[:10])
        await self._profiles(session.subject, session.actor).put("profile", changed)

    def _profiles(self, subject: SubjectId, actor: Actor) -> Records[Profile]:
        return Records(
            self._vault, ACCOUNT, Profile, of=subject, purpose=SERVICE_PURPOSE, actor=actor
        )

    def _credentials(self, subject: SubjectId, actor: Actor) -> Records[passwords.Password]:
        return Records(
            self._vault, CREDENTIALS, passwords.Password, of=subject, purpose=SAFETY, actor=actor
        )

    async def _password(self, subject: str) -> passwords.Password | None:
        return await self._credentials(SubjectId(subject), BAILEE).get(_PASSWORD)

    async def _keep_password(self, subject: SubjectId, text: str, *, actor: Actor) -> None:
        """Keep a password; until that is done, the one before opens what it did."""
        before = await self._password(subject)
        password, halves = await passwords.new(text)
        self._vault.admit_holder(subject, password.holder, halves.secret)
        await self._credentials(subject, actor).put(_PASSWORD, password)
        if before is not None:
            self._vault.expel_holder(subject, before.holder)


def normal(handle: str) -> str:
    """A handle as it is compared: NFKC, casefolded, trimmed."""
    return unicodedata.normalize("NFKC", handle).strip().casefold()


def secret_of(key: str) -> bytes:
    """The bytes of a machine-made key, however it was typed."""
    return sha256(key.replace("-", "").replace(" ", "").casefold().encode()).digest()


def _check(password: str) -> None:
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise PasswordError(
            f"a password has {_SHORTEST} to {_LONGEST} characters", hint="four words will do"
        )
