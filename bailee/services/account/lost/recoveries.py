"""A recovery: an address and a code on paper, or the operator's word; then three days of waiting.

Nothing changes before they are over. Every address is told when it begins, a day before its end and
at its end; whoever is signed in can stop it, and so can whoever reads one of the letters.

Keeps: use.safety, account.service.
May be imported by: services.account.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Coroutine
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from bailee.protocols.addresses import same
from bailee.rights.notices.plain import send
from bailee.rights.notices.post import Post, PostError
from bailee.services.account.addresses import Address, Addresses, letters
from bailee.services.account.addresses.kept import read
from bailee.services.account.codes import CodeError, Codes, Sendings
from bailee.services.account.credentials import Credentials, check_new
from bailee.services.account.entry.entry import Entry
from bailee.services.account.lost.letters import begun
from bailee.services.account.telling import Telling
from bailee.terms import BAILEE, ONES_OWN, BaileeError, FolderId, NotFoundError, Refused, SubjectId
from bailee.vault import Vault
from bailee.vault.records import Records

__all__ = ["WAIT_S", "Begun", "Recoveries"]

WAIT_S = 72 * 3600
"""How long a recovery waits for somebody to stop it."""
_WARNED_S = 24 * 3600
_OPEN_S = 7 * 86_400
"""How long it can be completed, once its time has come."""
_LINK, _STOP = "recovery", "stop-recovery"
_FOLDER, _NAME = FolderId("recovery"), "recovery"
_BEGUN, _WARNED, _OPEN = 0, 1, 2


class Record(Struct, frozen=True):
    """A recovery that runs; `told`: which of its notices went out."""

    ends_at: int
    told: int = _BEGUN


class Begun(Struct, frozen=True):
    """A recovery that has begun: what its link carries, and from when on it opens something."""

    ticket: str
    opens_at: int


class _Wish(Struct, frozen=True):
    subject: SubjectId | None
    address: Address


class Recoveries:
    """The recoveries of every member."""

    def __init__(
        self, vault: Vault, entry: Entry, *, addresses: Addresses, post: Post, telling: Telling
    ) -> None:
        """Over the vault, the way in, and where members are told of things."""
        self._vault, self._entry, self._addresses = vault, entry, addresses
        self._post, self._telling = post, telling
        self._credentials = Credentials(vault)
        self._codes: Codes[_Wish] = Codes(vault.clock)
        self._to, self._by = Sendings(vault.clock), Sendings(vault.clock, at_most=20, apart_s=0)
        self._sending: set[asyncio.Task[None]] = set()

    # Begun

    async def ask(self, text: str, *, language: str, network: str) -> str:
        """Send a code to an address, if it finds somebody: the ticket of the form, in any case.

        Raises `AddressError`, `ThrottledError`.
        """
        address = read(text)
        self._by.count(network)
        self._to.count(same(address.value))
        ticket, code = self._codes.issue(_Wish(self._addresses.find(address), address))
        if self._addresses.find(address) is not None:
            # Not waited for: how long an answer takes would tell who has an account.
            self._later(send(self._post, address, letters.code(code, language)))
        return ticket

    def waits(self, ticket: str) -> bool:
        """Whether a ticket still waits for its code."""
        return self._codes.peek(ticket) is not None

    async def begin(self, ticket: str, code: str, paper: str, *, origin: str) -> Begun:
        """Begin, by the code from the letter and a recovery code. Raises `CodeError`.

        Which of them is wrong is not told; five tries are all there are.
        """
        wish = self._codes.peek(ticket)
        subject, papers = wish.subject if wish else None, self._entry.recovery_codes
        has_paper = subject is not None and await papers.has(subject, paper)
        self._codes.redeem(ticket, code if has_paper else "")
        if subject is None or not await papers.take(subject, paper):
            raise CodeError
        return await self._start(subject, wait_s=WAIT_S, origin=origin)

    async def begin_for(self, subject: SubjectId, *, origin: str) -> Begun:
        """Begin by the operator's word. Where no address could be told, it opens at once."""
        can_be_told = any(await self._addresses.reach(subject))
        await self._telling.tell(subject, "security.operator-acted", act="recovery")
        return await self._start(subject, wait_s=WAIT_S if can_be_told else 0, origin=origin)

    async def _start(self, subject: SubjectId, *, wait_s: int, origin: str) -> Begun:
        if self.opens_at(subject) is not None:
            raise BaileeError("a recovery is under way already", hint="stop it, or wait for it")
        opens_at, ticket, stop = self._vault.clock.now() + wait_s, _draw(), _draw()
        until = opens_at + _OPEN_S
        await self._records(subject).put(_NAME, Record(opens_at))
        await self._vault.names.add(_LINK, ticket, of=subject, ref=str(opens_at), until=until)
        await self._vault.names.add(_STOP, stop, of=subject, until=until)
        await self._telling.tell(subject, "security.recovery-begun", until=opens_at)
        await self._write_to_all(subject, f"{origin}/lost/stop?ticket={stop}")
        return Begun(ticket, opens_at)

    async def _write_to_all(self, subject: SubjectId, link: str) -> None:
        now, former = await self._addresses.reach(subject)
        for address in (*now, *former):
            self._later(send(self._post, address, begun(link)))

    def _later(self, sending: Coroutine[None, None, None]) -> None:
        async def send() -> None:
            with suppress(PostError):
                await sending

        task = asyncio.create_task(send())
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def settle(self) -> None:
        """Wait until the letters that are on their way are handed over."""
        await asyncio.gather(*self._sending)

    # Under way

    def opens_at(self, subject: SubjectId) -> int | None:
        """From when on the recovery of a member opens something; None where none runs."""
        found = self._vault.names.of(subject, _LINK)
        return int(found[0].ref) if found else None

    def look(self, ticket: str) -> int:
        """When the link of a recovery opens something. Raises `NotFoundError`."""
        found = self._vault.names.find(_LINK, ticket)
        if found is None:
            raise NotFoundError("this recovery was stopped, is done, or never was")
        return int(found.ref)

    async def remind(self) -> None:
        """Tell what is due: a day before the end, and at the end."""
        now = self._vault.clock.now()
        for subject, ref in self._vault.names.all(_LINK):
            opens_at = int(ref)
            stage = _OPEN if now >= opens_at else _WARNED if now >= opens_at - _WARNED_S else _BEGUN
            with suppress(*ONES_OWN):
                await self._remind(SubjectId(subject), stage, opens_at)

    async def _remind(self, subject: SubjectId, stage: int, opens_at: int) -> None:
        record = await self._records(subject).get(_NAME) or Record(opens_at)
        if stage <= record.told:
            return
        await self._records(subject).put(_NAME, replace(record, told=stage))
        if stage == _OPEN:
            await self._telling.tell(subject, "security.recovery-open")
        else:
            await self._telling.tell(subject, "security.recovery-soon", until=opens_at)

    # Ended

    async def stop(self, subject: SubjectId) -> None:
        """Stop the recovery of a member, by one who is signed in; nothing where none runs."""
        if self.opens_at(subject) is not None:
            await self._forget(subject)
            await self._telling.tell(subject, "security.recovery-stopped")

    def can_stop(self, ticket: str) -> bool:
        """Whether a letter's link still stops something."""
        return self._vault.names.find(_STOP, ticket) is not None

    async def stop_by(self, ticket: str) -> None:
        """The same, by the link in a letter. Raises `NotFoundError`."""
        found = self._vault.names.find(_STOP, ticket)
        if found is None:
            raise NotFoundError("this recovery was stopped, is done, or never was")
        await self.stop(SubjectId(found.subject))

    async def finish(self, ticket: str, password: str) -> None:
        """Set a new password, now that the time has come; what was lost opens nothing any more.

        Every session ends and codes by an app are off. What only devices or the recovery key open
        stays closed until one of them comes. Raises `NotFoundError`, `PasswordError`.
        """
        check_new(password)
        found = self._vault.names.find(_LINK, ticket)
        if found is None or int(found.ref) > self._vault.clock.now():
            raise NotFoundError("this recovery was stopped, is done, or has to wait")
        subject = SubjectId(found.subject)
        await self._forget(subject)
        await self._entry.start_anew(subject, password)
        await self._telling.tell(subject, "security.recovery-done")

    async def _forget(self, subject: SubjectId) -> None:
        for kind in (_LINK, _STOP):
            await self._vault.names.drop(kind, of=subject)
        with suppress(NotFoundError, Refused):
            await self._records(subject).drop(_NAME)

    def _records(self, subject: SubjectId) -> Records[Record]:
        return self._credentials.records(Record, of=subject, actor=BAILEE, within=_FOLDER)


def _draw() -> str:
    return secrets.token_urlsafe(24)
