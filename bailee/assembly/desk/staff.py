"""Who answers for the data: the operator names officers and other members of staff.

Keeps: security.staff, officer.contact.
May be imported by: assembly.
"""

from __future__ import annotations

from typing import Any

from bailee.assembly.house import House
from bailee.rights.roles import Role
from bailee.services.account.members import normal
from bailee.terms import NotFoundError, SubjectId

__all__ = ["add_staff", "list_staff", "remove_staff"]

Answer = dict[str, Any]


async def add_staff(house: House, *, handle: str, officer: bool = False) -> Answer:
    """Give a member a role, which opens nothing by itself."""
    role = Role.OFFICER if officer else Role.STAFF
    await house.desk.roles.give(role, to=_find(house, handle))
    return {"handle": normal(handle), "role": role.value}


async def list_staff(house: House) -> Answer:
    """Everybody with a role, and how many of their grants have not ended."""
    grants, now, found = await house.desk.grants.all(), house.clock.now(), list[Answer]()
    for subject, profile in await house.account.members():
        if roles := house.desk.roles.of(subject):
            mine = [one for one in grants.values() if one.staff == f"staff:{subject}"]
            stand = sum(one.phase(now) == "stands" for one in mine)
            found.append({"handle": profile.handle, "roles": sorted(roles), "grants": stand})
    return {"staff": found}


async def remove_staff(house: House, *, handle: str) -> Answer:
    """Take every role back, and every grant with them, at once."""
    subject = _find(house, handle)
    had = [await house.desk.roles.take(role, of=subject) for role in Role]
    ended = await house.desk.grants.end_all_of(subject)
    return {"handle": normal(handle), "had": any(had), "grants": ended}


def _find(house: House, handle: str) -> SubjectId:
    found = house.vault.names.find("handle", normal(handle))
    if found is None:
        raise NotFoundError(
            f"there is no member called {handle}", hint="bailee member list shows who there is"
        )
    return SubjectId(found.subject)
