"""A house whose policy lets staff see contacts by a grant, and who works there."""

from __future__ import annotations

from msgspec import Struct

from bailee.assembly import House
from bailee.rights.roles import Role
from bailee.rights.staff import Page
from bailee.terms import SubjectId
from tests.homes import Resident, move_in, put
from tests.policy.files import CONTACTS, HOME, SYNC

__all__ = ["CARD", "SEEN", "Hall", "hall_in"]

_BEGIN = HOME.index("[category.contacts]")
SEEN = HOME[:_BEGIN] + HOME[_BEGIN:].replace('"device"]', '"device", "staff"]', 1)
"""The home policy, with contacts that staff may be let see."""
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Grace\r\nEND:VCARD\r\n"


class Hall(Struct, frozen=True):
    """Ada, whose data it is; Ben, a member of staff; Cem, an officer."""

    house: House
    ada: Resident
    ben: Resident
    cem: Resident

    async def asked(self, *, by: SubjectId | None = None, days: int = 7) -> str:
        """Ben asks to look at Ada's contacts."""
        return await self.house.desk.grants.ask(
            by or self.ben.subject,
            about="ada",
            reference="T-17",
            reason="sync loses cards",
            categories=[CONTACTS],
            purpose=SYNC,
            days=days,
        )

    async def standing(self, *, days: int = 7) -> str:
        """Ben asks, Cem gives, Ben accepts."""
        number = await self.asked(days=days)
        await self.house.desk.grants.give(number, officer=self.cem.subject)
        await self.house.desk.grants.accept(number, by=self.ben.subject, language="en")
        return number

    async def look(self, number: str) -> Page:
        """Ben looks."""
        return await self.house.desk.looks.look(number, CONTACTS, by=self.ben.subject)

    async def told(self, did: str) -> list[str]:
        """The reasons on the lines of one kind in Ada's ledger."""
        lines = await self.house.ledger.lines(self.ada.subject)
        return [line.reason for line in lines if line.did == did and line.outcome == "permit"]


async def hall_in(house: House) -> Hall:
    """Let them move in, and give Ada a contact."""
    ada, ben, cem = [await move_in(house, name) for name in ("ada", "ben", "cem")]
    await house.desk.roles.give(Role.STAFF, to=ben.subject)
    await house.desk.roles.give(Role.OFFICER, to=cem.subject)
    await put(house.vault, "grace.vcf", CARD, of=ada.subject)
    return Hall(house, ada, ben, cem)
