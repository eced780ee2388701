"""Whom the pages ask: of each service and right behind them, no more than is asked here.

May be imported by: pages.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Protocol

from bailee.rights.consent import Choice, Needed, Turn
from bailee.rights.export import NOTHING, Earlier
from bailee.rights.ledger import Held
from bailee.rights.receipts import Receipt
from bailee.services.account import (
    UNKNOWN,
    Begun,
    Browser,
    Party,
    Passkey,
    Profile,
    SignedIn,
    SignInError,
    ThrottledError,
)
from bailee.services.devices import Device, NewDevice
from bailee.terms import Actor, Agreement, Category, ClauseId, Session, SubjectId
from bailee.vault import Line

__all__ = [
    "Account",
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
    "OneTimeCodes",
    "Passkeys",
    "Profile",
    "Receipt",
    "Recoveries",
    "RecoveryCodes",
    "Session",
    "SignInError",
    "ThrottledError",
    "Turn",
]


class Account(Protocol):
    """Who somebody is."""

    async def sign_in(
        self, handle: str, password: str, *, network: str, browser: Browser = UNKNOWN
    ) -> str:
        """The token of a new session.

        Raises `SignInError`, `ThrottledError`, and `CodeNeededError` for the second step.
        """
        ...

    async def sign_in_with_code(
        self, ticket: str, code: str, *, network: str, browser: Browser = UNKNOWN
    ) -> str:
        """The second step. Raises `SignInError`, `ThrottledError`."""
        ...

    def waits(self, ticket: str) -> bool:
        """Whether a ticket to the second step is still good."""
        ...

    async def sign_in_with_passkey(
        self, answer: str, party: Party, *, browser: Browser = UNKNOWN
    ) -> str:
        """The token of a new session, by a passkey. Raises `PasskeyError`."""
        ...

    async def welcome(
        self, subject: SubjectId, methods: tuple[str, ...], *, browser: Browser = UNKNOWN
    ) -> str:
        """The token of the first session, for who has joined this moment."""
        ...

    async def remember(self, token: str, browser: Browser) -> str:
        """Know the browser of a session the next time: the mark that it is to hold."""
        ...

    async def session(self, token: str) -> Session | None:
        """The session of a token, if it has not ended."""
        ...

    async def sign_out(self, token: str) -> None:
        """End a session."""
        ...

    async def confirm(self, token: str, typed: str) -> str:
        """Check the password, or a code: the token that takes this one's place from now on.

        Raises `SignInError`, `ThrottledError`.
        """
        ...

    async def confirm_with_passkey(self, token: str, answer: str, party: Party) -> str:
        """The same, by a passkey. Raises `SignInError`."""
        ...

    async def signed_in(self, session: Session) -> Sequence[SignedIn]:
        """Every session of the member's, this one first."""
        ...

    async def sign_out_of(self, session: Session, which: str) -> None:
        """End another session by its id, or all of the `others`."""
        ...

    async def has_password(self, session: Session) -> bool:
        """Whether the member has one."""
        ...

    async def change_password(self, session: Session, *, old: str, new: str) -> str:
        """Change it; all sessions end, and the token of a new one is given.

        Raises `SignInError`, `PasswordError`.
        """
        ...

    async def set_password(self, session: Session, new: str) -> str:
        """The same, for who has just proven that it is them. Raises `PasswordError`."""
        ...

    async def remove_password(self, session: Session) -> None:
        """Do without one. Raises `SignInError` where no passkey is there."""
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

    async def language(self, session: Session) -> str:
        """The language that the member wants to be spoken to in; empty if none was chosen."""
        ...

    async def describe(self, session: Session, **told: str) -> None:
        """Change what is optional in the profile. Raises `Refused`."""
        ...


