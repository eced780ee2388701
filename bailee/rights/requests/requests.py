"""What people ask, from their side: ask, follow, add to it, take it back, appeal.

What a machine can do runs by the rights that there are, and leaves a request that was answered in
seconds; a person answers the rest before its clock ends. Both sides see the same clock. Whoever
asks for a child that waits is its guardian.

Keeps: access.thirty_days, access.refusal, access.self, officer.contact.
May be imported by: rights.requests.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from bailee.rights.guardians import Desk as WayOut
from bailee.rights.requests.answers import Answers
from bailee.rights.requests.clocks import Clocks
from bailee.rights.requests.file import File
from bailee.rights.requests.kinds import BY_MEMBERS, Kind
from bailee.rights.requests.record import (
    Answer,
    Did,
    Identity,
    RequestError,
    Step,
    SubjectRequest,
    bounded,
)
from bailee.rights.roles import Roles
from bailee.terms import Actor, Basis, NotFoundError, Purpose, SubjectId
from bailee.vault import Vault

__all__ = ["Requests"]

_MOST_DONE = 200
"""How many of what was done at once are kept; the journal has all of them."""


class Requests:
    """The requests of all subjects; `answers` is the officer's side, `clocks` housekeeping's."""

    def __init__(self, vault: Vault, way_out: WayOut, roles: Roles) -> None:
        """Over the vault, the way out, and who is an officer."""
        self.file = File(vault, way_out, roles)
        self.answers, self.clocks = Answers(self.file), Clocks(self.file)
        self._vault = vault

    def days(self, subject: SubjectId) -> int:
        """Within how many days a subject is answered."""
        return self.file.days(subject)

    def objectionable(self, subject: SubjectId) -> list[Purpose]:
        """The purposes that rest on legitimate interests, to which one can object (Art. 21)."""
        found = dict[Purpose, None]()
        for clause in self._vault.policy_of(subject).categories.values():
            for purpose, basis in clause.bases.items():
                if basis is Basis.LEGITIMATE_INTERESTS:
                    found[purpose] = None
        return list(found)

    async def ask(
        self,
        subject: SubjectId,
        kind: Kind,
        *,
        says: str,
        identity: Identity,
        about: str = "",
        language: str = "en",
        ward: str = "",
    ) -> str:
        """Ask something of a person; answers the number. `ward`: for which child.

        Raises `RequestError`, `NotFoundError`, `Refused`.
        """
        if kind not in BY_MEMBERS:
            raise RequestError("this is not asked of a person")
        if kind is Kind.OBJECT and about not in self.objectionable(subject):
            raise RequestError("say to which purpose you object")
        record = SubjectRequest(
            kind=kind,
            received=self.file.now,
            due=self.file.due(subject),
            identity=identity,
            says=_said(says),
            about=about if kind is Kind.OBJECT else "",
            language=language,
            ward=self._ward(subject, ward),
        )
        number = await self._open(subject, record)
        await self.file.announce(number, record)
        return number

    def _ward(self, guardian: SubjectId, ward: str) -> SubjectId | None:
        if not ward:
            return None
        children = [child for child, _ in self._vault.guardians.children(guardian)]
        if ward not in children:
            raise NotFoundError("there is no such child")
        return SubjectId(ward)

    async def _open(self, subject: SubjectId, record: SubjectRequest) -> str:
        actor = member(subject)
        first = Step(record.received, actor, Did.RECEIVED)
        return await self.file.open(subject, replace(record, steps=(first,)), actor=actor)

    async def did(
        self,
        subject: SubjectId,
        kind: Kind,
        *,
        actor: Actor,
        identity: Identity | None = None,
        about: str = "",
        receipt: str = "",
    ) -> str:
        """Record what was asked and done at once; answers its number. Raises `Refused`."""
        now = self.file.now
        record = SubjectRequest(
            kind=kind,
            received=now,
            due=now,
            identity=identity or Identity((), now),
            about=about,
            steps=(Step(now, actor, Did.RECEIVED), Step(now, actor, Did.ANSWERED)),
            answer=Answer(now, actor, receipt=receipt),
        )
        number = await self.file.cases.file(subject, record)
        done = [
            name for name, one in (await self.file.cases.of(subject)).items() if one.is_own_doing
        ]
        for oldest in done[:-_MOST_DONE]:
            await self.file.cases.drop(subject, oldest)
        return number

    async def of(self, subject: SubjectId) -> Mapping[str, SubjectRequest]:
        """The requests of a subject by number, the oldest change first. Raises `Refused`."""
        return await self.file.cases.by(member(subject)).of(subject)

    async def one(self, subject: SubjectId, number: str) -> SubjectRequest:
        """One of their own. Raises `NotFoundError`: for nobody's and another's alike."""
        found = (await self.of(subject)).get(number.upper())
        if found is None:
            raise NotFoundError("there is no such request")
        return found

    async def add(self, subject: SubjectId, number: str, text: str) -> None:
        """Add something to a request that waits. Raises `NotFoundError`, `RequestError`."""
        said = _said(text)
        async with self.file.turn:
            record = _still_open(await self.one(subject, number))
            step = Step(self.file.now, member(subject), Did.ADDED, said)
            await self._change(subject, number, replace(record, steps=(*record.steps, step)))

    async def take_back(self, subject: SubjectId, number: str) -> None:
        """Need an answer no more. Raises `NotFoundError`, `RequestError`."""
        async with self.file.turn:
            record, now = _still_open(await self.one(subject, number)), self.file.now
            steps = (*record.steps, Step(now, member(subject), Did.TAKEN_BACK))
            await self._change(subject, number, replace(record, steps=steps, taken_back_at=now))
        await self.file.stop_clock(number.upper())

    async def appeal(self, subject: SubjectId, number: str, says: str, identity: Identity) -> str:
        """Appeal against a refusal, once, with a clock of its own; answers the appeal's number.

        Raises `NotFoundError`, `RequestError`, `Refused`.
        """
        said = _said(says)
        async with self.file.turn:
            refused, now = await self.one(subject, number), self.file.now
            if refused.refusal is None or refused.appealed:
                raise RequestError("there is nothing to appeal against")
            record = replace(
                refused,
                kind=Kind.APPEAL,
                received=now,
                due=self.file.due(subject),
                identity=identity,
                says=said,
                steps=(),
                refusal=None,
                appeals=number.upper(),
                alarmed_at=0,
            )
            made = await self._open(subject, record)
            steps = (*refused.steps, Step(now, member(subject), Did.APPEALED))
            await self._change(subject, number, replace(refused, steps=steps, appealed=made))
        await self.file.announce(made, record)
        return made

    async def _change(self, subject: SubjectId, number: str, record: SubjectRequest) -> None:
        await self.file.cases.by(member(subject)).change(number, record)


def member(subject: SubjectId) -> Actor:
    """Somebody who asks, in the journal."""
    return Actor(f"member:{subject}")


def _still_open(record: SubjectRequest) -> SubjectRequest:
    if not record.is_open:
        raise RequestError("this request was answered, or taken back")
    return record


def _said(text: str) -> str:
    said = bounded(text)
    if not said:
        raise RequestError("say what you ask for")
    return said
