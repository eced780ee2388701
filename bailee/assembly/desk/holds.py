"""What the operator may see of holds: what demands them, how many people, and until when.

Keeps: access.must_keep.
May be imported by: assembly.
"""

from __future__ import annotations

from typing import Any

from bailee.assembly.house import House

__all__ = ["list_holds"]

Answer = dict[str, Any]


async def list_holds(house: House) -> Answer:
    """Every hold, the first to end first; of nobody in particular."""
    return {
        "holds": [
            {
                "number": one.number,
                "authority": one.authority,
                "reason": one.reason,
                "citation": one.citation,
                "categories": list(one.categories),
                "people": one.people,
                "since": one.since,
                "until": one.until,
            }
            for one in house.desk.holds.all()
        ]
    }
