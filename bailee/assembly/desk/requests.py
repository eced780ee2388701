"""What the operator may see of requests: numbers and clocks, and nothing of what they say.

Keeps: access.thirty_days.
May be imported by: assembly.
"""

from __future__ import annotations

from typing import Any

from bailee.assembly.house import House
from bailee.rights.requests import Waits
from bailee.rights.roles import Role
from bailee.terms import NotFoundError

__all__ = ["list_requests", "show_request"]

Answer = dict[str, Any]


async def list_requests(house: House) -> Answer:
    """What waits, the first to end first, and how many officers there are to answer it."""
    clocks = [_clock(house, one) for one in house.desk.requests.answers.clocks()]
    late = sum(one["is_late"] for one in clocks)
    return {"requests": clocks, "late": late, "officers": len(house.desk.roles.all(Role.OFFICER))}


async def show_request(house: House, *, number: str) -> Answer:
    """The clock of one that waits, and when what happened to it."""
    for one in house.desk.requests.answers.clocks():
        if one.number == number.upper():
            record = await house.desk.requests.file.cases.get(one.number)
            steps = [{"at": step.at, "did": step.did.value} for step in record.steps]
            return {**_clock(house, one), "steps": steps}
    raise NotFoundError("no request of this number waits", hint="bailee request list shows them")


def _clock(house: House, one: Waits) -> Answer:
    is_late = one.due < house.clock.now()
    return {"number": one.number, "received": one.received, "due": one.due, "is_late": is_late}
