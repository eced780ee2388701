"""Requests from the officer's side: the queue, one case, the answer, and the refusal.

No deadline can be moved. Nobody decides on what they asked themselves, nor on an appeal against
what they refused, while there is another officer.

Keeps: access.refusal, access.thirty_days, officer.contact.
May be imported by: rights.requests.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from bailee.policy import reasons
from bailee.rights.requests.file import File, Waits
from bailee.rights.requests.kinds import Ground, Kind
from bailee.rights.requests.record import (
    Answer,
    Did,
    Refusal,
    RequestError,
    Step,
    SubjectRequest,
    bounded,
)
from bailee.rights.roles import Role, staff
from bailee.terms import ONES_OWN, ClauseId, NotFoundError, Refuse, Refused, SubjectId

__all__ = ["Answers", "Case", "Waiting"]

_CLAUSE = ClauseId("officer.contact")
_REFUSAL = ClauseId("access.refusal")
_NO_REFUSALS = Refuse(reasons.NO_REFUSALS(), _REFUSAL)
_OWN = Refuse(reasons.NOT_ONES_OWN(), _CLAUSE)
_REFUSED_IT = Refuse(reasons.NOT_WHO_REFUSED(), _CLAUSE)


class Waiting(Struct, frozen=True):
    """One request in the queue; `is_readable`: False if what is kept of it is damaged."""

    number: str
    received: int
    due: int
    is_late: bool
    kind: Kind | None = None
    is_strangers: bool = False
    is_asked_back: bool = False


class Case(Struct, frozen=True):
    """One request as an officer sees it; whose it is, they are not told.

    `appealed`: what it appeals against. `is_mine`: this officer has to leave it to another one;
    `is_alone`: there is no other.
    """

    number: str
    request: SubjectRequest
    is_late: bool
    appealed: SubjectRequest | None = None
    not_mine: str = ""
    can_refuse: bool = True
    is_alone: bool = False


class Answers:
    """The officers' side."""

    def __init__(self, file: File) -> None:
        """Over the file of all requests."""
        self._file = file

    def clocks(self) -> Sequence[Waits]:
        """The clocks that run, the first to end first; opens nobody's request."""
        return self._file.waiting()

    async def queue(self, *, at_most: int | None = None) -> list[Waiting]:
        """What waits, the overdue first."""
        return [await self._waiting(one) for one in self._file.waiting()[:at_most]]

    async def _waiting(self, one: Waits) -> Waiting:
        waiting = Waiting(one.number, one.received, one.due, is_late=one.due < self._file.now)
        with suppress(*ONES_OWN):
            record = await self._file.cases.get(one.number)
            last = record.steps[-1].did if record.steps else None
            return replace(
                waiting,
                kind=record.kind,
                is_strangers=record.contact is not None,
                is_asked_back=last is Did.ASKED_BACK,
            )
        return waiting

    async def look(self, number: str, *, officer: SubjectId) -> Case:
        """Open one: its member sees in the ledger that it was. Raises `NotFoundError`."""
        self._check(officer)
        number, cases = number.upper(), self._file.cases.by(staff(officer))
        record = await cases.get(number)
        appealed = None
        if record.appeals:
            with suppress(*ONES_OWN):
                appealed = await cases.get(record.appeals)
        no = self._not_theirs(number, appealed, officer)
        return Case(
            number,
            record,
            record.is_late(self._file.now),
            appealed,
            not_mine=no.reason if no else "",
            can_refuse=_REFUSAL in self._file.policy_of(number).covers,
            is_alone=self._is_alone(officer),
        )

    async def answer(self, number: str, says: str, *, officer: SubjectId) -> None:
        """Answer. Raises `RequestError`, `NotFoundError`, `Refused`."""
        said = bounded(says)
        if not said:
            raise RequestError("an answer needs its words")

        def answered(record: SubjectRequest) -> SubjectRequest:
            return replace(record, answer=Answer(self._file.now, staff(officer), said))

        await self._end(number, officer, Did.ANSWERED, answered)

    async def refuse(
        self, number: str, ground: str, *, reason: str, evidence: str, officer: SubjectId
    ) -> None:
        """Refuse, on one of four grounds, with reason and evidence; the way to appeal is told.

        Raises `RequestError`, `NotFoundError`, and `Refused` where the policy that binds whoever
        asks does not say that a request can be refused.
        """
        if _REFUSAL not in self._file.policy_of(number).covers:
            raise Refused(_NO_REFUSALS)
        try:
            named = Ground(ground)
        except ValueError:
            raise RequestError("a refusal needs one of the four grounds") from None

        def refused(record: SubjectRequest) -> SubjectRequest:
            refusal = Refusal(
                at=self._file.now,
                by=staff(officer),
                ground=named,
                reason=bounded(reason),
                evidence=bounded(evidence),
                appeal=_way_to_appeal(number, record),
            )
            return replace(record, refusal=refusal)

        await self._end(number, officer, Did.REFUSED, refused)

    async def ask_back(self, number: str, says: str, *, officer: SubjectId) -> None:
        """Ask whoever asked; the clock runs on. Raises `RequestError`, `NotFoundError`."""
        said = bounded(says)
        if not said:
            raise RequestError("a question needs its words")
        async with self._file.turn:
            record = await self._open(number, officer)
            step = Step(self._file.now, staff(officer), Did.ASKED_BACK, said)
            record = replace(record, steps=(*record.steps, step))
            await self._file.cases.by(staff(officer)).change(number, record)
        await self._file.tell(number.upper(), record, "asked-back")

    async def _end(
        self,
        number: str,
        officer: SubjectId,
        did: Did,
        ended: Callable[[SubjectRequest], SubjectRequest],
    ) -> None:
        async with self._file.turn:
            record = ended(await self._open(number, officer))
            steps = (*record.steps, Step(self._file.now, staff(officer), did))
            record = replace(record, steps=steps)
            await self._file.cases.by(staff(officer)).change(number, record)
        await self._file.stop_clock(number.upper())
        await self._file.tell(number.upper(), record, did.value)

    async def _open(self, number: str, officer: SubjectId) -> SubjectRequest:
        """One that waits, and that this officer may decide on."""
        case = await self.look(number, officer=officer)
        if not case.request.is_open:
            raise RequestError("this request was answered, or taken back")
        if no := self._not_theirs(case.number, case.appealed, officer):
            raise Refused(no)
        return case.request

    def _not_theirs(
        self, number: str, appealed: SubjectRequest | None, officer: SubjectId
    ) -> Refuse | None:
        if self._is_alone(officer):
            return None
        if self._file.cases.whose(number) == officer:
            return _OWN
        refused_by = appealed.refusal.by if appealed and appealed.refusal else None
        return _REFUSED_IT if refused_by == staff(officer) else None

    def _is_alone(self, officer: SubjectId) -> bool:
        return self._file.roles.all(Role.OFFICER) == [officer]

    def _check(self, officer: SubjectId) -> None:
        if not self._file.roles.is_officer(officer):
            raise NotFoundError("there is no such case")


def _way_to_appeal(number: str, record: SubjectRequest) -> str:
    return f"/ask/{record.key}" if record.key else f"/me/requests/{number.upper()}"
