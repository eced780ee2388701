"""The file of all requests: opened, changed one at a time, and told of to whoever asked.

Which ones wait, and until when, is in blind names: looking at the clocks opens nobody's request.

Keeps: access.thirty_days, security.rest.
May be imported by: rights.requests.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from msgspec import Struct

from bailee.policy.decide import Policy
from bailee.rights.cases import Cases, number_of_case
from bailee.rights.guardians import Desk as WayOut
from bailee.rights.notices.plain import send
from bailee.rights.notices.post import PostError
from bailee.rights.requests import letters
from bailee.rights.requests.record import FullError, SubjectRequest
from bailee.rights.roles import Role, Roles
from bailee.terms import ONES_OWN, Actor, ClauseId, Refused, SubjectId
from bailee.vault import Vault

__all__ = ["LINK", "File", "Waits"]

_OPEN, LINK = "request-open", "request-link"
"""Kinds of blind names: what waits, and the page where somebody without an account follows it."""
_CLAUSE = ClauseId("access.thirty_days")
_DAY_S, _APART_S = 86_400, 3600
_MOST_OPEN = 20
_TOLD_BY = {
    "received": "account.request-received",
    "asked-back": "account.request-question",
    "answered": "account.request-answered",
    "refused": "account.request-refused",
    "late": "account.request-late",
}


class Waits(Struct, frozen=True, order=True):
    """The clock of one open request: nothing of what it says."""

    due: int
    received: int
    number: str
    subject: SubjectId


class File:
    """Every request, and the way to whoever made it."""

    def __init__(self, vault: Vault, way_out: WayOut, roles: Roles) -> None:
        """Over the vault, the way out, and who is an officer."""
        self.vault, self.way_out, self.roles = vault, way_out, roles
        self.cases = Cases(vault, "requests", SubjectRequest)
        self.turn = asyncio.Lock()
        """Read and written back in one: of two officers who answer at once, one comes too late."""
        self._officers_told_at = 0

    @property
    def now(self) -> int:
        """The time."""
        return self.vault.clock.now()

    def days(self, subject: SubjectId) -> int:
        """Within how many days a subject is answered, by the version that binds them."""
        return self.vault.policy_of(subject).value(_CLAUSE, "days")

    def due(self, subject: SubjectId) -> int:
        """By when a request that comes now is answered: never later than the policy says."""
        return self.now + self.days(subject) * _DAY_S

    async def open(self, subject: SubjectId, record: SubjectRequest, *, actor: Actor) -> str:
        """Open a request that waits for a person; of it, nobody is told yet.

        Raises `RequestError`, `Refused`.
        """
        if len(self.vault.names.of(subject, _OPEN)) >= _MOST_OPEN:
            raise FullError(
                "too many requests of yours wait already", hint="add to one of them instead"
            )
        number = number_of_case()
        # First its clock: a request that is kept and that no clock counts would be forgotten.
        ref = f"{number}/{record.received}/{record.due}"
        await self.vault.names.add(_OPEN, number, of=subject, ref=ref)
        if record.key and not record.appeals:
            await self.vault.names.add(LINK, record.key, of=subject, ref=number)
        try:
            await self.cases.by(actor).open(subject, record, number=number)
        except Refused:
            await self.stop_clock(number)
            raise
        return number

    async def announce(self, number: str, record: SubjectRequest) -> None:
        """Tell whoever asked that it came, and officers that something waits."""
        await self.tell(number, record, "received")
        if not 0 <= self.now - self._officers_told_at < _APART_S:
            self._officers_told_at = self.now
            await self.tell_officers("account.desk-waiting")

    def policy_of(self, number: str) -> Policy:
        """The version that binds whoever asked. Raises `NotFoundError`."""
        return self.vault.policy_of(self.cases.whose(number))

    def is_waiting(self, subject: SubjectId) -> bool:
        """Whether any request of a subject waits."""
        return bool(self.vault.names.of(subject, _OPEN))

    async def stop_clock(self, number: str) -> None:
        """Let a request wait no more."""
        await self.vault.names.remove(_OPEN, number)

    def waiting(self) -> list[Waits]:
        """The clocks that run, the first to end first."""
        return sorted(_clock(subject, ref) for subject, ref in self.vault.names.all(_OPEN))

    async def tell(self, number: str, record: SubjectRequest, what: str) -> None:
        """Tell whoever asked, wherever they can be told; a letter that does not leave is no fault.

        What is told is that something happened; what it says is read here.
        """
        if record.contact is not None:
            link = f"{self.way_out.origin}/ask/{record.key}"
            words = letters.told(what, number, link, record.language)
            with suppress(PostError):
                await send(self.way_out.post, record.contact, words)
            return
        key, subject = _TOLD_BY[what], self.cases.whose(number)
        details: dict[str, str | int] = {"case": number}
        if record.is_open:
            details["until"] = record.due
        with suppress(*ONES_OWN):
            await self.way_out.tell(subject, key, **details)

    async def tell_officers(self, key: str, **details: str | int) -> None:
        """Tell every officer."""
        for officer in self.roles.all(Role.OFFICER):
            with suppress(*ONES_OWN):
                await self.way_out.tell(officer, key, **details)


def _clock(subject: SubjectId, ref: str) -> Waits:
    number, received, due = ref.split("/")
    return Waits(int(due), int(received), number, subject)
