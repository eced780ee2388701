"""An account that turns out to be a child's: frozen at once, erased when that is certain.

It is certain when its member says so, or when the officer confirms it. A report never erases: one
by a member freezes until the officer has looked, one by a stranger waits for the officer. A
guardian who reads the account's own mailbox gives the officer one more reason, since whoever else
reads it could do the same. What the officer dismissed is not frozen again by a report for 90 days;
a member can report once a day, and so can a network.

Keeps: children.discovered.
May be imported by: rights.guardians.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from contextlib import suppress
from hashlib import blake2b

from msgspec import Struct
from msgspec.structs import replace

from bailee.rights.erasure import Erasure, Receipt
from bailee.rights.guardians import letters
from bailee.rights.guardians.approval import Desk
from bailee.rights.guardians.kept import Contact, Files, Report
from bailee.rights.notices.plain import send
from bailee.rights.notices.post import PostError
from bailee.rights.roles import Role, Roles, staff
from bailee.rights.states import States
from bailee.terms import BAILEE, Actor, BaileeError, NotFoundError, State, SubjectId
from bailee.vault import Vault

__all__ = ["Case", "Discovery", "OftenError"]

_REPORT, _SHIELD, _PROOF = "child-report", "child-shield", "child-proof"
"""Kinds of blind names."""
_SHIELD_S, _PROOF_S, _APART_S = 90 * 86_400, 72 * 3600, 86_400
_MOST, _LONGEST = 10_000, 500
_WHY = "somebody reported that this account is a child's"


class OftenError(BaileeError):
    """One report a day is enough."""


class Case(Struct, frozen=True):
    """A report, as the officer sees it: whose account it is about, nobody needs to know."""

    number: str
    at: int
    reason: str
    answer: str
    is_frozen: bool
    is_proven: bool


class Discovery:
    """Reports, and what follows."""

    def __init__(self, vault: Vault, desk: Desk, states: States, roles: Roles) -> None:
        """Over the vault, the way out, where accounts stand, and who is an officer."""
        self._vault, self._desk, self._states, self._roles = vault, desk, states, roles
        self._lately: OrderedDict[bytes, int] = OrderedDict()

    # What its member says

    async def declare(self, subject: SubjectId, *, language: str = "en") -> Receipt:
        """Erase the account of whoever says that they are a child, without a guardian's yes."""
        actor = Actor(f"member:{subject}")
        await self._freeze(subject, actor=BAILEE)
        return await Erasure(self._vault).erase(subject, actor=actor, language=language)

    async def report_on(self, subject: SubjectId) -> Report | None:
        """The report on an account that is open, for its member to answer."""
        return await Files(self._vault, subject).report()

    async def answer(self, subject: SubjectId, text: str) -> None:
        """Keep what its member says to a report, for the officer. Raises `NotFoundError`."""
        files = Files(self._vault, subject)
        report = await files.report()
        if report is None:
            raise NotFoundError("there is no report")
        await files.keep_report(replace(report, answer=_bounded(text)))

    # What others say

    async def report(
        self, handle: str, reason: str, *, network: str, by: SubjectId | None = None
    ) -> None:
        """Take a report in; what comes of it, and whether there is such an account, is not told.

        Raises `OftenError`.
        """
        self._count(by or f"network|{network}")
        found = self._vault.names.find("handle", handle)
        if found is None or not self.has_officer:
            return
        subject = SubjectId(found.subject)
        files = Files(self._vault, subject)
        if self._vault.standing(subject).is_child or await files.report() is not None:
            return
        number, now = secrets.token_hex(4), self._vault.clock.now()
        await files.keep_report(Report(number, now, _bounded(reason)))
        await self._vault.names.add(_REPORT, number, of=subject, ref=number)
        if by is not None and by != subject and not self._is_shielded(subject):
            await self._freeze(subject, actor=BAILEE)

    def _count(self, who: str) -> None:
        now, key = self._vault.clock.now(), blake2b(who.encode(), digest_size=16).digest()
        at = self._lately.get(key)
        if at is not None and now - _APART_S < at <= now:
            raise OftenError("one report a day is enough", hint="the officer reads every one")
        self._lately[key] = now
        self._lately.move_to_end(key)
        while len(self._lately) > _MOST:
            self._lately.popitem(last=False)

    def _is_shielded(self, subject: SubjectId) -> bool:
        return self._vault.names.find(_SHIELD, subject) is not None

    async def _freeze(self, subject: SubjectId, *, actor: Actor) -> None:
        place = self._states.of(subject)
        if place.state is State.ACTIVE or (place.state is State.RESTRICTED and place.is_own):
            # Their own freeze as well: else they could thaw it before anybody has looked.
            await self._states.restrict(subject, actor=actor, reason=_WHY)

    # What a guardian proves

    async def offer_proof(
        self, handle: str, *, guardian: SubjectId, contact: Contact | None, language: str
    ) -> None:
        """Write to the address of an account that was reported; whoever reads it there can say so.

        `contact`: that address, if there is one. It is answered alike if there is none.
        """
        subject = self.whose(handle)
        if subject is None or contact is None or not await self._is_open(subject):
            return
        token, until = secrets.token_urlsafe(24), self._vault.clock.now() + _PROOF_S
        await self._vault.names.add(_PROOF, token, of=subject, ref=guardian, until=until)
        link = f"{self._desk.origin}/me/family-proof?ticket={token}"
        # Whether it left tells nobody anything: an account without an address is answered alike.
        with suppress(PostError):
            await send(self._desk.post, contact, letters.proof(link, language))

    def whose(self, handle: str) -> SubjectId | None:
        """Whose account this is, for the house alone."""
        found = self._vault.names.find("handle", handle)
        return SubjectId(found.subject) if found else None

    def can_prove(self, ticket: str, *, guardian: SubjectId) -> bool:
        """Whether a link is still good, for this guardian."""
        found = self._vault.names.find(_PROOF, ticket)
        return found is not None and found.ref == guardian

    async def prove(self, ticket: str, *, guardian: SubjectId) -> None:
        """Freeze the account, and let the officer know that its mailbox was read.

        Raises `NotFoundError`.
        """
        found = self._vault.names.find(_PROOF, ticket)
        subject = SubjectId(found.subject) if found and found.ref == guardian else None
        if subject is None or not await self._is_open(subject):
            raise NotFoundError("this link was used, is too old, or is not yours")
        await self._vault.names.remove(_PROOF, ticket)
        await self._freeze(subject, actor=Actor(f"member:{guardian}"))
        files = Files(self._vault, subject)
        report = await files.report()
        if report is not None:
            await files.keep_report(replace(report, is_proven=True))

    async def _is_open(self, subject: SubjectId) -> bool:
        """Whether a report waits for the officer, on an account that no guardian agreed to."""
        if self._vault.standing(subject).is_child or self._is_shielded(subject):
            return False
        return self.has_officer and await Files(self._vault, subject).report() is not None

    # What the officer decides

    @property
    def has_officer(self) -> bool:
        """Whether anybody can decide on a report."""
        return bool(self._roles.all(Role.OFFICER))

    async def cases(self) -> list[Case]:
        """Every report that is open, the oldest first."""
        found = [
            (await Files(self._vault, subject).report(), self._vault.standing(subject).state)
            for subject, _ in self._vault.names.all(_REPORT)
        ]
        cases = [
            Case(
                one.number,
                one.at,
                one.reason,
                one.answer,
                is_frozen=state is State.RESTRICTED,
                is_proven=one.is_proven,
            )
            for one, state in found
            if one is not None
        ]
        return sorted(cases, key=lambda case: case.at)

    async def freeze(self, number: str, *, officer: SubjectId) -> None:
        """Freeze the account of a case, having looked. Raises `NotFoundError`."""
        await self._freeze(self._subject(number, officer), actor=staff(officer))

    async def confirm(self, number: str, *, officer: SubjectId) -> Receipt:
        """Erase the account of a case. Raises `NotFoundError`."""
        subject = self._subject(number, officer)
        await self._freeze(subject, actor=staff(officer))
        self._vault.guardians.note(subject, "confirm", actor=staff(officer))
        return await self._states.erase(subject)

    async def dismiss(self, number: str, *, officer: SubjectId) -> None:
        """Open the account of a case again, and shield it. Raises `NotFoundError`."""
        subject = self._subject(number, officer)
        until = self._vault.clock.now() + _SHIELD_S
        await self._vault.names.add(_SHIELD, subject, of=subject, until=until)
        place = self._states.of(subject)
        if place.state is State.RESTRICTED and not place.is_own:
            await self._states.resume(subject, actor=staff(officer))
        self._vault.guardians.note(subject, "dismiss", actor=staff(officer))
        await Files(self._vault, subject).drop_report()
        await self._vault.names.remove(_REPORT, number)

    def _subject(self, number: str, officer: SubjectId) -> SubjectId:
        found = self._vault.names.find(_REPORT, number)
        if found is None or not self._roles.is_officer(officer):
            raise NotFoundError("there is no such case")
        return SubjectId(found.subject)


def _bounded(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
