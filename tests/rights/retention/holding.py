"""A house whose policy says that something may have to be kept, and orders to keep it."""

from __future__ import annotations

from bailee.rights.retention import Order, Wanted
from bailee.terms import SubjectId
from tests.cast import DAY, NOON
from tests.homes import Resident
from tests.policy.files import CONTACTS, HOME

KEEPING = (
    HOME
    + """
[promise."access.must_keep"]
says.en = "What a law makes us keep stays until its day."
says.de = "Was ein Gesetz uns aufzubewahren zwingt, bleibt bis zu seinem Tag."
"""
)
OFFICER = SubjectId("eveeveeveeveevee")
AUTHORITY, CITATION = "District Court 7", "order 3 Js 12/26"


def wanted(*names: str, days: int = 100, reason: str = "a claim is before the court") -> Wanted:
    """An order to keep contacts, for some days."""
    return Wanted(
        names=names,
        categories=(CONTACTS,),
        authority=AUTHORITY,
        reason=reason,
        citation=CITATION,
        until=NOON + days * DAY,
    )


async def hold(resident: Resident, *, days: int = 100) -> Order:
    """Keep a member's contacts."""
    order = wanted(resident.member.handle, days=days)
    return await resident.house.desk.holds.place(order, officer=OFFICER)
