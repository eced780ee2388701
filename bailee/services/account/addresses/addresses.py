"""A member's addresses, changed with proof to both: a code to the new, a way back to the old.

What is asked for an address that finds another account already is answered alike and sends a
letter to that address, which says so.

Keeps: collect.account, use.safety.
May be imported by: services.account.
"""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from weakref import WeakValueDictionary

from msgspec import Struct
from msgspec.structs import replace

from bailee.protocols.addresses import same
from bailee.rights.notices.plain import send
from bailee.rights.notices.post import Post, PostError, UndeliverableError
from bailee.services.account.addresses import letters
from bailee.services.account.addresses.kept import (
    RECORD,
    UNDO_S,
    Address,
    AddressError,
    Kept,
    Kind,
    reach,
    read,
    records,
)
from bailee.services.account.codes import CodeError, Codes, Sendings
from bailee.services.account.credentials import SAFETY
from bailee.services.account.telling import Telling
from bailee.terms import ONES_OWN, Actor, Session, SubjectId
from bailee.vault import Vault

__all__ = ["Addresses"]

_UNDO = "undo-address"
"""The kind of the blind name that a link of undoing is."""
_FORMER = "former"


class _Wish(Struct, frozen=True):
    subject: SubjectId
    address: Address
    language: str


class Addresses:
    """The addresses of all members."""

    def __init__(self, vault: Vault, post: Post, telling: Telling) -> None:
        """Over the vault, the way out, and what tells members of a change."""
        self._vault, self._post, self._telling = vault, post, telling
        self._codes: Codes[_Wish] = Codes(vault.clock)
        self._to = Sendings(vault.clock)
        self._by = Sendings(vault.clock, at_most=10, apart_s=0)
        self._turns: WeakValueDictionary[SubjectId, asyncio.Lock] = WeakValueDictionary()

    async def of(self, subject: SubjectId, *, actor: Actor) -> list[Address]:
        """The confirmed addresses of a member."""
        return list((await self._kept(subject, actor)).now)

    async def reach(self, subject: SubjectId) -> tuple[list[Address], list[Address]]:
        """Where a member is told of things: now, and at addresses given up of late."""
        return await reach(self._vault, of=subject)

    def find(self, address: Address) -> SubjectId | None:
        """Whose confirmed address this is."""
        found = self._vault.names.find(address.kind, same(address.value))
        return SubjectId(found.subject) if found and found.ref != _FORMER else None

    def is_taken(self, address: Address) -> bool:
        """Whether it finds somebody, or did until lately."""
        return self._vault.names.find(address.kind, same(address.value)) is not None

    async def keep(self, subject: SubjectId, address: Address, *, actor: Actor) -> bool:
        """Keep a first address whose code was typed elsewhere; False when it is somebody's."""
        name = same(address.value)
        if not await self._vault.names.add(address.kind, name, of=subject):
            return False
        async with self._turn_of(subject):
            kept, now = await self._kept(subject, actor), self._vault.clock.now()
            changed = kept.put(replace(address, since=now), at=now)
            await records(self._vault, of=subject, actor=actor).put(RECORD, changed)
        return True

    async def ask(self, session: Session, text: str, *, language: str) -> str:
        """Send a code to an address that a member wants to add; the ticket of the form.

        Raises `AddressError`, `ThrottledError`, `PostError`.
        """
        return await self._send(_Wish(session.subject, read(text), language))

    async def ask_again(self, session: Session, ticket: str) -> str:
        """Send another code; the one before is of no use then. Raises as `ask`, and `CodeError`."""
        wish = self._wish(session, ticket)
        again = await self._send(wish)
        self._codes.drop(ticket)
        return again

    def asked(self, session: Session, ticket: str) -> Address:
        """The address whose code is waited for. Raises `CodeError`."""
        return self._wish(session, ticket).address

    def _wish(self, session: Session, ticket: str) -> _Wish:
        wish = self._codes.peek(ticket)
        if wish is None or wish.subject != session.subject:
            raise CodeError
        return wish

    async def _send(self, wish: _Wish) -> str:
        self._by.count(wish.subject)
        self._to.count(same(wish.address.value))
        ticket, code = self._codes.issue(wish)
        if self.is_taken(wish.address) and not await self._is_former(wish):
            self._codes.drop(ticket)
            ticket, _ = self._codes.issue(wish)  # whose code nobody gets to know
            words = letters.taken(wish.language)
        else:
            words = letters.code(code, wish.language)
        await send(self._post, wish.address, words)
        return ticket

    async def _is_former(self, wish: _Wish) -> bool:
        """Whether it was the member's own until lately."""
        found = self._vault.names.find(wish.address.kind, same(wish.address.value))
        return found is not None and found.subject == wish.subject and found.ref == _FORMER

    async def confirm(self, session: Session, ticket: str, code: str, *, origin: str) -> Address:
        """Take the address in, in the place of the one of its kind.

        The one before gets a link, under `origin`, that undoes it for 72 hours. Raises `CodeError`,
        `AddressError`, `PostError`; nothing is changed then.
        """
        self._wish(session, ticket)
        wish = self._codes.redeem(ticket, code)
        async with self._turn_of(session.subject):
            return await self._take_in(session, wish, origin=origin)

    def _turn_of(self, subject: SubjectId) -> asyncio.Lock:
        """One change of a member's at a time: two at once would each take out the same old one."""
        return self._turns.setdefault(subject, asyncio.Lock())

    async def _take_in(self, session: Session, wish: _Wish, *, origin: str) -> Address:
        now, name = self._vault.clock.now(), same(wish.address.value)
        address = replace(wish.address, since=now)
        names, was_former = self._vault.names, await self._is_former(wish)
        if not was_former and not await names.add(address.kind, name, of=session.subject):
            raise AddressError("this address cannot be had", hint="give another one")
        kept = await self._kept(session.subject, session.actor)
        old = kept.of(address.kind)
        given_up = old if old is not None and same(old.value) != name else None
        if given_up is not None:
            try:
                await self._offer_undo(session, given_up, origin=origin, language=wish.language)
            except PostError:
                if not was_former:
                    await names.remove(address.kind, name)
                raise
        if was_former:
            await names.renew(address.kind, name, ref="", until=None)
        # Before: the address that is given up gets a letter of its own, with the way back.
        await self._telling.tell(session.subject, "security.address-changed")
        kept = await self._kept(session.subject, session.actor)  # a letter takes its time
        await self._put(session, kept.put(address, at=now))
        if given_up is not None:
            await self._retire(given_up)
        return address

    async def remove(self, session: Session, kind: Kind, *, origin: str, language: str) -> None:
        """Take an address out; it gets the link that brings it back. Raises `PostError`."""
        async with self._turn_of(session.subject):
            await self._take_out(session, kind, origin=origin, language=language)

    async def _take_out(self, session: Session, kind: Kind, *, origin: str, language: str) -> None:
        kept = await self._kept(session.subject, session.actor)
        old = kept.of(kind)
        if old is None:
            return
        await self._offer_undo(session, old, origin=origin, language=language)
        await self._telling.tell(session.subject, "security.address-removed")
        kept = await self._kept(session.subject, session.actor)  # a letter takes its time
        await self._put(session, kept.without(kind, at=self._vault.clock.now()))
        await self._retire(old)

    async def _offer_undo(
        self, session: Session, old: Address, *, origin: str, language: str
    ) -> None:
        """Tell an address how it comes back, before it goes: no change without its way back.

        Raises `PostError`, unless the letter would never be taken.
        """
        until, token = self._vault.clock.now() + UNDO_S, secrets.token_urlsafe(24)
        await self._vault.names.add(_UNDO, token, of=session.subject, ref=old.kind, until=until)
        words = letters.changed(f"{origin}/address/undo?ticket={token}", language)
        try:
            await send(self._post, old, words)
        except UndeliverableError:
            pass
        except PostError:
            await self._vault.names.remove(_UNDO, token)
            raise

    async def _retire(self, old: Address) -> None:
        """Let an address find nobody, and keep it free for 72 hours."""
        until = self._vault.clock.now() + UNDO_S
        await self._vault.names.renew(old.kind, same(old.value), ref=_FORMER, until=until)

    def can_undo(self, ticket: str) -> bool:
        """Whether a link of undoing is still good."""
        return self._vault.names.find(_UNDO, ticket) is not None

    async def undo(self, ticket: str) -> None:
        """Bring an address back; whoever is signed in has to do it again. Raises `CodeError`."""
        found = self._vault.names.find(_UNDO, ticket)
        if found is None:
            raise CodeError
        subject, kind = SubjectId(found.subject), Kind(found.ref)
        async with self._turn_of(subject):
            await self._bring_back(subject, kind, ticket)

    async def _bring_back(self, subject: SubjectId, kind: Kind, ticket: str) -> None:
        names = self._vault.names
        kept = await records(self._vault, of=subject, purpose=SAFETY).get(RECORD) or Kept()
        await names.remove(_UNDO, ticket)
        back = next((one.address for one in kept.before if one.address.kind is kind), None)
        if back is None:
            raise CodeError
        await self._swap(subject, kept, back)
        await names.drop("session", of=subject)

    async def _swap(self, subject: SubjectId, kept: Kept, back: Address) -> None:
        """Put one back that was given up; the one that took its place finds nobody any more."""
        names, taken = self._vault.names, kept.of(back.kind)
        before = tuple(one for one in kept.before if one.address.kind is not back.kind)
        now = tuple(one for one in kept.now if one.kind is not back.kind)
        if not await names.add(back.kind, same(back.value), of=subject):
            await names.renew(back.kind, same(back.value), ref="", until=None)
        await records(self._vault, of=subject, purpose=SAFETY).put(
            RECORD, Kept((*now, back), before)
        )
        if taken is not None:
            await names.remove(taken.kind, same(taken.value))

    async def forget_former(self) -> None:
        """Forget the addresses that were given up more than 72 hours ago."""
        now = self._vault.clock.now()
        for subject in {subject for subject, _ in self._vault.names.all(_UNDO)}:
            with suppress(*ONES_OWN):
                await self._forget_former(subject, at=now)

    async def _forget_former(self, subject: SubjectId, *, at: int) -> None:
        # For safety: those of a frozen account go on the day that was said, too.
        theirs = records(self._vault, of=subject, purpose=SAFETY)
        async with self._turn_of(subject):
            kept = await theirs.get(RECORD) or Kept()
            fresh = kept.fresh(at=at)
            if fresh != kept.before:
                await theirs.put(RECORD, Kept(kept.now, fresh))

    async def _kept(self, subject: SubjectId, actor: Actor) -> Kept:
        return await records(self._vault, of=subject, actor=actor).get(RECORD) or Kept()

    async def _put(self, session: Session, kept: Kept) -> None:
        await records(self._vault, of=session.subject, actor=session.actor).put(RECORD, kept)
