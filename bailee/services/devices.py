"""The devices of a member: one app password each, shown once, revocable at once.

App passwords are machine-made (140 bits), so they need no stretching: a keyed digest finds the
device. The same secret unlocks the member's keys where the policy leaves those with the devices.

Keeps: account.devices, account.withdraw.
May be imported by: gateways, pages, assembly.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from hashlib import sha256
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import replace

from bailee.protocols.programs import family_of
from bailee.rights.notices import Notices
from bailee.terms import (
    ACCESS,
    BAILEE,
    SERVICE_PURPOSE,
    Actor,
    BaileeError,
    Category,
    NotFoundError,
    Purpose,
    Service,
    Session,
    SubjectId,
)
from bailee.vault import Vault
from bailee.vault.records import Records

__all__ = [
    "HOLDER",
    "SECRET",
    "SERVICE",
    "Caller",
    "Device",
    "Devices",
    "NewDevice",
    "Seen",
    "TooManyError",
]

DEVICES = Category("devices")
SAFETY = Purpose("safety")
SERVICE = Service(
    name="devices",
    collects={DEVICES: "application/json"},
    purposes=frozenset({SERVICE_PURPOSE, SAFETY}),
)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_SECRET_LETTERS = 28
_MOST = 100
_DAY_S = 86_400
SECRET = "app-password"  # noqa: S105 - the kind of a blind name
"""The kind of name that an app password is."""
HOLDER = "device:"
"""What a device's copy of the unlock key is held by, before its id."""


class Record(Struct, frozen=True):
    """What is kept of a device. `used_day`: in days since 1970; `app`: a family of programs."""

    name: str
    added_at: int
    used_day: int = 0
    app: str = ""


class Device(Struct, frozen=True):
    """A device as its member sees it.

    `used_at`: the start of the last day it came by; `app`: with which program, where one of the
    short list was named.
    """

    id: str
    name: str
    added_at: int
    used_at: int | None
    app: str = ""


class NewDevice(Struct, frozen=True):
    """A new device, with the password that is shown once."""

    id: str
    name: str
    username: str
    secret: str


class Seen(Struct, frozen=True):
    """How many devices a member has, and the start of the last day that one came by."""

    count: int
    used_at: int | None


class Caller(Struct, frozen=True):
    """Who a device is, and whose."""

    subject: SubjectId
    actor: Actor


class TooManyError(BaileeError):
    """The account has as many devices as it may have."""


class Devices:
    """The device register."""

    def __init__(self, vault: Vault, notices: Notices) -> None:
        """Over the vault; `notices` tell the member of what comes and goes."""
        self._vault, self._notices = vault, notices
        self._seen: dict[str, int] = {}

    async def add(self, session: Session, name: str, *, username: str) -> NewDevice:
        """Add a device. Raises `TooManyError`, and `LockedError` when the keys are locked."""
        name, subject = _named(name), session.subject
        records = self._records(subject, session.actor)
        if len(await records.all()) >= _MOST:
            raise TooManyError(f"an account has at most {_MOST} devices", hint="remove one first")
        device, secret = secrets.token_hex(5), _draw()
        self._vault.admit_holder(subject, f"{HOLDER}{device}", _bytes(secret))
        await records.put(device, Record(name, self._vault.clock.now()))
        await self._vault.names.add(SECRET, _plain(secret), of=subject, ref=device)
        await self._notices.tell(subject, "security.device-added", device=name)
        return NewDevice(device, name, username, secret)

    async def list(self, session: Session) -> Sequence[Device]:
        """The devices, oldest first."""
        found = await self._records(session.subject, session.actor, purpose=ACCESS).all()
        devices = [
            Device(key, one.name, one.added_at, one.used_day * _DAY_S or None, one.app)
            for key, one in found.items()
        ]
        return sorted(devices, key=lambda device: device.added_at)

    async def seen(self, subject: SubjectId) -> Seen:
        """How many there are and when one came by last: what an operator may know of them."""
        found = await self._records(subject, BAILEE, purpose=SAFETY).all()
        last = max((one.used_day for one in found.values()), default=0)
        return Seen(len(found), last * _DAY_S or None)

    async def rename(self, session: Session, device: str, name: str) -> None:
        """Call a device something else. Raises `NotFoundError`."""
        records = self._records(session.subject, session.actor)
        record = await records.get(device)
        if record is None:
            raise NotFoundError("there is no such device")
        await records.put(device, replace(record, name=_named(name)))

    async def remove(self, session: Session, device: str) -> None:
        """Sign a device out: its next request is refused. Raises `NotFoundError`."""
        # For safety: whoever lost a device signs it out, however their account stands.
        records = self._records(session.subject, session.actor, purpose=SAFETY)
        record = await records.get(device)
        if record is None:
            raise NotFoundError("there is no such device")
        await self._sign_out(session.subject, device)
        await records.drop(device)
        await self._notices.tell(session.subject, "security.device-removed", device=record.name)

    async def remove_all(self, session: Session) -> int:
        """Sign every device out; answers how many there were."""
        records = self._records(session.subject, session.actor, purpose=SAFETY)
        found = await records.all()
        # First all of the passwords: whoever has one of the devices must not see the next tick.
        for device in found:
            await self._sign_out(session.subject, device)
        for device in found:
            await records.drop(device)
        for record in found.values():
            await self._notices.tell(session.subject, "security.device-removed", device=record.name)
        return len(found)

    async def _sign_out(self, subject: SubjectId, device: str) -> None:
        await self._vault.names.drop(SECRET, of=subject, ref=device)
        self._vault.expel_holder(subject, f"{HOLDER}{device}")

    async def authenticate(self, username: str, secret: str, program: str = "") -> Caller | None:
        """Who calls, by handle and app password; None when they do not belong together.

        `program`: what its `User-Agent` says, of which only the family is kept.
        """
        names = self._vault.names
        found = names.find(SECRET, _plain(secret))
        named = names.find("handle", normalize("NFKC", username).strip().casefold())
        if found is None or named is None or named.subject != found.subject:
            return None
        caller = Caller(SubjectId(found.subject), Actor(f"{HOLDER}{found.ref}"))
        await self._vault.open_for(caller.subject, caller.actor, _bytes(secret))
        await self._note_use(caller, found.ref, program)
        return caller

    async def _note_use(self, caller: Caller, device: str, program: str) -> None:
        """Write down the day and the family of the program, once a day."""
        today = self._vault.clock.now() // _DAY_S
        if self._seen.get(device) == today:
            return
        self._seen[device] = today
        records = self._records(caller.subject, caller.actor, purpose=SAFETY)
        record = await records.get(device)
        if record is not None and record.used_day != today:
            app = family_of(program) or record.app
            await records.put(device, replace(record, used_day=today, app=app))

    def _records(
        self, subject: SubjectId, actor: Actor, *, purpose: Purpose = SERVICE_PURPOSE
    ) -> Records[Record]:
        return Records(self._vault, DEVICES, Record, of=subject, purpose=purpose, actor=actor)


def _named(name: str) -> str:
    return " ".join(name.split())[:100] or "device"


def _draw() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_SECRET_LETTERS))
    return "-".join(letters[i : i + 4] for i in range(0, _SECRET_LETTERS, 4))


def _plain(secret: str) -> str:
    return secret.replace("-", "").replace(" ", "").casefold()


def _bytes(secret: str) -> bytes:
    return sha256(_plain(secret).encode()).digest()
