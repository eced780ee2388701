"""Requests of people without an account: a name in somebody's address book, a number that was spam.

Nothing is looked up, and whoever asks is answered alike whether or not anything is held. Nothing is
kept until a code that was sent to their address is typed; what waits for it is bounded, and so is
how much can be sent. They follow their request by the key of a link, and erase it by the same.

Keeps: access.identity, access.thirty_days, officer.contact.
May be imported by: rights.requests.
"""

from __future__ import annotations

import secrets
from typing import Protocol

from msgspec import Struct

from bailee.protocols.addresses import same
from bailee.rights.guardians import Contact
from bailee.rights.notices.plain import send
from bailee.rights.notices.post import Post
from bailee.rights.requests import letters
from bailee.rights.requests.file import LINK
from bailee.rights.requests.kinds import BY_STRANGERS, Kind
from bailee.rights.requests.record import (
    Did,
    FullError,
    Identity,
    RequestError,
    Step,
    SubjectRequest,
    bounded,
)
from bailee.rights.requests.requests import Requests, member
from bailee.terms import BAILEE, NotFoundError, SubjectId
from bailee.vault import Vault

__all__ = ["Codes", "Sendings", "Strangers", "Wish"]

_ASKS = "request-asks"
_MOST_OPEN, _LONGEST_NAME = 1_000, 200


class Wish(Struct, frozen=True):
    """What waits for a code: who asks what; `about`: the name or number that may be held."""

    kind: Kind
    says: str
    about: str
    contact: Contact
    language: str = "en"


class Codes(Protocol):
    """What waits for a code."""

    def issue(self, what: Wish) -> tuple[str, str]:
        """Let it wait: a ticket, and the code to send."""
        ...

    def redeem(self, ticket: str, code: str) -> Wish:
        """Give it back, once; raises an error of ours for a wrong code."""
        ...

    def drop_stale(self) -> None:
        """Forget what waited too long."""
        ...


class Sendings(Protocol):
    """How often something was sent."""

    def count(self, name: str) -> None:
        """Count one; raises an error of ours when it is too much."""
        ...


class Strangers:
    """The way in without an account."""

    def __init__(
        self,
        vault: Vault,
        requests: Requests,
        post: Post,
        *,
        codes: Codes,
        to: Sendings,
        by: Sendings,
    ) -> None:
        """Over the vault; `to` counts letters to an address, `by` those that a network causes."""
        self._vault, self._requests, self._post = vault, requests, post
        self._codes, self._to, self._by = codes, to, by

    async def begin(self, wish: Wish, *, network: str) -> str:
        """Send the code; the ticket that the next form carries.

        Raises `RequestError`, `PostError`, and what `Sendings` raises.
        """
        says, about = bounded(wish.says), bounded(wish.about)[:_LONGEST_NAME]
        if wish.kind not in BY_STRANGERS or not says:
            raise RequestError("say what you ask for")
        self._check_room()
        self._by.count(network)
        self._to.count(same(wish.contact.value))
        kept = Wish(wish.kind, says, about, wish.contact, wish.language)
        ticket, code = self._codes.issue(kept)
        await send(self._post, wish.contact, letters.code(code, wish.language))
        return ticket

    def _check_room(self) -> None:
        theirs = {number for _, number in self._vault.names.all(LINK)}
        if len(theirs & {one.number for one in self._requests.file.waiting()}) >= _MOST_OPEN:
            raise FullError("too many requests wait already", hint="write to the officer")

    async def confirm(self, ticket: str, code: str) -> str:
        """Open the request; the key of the link that follows it.

        Raises `RequestError`, and what `Codes` raises.
        """
        wish = self._codes.redeem(ticket, code)
        self._check_room()
        subject, file = await self._subject(wish.contact), self._requests.file
        key, now = secrets.token_urlsafe(24), file.now
        way = "mail" if wish.contact.kind == "email" else "sms"
        record = SubjectRequest(
            kind=wish.kind,
            received=now,
            due=file.due(subject),
            identity=Identity((way,), now),
            says=wish.says,
            about=wish.about,
            language=wish.language,
            steps=(Step(now, member(subject), Did.RECEIVED),),
            contact=wish.contact,
            key=key,
        )
        number = await file.open(subject, record, actor=member(subject))
        await file.announce(number, record)
        return key

    async def _subject(self, contact: Contact) -> SubjectId:
        """Whoever has this address: the same subject each time, so that they can be bounded."""
        address = same(contact.value)
        found = self._vault.names.find(_ASKS, address)
        if found is not None:
            return SubjectId(found.subject)
        subject = await self._vault.admit()
        if await self._vault.names.add(_ASKS, address, of=subject):
            return subject
        await self._vault.forget(subject, actor=BAILEE)
        return await self._subject(contact)

    def find(self, key: str) -> tuple[SubjectId, str]:
        """Whose request a link follows, and its number. Raises `NotFoundError`."""
        found = self._vault.names.find(LINK, key)
        if found is None:
            raise NotFoundError("there is no such request")
        return SubjectId(found.subject), found.ref

    async def follow(self, key: str) -> tuple[str, SubjectRequest]:
        """The number of the request that a link follows, and the newest appeal in its place.

        Raises `NotFoundError`.
        """
        subject, number = self.find(key)
        record = await self._requests.one(subject, number)
        while record.appealed:
            number, record = record.appealed, await self._requests.one(subject, record.appealed)
        return number, record

    async def erase(self, key: str) -> None:
        """Forget whoever has a link, with all that they asked by it. Raises `NotFoundError`."""
        subject, number = self.find(key)
        await self._vault.names.remove(LINK, key)
        if not self._vault.names.of(subject, LINK):
            await self._vault.forget(subject, actor=BAILEE)
            return
        file = self._requests.file
        while number:
            record = await self._requests.one(subject, number)
            await file.stop_clock(number)
            await file.cases.close(number)
            number = record.appealed

    def drop_stale(self) -> None:
        """Forget what waited for a code too long."""
        self._codes.drop_stale()
