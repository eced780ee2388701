"""What is kept to know members by: the service's declaration, and their passwords.

Keeps: account.service, security.rest.
May be imported by: services.account.
"""

from __future__ import annotations

from typing import TypeVar

from msgspec import Struct

from bailee.services.account import passwords
from bailee.services.account.errors import PasswordError
from bailee.terms import (
    BAILEE,
    SERVICE_PURPOSE,
    Actor,
    Category,
    FolderId,
    LockedError,
    Purpose,
    Service,
    SubjectId,
)
from bailee.vault import Vault
from bailee.vault.records import Records

__all__ = ["ACCOUNT", "CREDENTIALS", "SAFETY", "SERVICE", "SIGN_INS", "Credentials", "check_new"]

ACCOUNT, CREDENTIALS = Category("account"), Category("credentials")
SIGN_INS = Category("sign-ins")
SAFETY = Purpose("safety")
SERVICE = Service(
    name="account",
    collects=dict.fromkeys((ACCOUNT, CREDENTIALS, SIGN_INS), "application/json"),
    purposes=frozenset({SERVICE_PURPOSE, SAFETY}),
    secret=frozenset({CREDENTIALS}),
)
_SHORTEST, _LONGEST = 10, 1024
_TYPED = _LONGEST + 1
"""Of what is typed, this much is looked at: enough to be wrong when it is too long."""
_PASSWORD = "password"  # noqa: S105 - the name of a record
_MAIN = FolderId("main")
T = TypeVar("T", bound=Struct)


class Credentials:
    """What proves who members are, sealed."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault

    def records(
        self, kind: type[T], *, of: SubjectId, actor: Actor = BAILEE, within: FolderId = _MAIN
    ) -> Records[T]:
        """A member's credentials of one type; each type has a folder of its own."""
        return Records(
            self._vault, CREDENTIALS, kind, of=of, purpose=SAFETY, actor=actor, within=within
        )

    async def password(self, subject: SubjectId) -> passwords.Password | None:
        """What is kept of a member's password; None if they have none."""
        return await self.records(passwords.Password, of=subject).get(_PASSWORD)

    async def matches(self, subject: SubjectId | None, typed: str) -> bool:
        """Whether this is the member's password; it then opens what it can.

        The same work for nobody (None), and for who has none.
        """
        kept = await self.password(subject) if subject else None
        halves = await passwords.stretch(typed[:_TYPED], kept or passwords.nobodys())
        if subject is None or kept is None or not halves.is_of(kept):
            return False
        await self._vault.open_for(subject, kept.holder, halves.secret)
        return True

    async def keep_password(
        self, subject: SubjectId, text: str, *, actor: Actor, even_locked: bool = False
    ) -> None:
        """Keep a password; until that is done, the one before opens what it did.

        `even_locked`: where the member's keys are locked, it lets them in and opens none.
        """
        before = await self.password(subject)
        password, halves = await passwords.new(text)
        try:
            self._vault.admit_holder(subject, password.holder, halves.secret)
        except LockedError:
            if not even_locked:
                raise
        await self.records(passwords.Password, of=subject, actor=actor).put(_PASSWORD, password)
        if before is not None:
            self._vault.expel_holder(subject, before.holder)

    async def drop_password(self, subject: SubjectId, *, actor: Actor) -> None:
        """Let no password open anything any more. Raises `NotFoundError`."""
        before = await self.password(subject)
        await self.records(passwords.Password, of=subject, actor=actor).drop(_PASSWORD)
        if before is not None:
            self._vault.expel_holder(subject, before.holder)


def check_new(password: str) -> None:
    """Raises `PasswordError` unless a new password has 10 to 1024 characters."""
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise PasswordError(
            f"a password has {_SHORTEST} to {_LONGEST} characters", hint="four words will do"
        )
