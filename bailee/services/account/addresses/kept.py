"""What is kept of a member's addresses: one of each kind, and for 72 hours the one before.

May be imported by: services.account.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from bailee.protocols import addresses
from bailee.services.account.credentials import SAFETY
from bailee.terms import BAILEE, SERVICE_PURPOSE, Actor, BaileeError, Category, Purpose, SubjectId
from bailee.vault import Vault
from bailee.vault.records import Records

__all__ = [
    "UNDO_S",
    "Address",
    "AddressError",
    "Former",
    "Kept",
    "Kind",
    "reach",
    "read",
    "records",
]

UNDO_S = 72 * 3600
"""How long a change can be undone by whoever has the address before."""
ACCOUNT = Category("account")
RECORD = "addresses"


class Kind(StrEnum):
    """The two kinds; each is also the kind of the blind name that finds its member."""

    EMAIL = "email"
    PHONE = "phone"


class AddressError(BaileeError):
    """This is no address, or it cannot be had."""


class Address(Struct, frozen=True):
    """One address: `value` as it is written to, `since`: when its code was typed."""

    kind: Kind
    value: str
    since: int = 0


class Former(Struct, frozen=True):
    """An address that was given up at a time; it can come back, and is told of things, for long."""

    address: Address
    at: int


class Kept(Struct, frozen=True):
    """All of it, in one record, so that a change is whole or not at all."""

    now: tuple[Address, ...] = ()
    before: tuple[Former, ...] = ()

    def of(self, kind: Kind) -> Address | None:
        """The address of a kind."""
        return next((one for one in self.now if one.kind is kind), None)

    def put(self, address: Address, *, at: int) -> Kept:
        """With this one in the place of the one of its kind."""
        return Kept((*self.without(address.kind, at=at).now, address), self._before(address, at))

    def without(self, kind: Kind, *, at: int) -> Kept:
        """Without the one of a kind; it becomes the one before."""
        now = tuple(one for one in self.now if one.kind is not kind)
        gone = self.of(kind)
        fresh = self.fresh(at=at)
        return Kept(now, (*fresh, Former(gone, at)) if gone else fresh)

    def fresh(self, *, at: int) -> tuple[Former, ...]:
        """Those that were given up in the 72 hours before."""
        return tuple(one for one in self.before if one.at + UNDO_S > at)

    def _before(self, address: Address, at: int) -> tuple[Former, ...]:
        before = self.without(address.kind, at=at).before
        return tuple(one for one in before if one.address.value != address.value)


def records(
    vault: Vault, *, of: SubjectId, actor: Actor = BAILEE, purpose: Purpose = SERVICE_PURPOSE
) -> Records[Kept]:
    """Where it is kept: in the account, by the name `addresses`."""
    return Records(vault, ACCOUNT, Kept, of=of, purpose=purpose, actor=actor)


async def reach(vault: Vault, *, of: SubjectId) -> tuple[list[Address], list[Address]]:
    """Where a member is told of things: here, and at what was given up in the last 72 hours.

    Whoever took an account over cannot silence its member by giving another address; and it is
    read for safety's sake, so that a frozen account can be told as well.
    """
    kept = await records(vault, of=of, purpose=SAFETY).get(RECORD) or Kept()
    return list(kept.now), [one.address for one in kept.fresh(at=vault.clock.now())]


def read(text: str) -> Address:
    """What somebody typed, as an address. Raises `AddressError`."""
    try:
        if "@" in text:
            return Address(Kind.EMAIL, addresses.mailbox(text))
        return Address(Kind.PHONE, addresses.number(text))
    except addresses.MalformedAddressError as error:
        raise AddressError(
            str(error), hint="like ada@example.org, or +49 30 1234567 with the country"
        ) from error