class Passkeys(Protocol):
    """The passkeys of members."""

    async def of(self, session: Session) -> Sequence[Passkey]:
        """A member's, oldest first."""
        ...

    async def has(self, subject: SubjectId) -> bool:
        """Whether a member has one."""
        ...

    async def asked_to_add(self, session: Session, party: Party, *, name: str) -> str:
        """What a browser is asked to make one of, as JSON."""
        ...

    async def add(self, session: Session, party: Party, *, answer: str, name: str) -> None:
        """Add what it made. Raises `PasskeyError`."""
        ...

    async def rename(self, session: Session, key: str, *, name: str) -> None:
        """Call one something else."""
        ...

    async def remove(self, session: Session, key: str) -> None:
        """Let one open nothing any more. Raises `NotFoundError`, `SignInError`."""
        ...

    def asked_to_sign_in(self, party: Party) -> str:
        """What any browser is asked, as JSON."""
        ...

    async def asked_to_confirm(self, session: Session, party: Party) -> str:
        """What the browser of a session is asked, as JSON."""
        ...


class OneTimeCodes(Protocol):
    """Codes by an app."""

    def draw(self) -> str:
        """A new secret."""
        ...

    def address(self, secret: str, *, name: str, issuer: str) -> str:
        """What an app reads from a QR code."""
        ...

    async def is_on(self, subject: SubjectId) -> bool:
        """Whether a password alone is not enough."""
        ...

    async def turn_on(self, session: Session, *, secret: str, code: str) -> None:
        """Ask for codes from now on. Raises `SignInError`."""
        ...

    async def turn_off(self, session: Session) -> None:
        """Ask for them no more. Raises `NotFoundError`."""
        ...


class RecoveryCodes(Protocol):
    """Codes on paper."""

    async def left(self, subject: SubjectId) -> int:
        """How many are left."""
        ...

    async def make(self, session: Session) -> Sequence[str]:
        """Ten new ones, told once."""
        ...


class Recoveries(Protocol):
    """Getting back in when all else is lost."""

    async def ask(self, text: str, *, language: str, network: str) -> str:
        """The ticket of the form, whoever the address finds. Raises `AddressError`."""
        ...

    def waits(self, ticket: str) -> bool:
        """Whether a ticket still waits for its code."""
        ...

    async def begin(self, ticket: str, code: str, paper: str, *, origin: str) -> Begun:
        """Begin. Raises `CodeError`."""
        ...

    def opens_at(self, subject: SubjectId) -> int | None:
        """When the recovery of a member opens something; None where none runs."""
        ...

    def look(self, ticket: str) -> int:
        """When a link opens something. Raises `NotFoundError`."""
        ...

    async def stop(self, subject: SubjectId) -> None:
        """Stop the one of a member."""
        ...

    def can_stop(self, ticket: str) -> bool:
        """Whether a letter's link still stops something."""
        ...

    async def stop_by(self, ticket: str) -> None:
        """Stop it by a letter's link. Raises `NotFoundError`."""
        ...

    async def finish(self, ticket: str, password: str) -> None:
        """Set a new password. Raises `NotFoundError`, `PasswordError`."""
        ...


class Devices(Protocol):
    """The device register."""

    async def add(self, session: Session, name: str, *, username: str) -> NewDevice:
        """Add a device; its secret is told once."""
        ...

    async def list(self, session: Session) -> Sequence[Device]:
        """The devices, oldest first."""
        ...

    async def rename(self, session: Session, device: str, name: str) -> None:
        """Call it something else. Raises `NotFoundError`."""
        ...

    async def remove(self, session: Session, device: str) -> None:
        """Sign a device out for good. Raises `NotFoundError`."""
        ...

    async def remove_all(self, session: Session) -> int:
        """Sign all of them out; answers how many there were."""
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

    def stream(
        self, subject: SubjectId, *, actor: Actor, language: str = "en", earlier: Earlier = NOTHING
    ) -> AsyncIterator[bytes]:
        """One ZIP, in chunks."""
        ...

    async def copies(self, subject: SubjectId) -> Mapping[str, Earlier]:
        """The copies that a later one can go on from, by number, the newest first."""
        ...


class Erasure(Protocol):
    """The end of a part, or of all."""

    async def erase(
        self,
        subject: SubjectId,
        *,
        actor: Actor,
        category: Category | None = None,
        language: str = "en",
    ) -> Receipt:
        """Erase a category, or the account (None). Raises `Refused`."""
        ...


class Evidence(Protocol):
    """Numbers, of nobody in particular."""

    async def of(self, clause: ClauseId) -> Mapping[str, int]:
        """What the house can show for a sentence; empty if nothing."""
        ...
