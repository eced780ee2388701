"""Whom the pages ask: of each service and right behind them, no more than is asked here.

May be imported by: pages.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Protocol

from bailee.rights.consent import Choice, Needed, Turn
from bailee.rights.erasure import Receipt
from bailee.rights.ledger import Held
from bailee.rights.states import AccountState
from bailee.services.account import Profile, SignInError, ThrottledError
from bailee.services.devices import Device, NewDevice
from bailee.terms import Actor, Agreement, Category, ClauseId, Session, SubjectId
from bailee.vault import Line

__all__ = [
    "Account",
    "AccountState",
    "Choice",
    "Consents",
    "Device",
    "Devices",
    "Erasure",
    "Evidence",
    "Export",
    "Held",
    "Ledger",
    "Line",
    "Needed",
    "NewDevice",
    "Profile",
    "Receipt",
    "Session",
    "SignInError",
    "States",
    "ThrottledError",
    "Turn",
]


class Account(Protocol):
    """Who somebody is."""

    async def sign_in(self, handle: str, password: str, *, network: str) -> str:
        """The token of a new session. Raises `SignInError`, `ThrottledError`."""
        ...

    async def session(self, token: str) -> Session | None:
        """The session of a token, if it has not ended."""
        ...

    async def sign_out(self, token: str) -> None:
        """End a session."""
        ...

    async def confirm(self, token: str, password: str, *, network: str) -> str:
        """Check the password again: the token that takes this one's place from now on.

        Raises `SignInError`, `ThrottledError`.
        """
        ...

    async def change_password(self, session: Session, *, old: str, new: str) -> None:
        """Change it; all sessions end. Raises `SignInError`, `PasswordError`."""
        ...

    async def recovery_key(self, session: Session) -> str:
        """Make a new recovery key, told once. Raises `LockedError`."""
        ...

    async def unlock(self, session: Session, key: str) -> None:
        """Open what only the member's devices can. Raises `SignInError`."""
        ...

    async def profile(self, session: Session) -> Profile:
        """What the member told of themselves."""
        ...


class Devices(Protocol):
    """The device register."""

    async def add(self, session: Session, name: str, *, username: str) -> NewDevice:
        """Add a device; its secret is told once."""
        ...

    async def list(self, session: Session) -> Sequence[Device]:
        """The devices, oldest first."""
        ...

    async def remove(self, session: Session, device: str) -> None:
        """Sign a device out for good. Raises `NotFoundError`."""
        ...


class Consents(Protocol):
    """The switches."""

    async def choices(self, subject: SubjectId) -> Sequence[Choice]:
        """Every switch that the member's policy has."""
        ...

    async def needed(self, subject: SubjectId) -> Sequence[Needed]:
        """What has no switch, and why."""
        ...

    def history(self, subject: SubjectId) -> Sequence[Turn]:
        """Every turn of every switch, newest first."""
        ...

    async def give(self, subject: SubjectId, agreement: Agreement, *, actor: Actor) -> None:
        """Agree. Raises `NotFoundError`."""
        ...

    async def withdraw_all(self, subject: SubjectId, *, actor: Actor) -> Sequence[Agreement]:
        """Withdraw everything; answers what that was."""
        ...

    def withdrawn(self, subject: SubjectId, *, since: int) -> Sequence[Agreement]:
        """What was withdrawn last, from a time on, and can be given again together."""
        ...

    async def give_again(self, subject: SubjectId, *, since: int, actor: Actor) -> None:
        """Agree to that again."""
        ...

    async def withdraw(self, subject: SubjectId, agreement: Agreement, *, actor: Actor) -> None:
        """Withdraw. Raises `NotFoundError`."""
        ...


class Ledger(Protocol):
    """What is held, and who did what."""

    async def held(self, subject: SubjectId) -> Sequence[Held]:
        """Each category of the member's policy, and what is held in it."""
        ...

    async def lines(
        self, subject: SubjectId, *, limit: int = 200, before: int | None = None
    ) -> Sequence[Line]:
        """The member's lines of the journal, newest first."""
        ...


class Export(Protocol):
    """A copy of everything."""

    def stream(self, subject: SubjectId, *, actor: Actor) -> AsyncIterator[bytes]:
        """One ZIP, in chunks."""
        ...


class Erasure(Protocol):
    """The end of a part, or of all."""

    async def erase(
        self, subject: SubjectId, *, actor: Actor, category: Category | None = None
    ) -> Receipt:
        """Erase a category, or the account (None). Raises `Refused`."""
        ...


class States(Protocol):
    """Where an account stands."""

    def of(self, subject: SubjectId) -> AccountState:
        """Where, since when, by whose choice, until when."""
        ...

    def undo_days(self, subject: SubjectId) -> int:
        """For how many days the member can take a closing back."""
        ...

    async def reason(self, subject: SubjectId) -> str:
        """Why others moved it there; empty if nobody said."""
        ...

    async def restrict(self, subject: SubjectId, *, actor: Actor) -> None:
        """Freeze it. Raises `Refused`."""
        ...

    async def resume(self, subject: SubjectId, *, actor: Actor) -> None:
        """Open it again. Raises `Refused`."""
        ...

    async def close(self, subject: SubjectId, *, actor: Actor) -> Receipt | None:
        """Close it; a receipt when there is no day to undo it. Raises `Refused`."""
        ...


class Evidence(Protocol):
    """Numbers, of nobody in particular."""

    async def of(self, clause: ClauseId) -> Mapping[str, int]:
        """What the house can show for a sentence; empty if nothing."""
        ...
