"""People who ask, and the officers who answer."""

from __future__ import annotations

from msgspec import Struct

from bailee.assembly import House
from bailee.rights.requests import Identity, Kind, Requests, SubjectRequest
from bailee.rights.roles import Role
from bailee.terms import SubjectId
from tests.cast import NOON
from tests.homes import Resident, move_in

PROVEN = Identity(("pwd",), NOON)
GROUND, REASON, EVIDENCE = "repetitive", "You asked this ten times.", "cases 1 to 10"


class Office(Struct, frozen=True):
    """A house with Ada, who asks, and Ben, who is an officer."""

    house: House
    ada: Resident
    ben: Resident

    @property
    def requests(self) -> Requests:
        """The right."""
        return self.house.desk.requests

    async def ada_asks(self, kind: Kind = Kind.COMPLAIN, *, about: str = "") -> str:
        """Ada asks something; its number."""
        return await self.requests.ask(
            self.ada.subject, kind, says="Please look.", identity=PROVEN, about=about
        )

    async def ben_answers(self, number: str) -> None:
        """Ben answers it."""
        await self.requests.answers.answer(number, "We looked.", officer=self.ben.subject)

    async def ben_refuses(self, number: str) -> None:
        """Ben refuses it."""
        await self.requests.answers.refuse(
            number, GROUND, reason=REASON, evidence=EVIDENCE, officer=self.ben.subject
        )

    async def one(self, number: str) -> SubjectRequest:
        """Ada looks at one of hers."""
        return await self.requests.one(self.ada.subject, number)

    async def told(self, subject: SubjectId) -> list[str]:
        """What somebody was told, the oldest first."""
        actor = self.ada.session.actor if subject == self.ada.subject else self.ben.session.actor
        inbox = await self.house.notices.all(subject, actor=actor)
        return [one.notice.key for one in reversed(inbox) if "request" in one.notice.key
                or "desk" in one.notice.key]  # fmt: skip


async def another_officer(house: House, handle: str = "eve") -> Resident:
    """One more officer."""
    made = await move_in(house, handle)
    await house.desk.roles.give(Role.OFFICER, to=made.subject)
    return made
