"""Ben's family: Ben and his daughter Dot, who is twelve and would like an account."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from bailee.assembly import House
from bailee.rights.guardians import Approvals, Contact, Desk, Discovery, Family, Month
from bailee.terms import Agreement, State, SubjectId
from tests.homes import Resident
from tests.letters import ORIGIN, link_for
from tests.outbox import Outbox
from tests.policy.files import CONTACTS, SYNC

BENS = "ben@example.org"
TWELVE = Month(2013, 6)
"""When Dot was born: she is twelve when the stories begin, and fourteen in July 2027."""
SYNCING = Agreement(SYNC, CONTACTS)


class Told(Struct):
    """What members were told on the site."""

    notices: list[tuple[SubjectId, str]] = []

    async def tell(self, subject: SubjectId, key: str, /, **_: object) -> bool:
        """Take a notice."""
        self.notices.append((subject, key))
        return True


class Hearth(Struct, frozen=True):
    """A family's side of a house, and what is sent and told in a story."""

    house: House
    approvals: Approvals
    family: Family
    discovery: Discovery
    post: Outbox
    told: Told

    @classmethod
    def of(cls, house: House) -> Hearth:
        """Over a house."""
        post, told = Outbox(), Told()
        desk = Desk(post, told.tell, ORIGIN)
        vault = house.vault
        family, discovery = (
            Family(vault, desk),
            Discovery(vault, desk, house.states, house.desk.roles),
        )
        return cls(house, Approvals(vault, desk), family, discovery, post, told)

    async def dot_asks(self, *, born: Month = TWELVE) -> SubjectId:
        """Dot asks for an account, and gives her father's address."""
        code = await self.approvals.begin("dot", born, Contact.read(BENS), language="en")
        asked = await self.approvals.waiting("dot", code)
        assert asked is not None
        return asked.child

    async def ben_approves(
        self, ben: Resident, *, agreed: Collection[Agreement] = (SYNCING,)
    ) -> SubjectId:
        """Ben opens the link that he was sent, signed in, and approves."""
        ticket = self.ticket()
        return await self.approvals.approve(ticket, guardian=ben.subject, name="ben", agreed=agreed)

    async def has_dot(self, ben: Resident) -> SubjectId:
        """Dot asks, and Ben approves."""
        await self.dot_asks()
        return await self.ben_approves(ben)

    def ticket(self, address: str = BENS) -> str:
        """The ticket of the link that an address was sent last."""
        return link_for(self.post, address).partition("ticket=")[2]

    def state(self, subject: SubjectId) -> State | None:
        """The state of an account; None when there is none any more."""
        is_there = subject in self.house.vault.subjects()
        return self.house.vault.standing(subject).state if is_there else None
