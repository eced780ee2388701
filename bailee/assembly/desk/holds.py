"""What the operator may see of holds and of what went when it was due: numbers, of nobody.

Keeps: access.must_keep, retain.destroy.
May be imported by: assembly.
"""

from __future__ import annotations

from typing import Any

from bailee.assembly.house import House

__all__ = ["list_holds", "report_retention"]

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


async def report_retention(house: House, *, days: int) -> Answer:
    """What went by itself in so many days, and what is due and still here."""
    report = house.desk.retention.now(days=days)
    gone = [{"day": one.day.isoformat(), **_of(one.category, one.items)} for one in report.gone]
    overdue = [{"why": one.why, **_of(one.category, one.items)} for one in report.overdue]
    return {
        "at": report.at,
        "since": report.since,
        "ran_at": report.ran_at,
        "gone": gone,
        "overdue": overdue,
        "late": report.late,
    }


def _of(category: str, items: int) -> Answer:
    return {"clause": f"category.{category}", "items": items}
