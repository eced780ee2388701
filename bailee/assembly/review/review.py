"""The review: every finding, kept as a dated report beside the data. It says nothing of anybody.

May be imported by: assembly.review.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from bailee.assembly.folder import write_whole
from bailee.assembly.house import House
from bailee.assembly.review import machine, standing
from bailee.assembly.review.finding import Finding, Level
from bailee.terms import ClauseId

__all__ = ["REVIEWED_AT", "is_due", "review"]

REVIEWED_AT = "reviewed-at"
_CLAUSE = ClauseId("security.review")
_DAY_S = 86_400
_HEADS = {Level.MUST: "DO", Level.LOOK: "look", Level.GOOD: "good"}


def is_due(house: House) -> bool:
    """Whether the last review is older than the policy in force allows."""
    at, days = house.vault.fact(REVIEWED_AT), house.vault.policy.value(_CLAUSE, "days")
    return at is None or int(at) + days * _DAY_S < house.clock.now()


async def review(house: House) -> dict[str, Any]:
    """Look at everything, keep the report, and answer it; what must be done comes first."""
    now, root = house.clock.now(), Path(house.root.describe())
    found = [
        *machine.root_key(house.folder, root),
        *standing.keys(house),
        *machine.certificates(house.folder, now=now),
        *await asyncio.to_thread(lambda: list(machine.files(house.folder))),
        *machine.space(house.folder),
        *standing.backups(house),
        *standing.endings(house),
        *[one async for one in standing.journal(house)],
        *[one async for one in standing.people(house)],
        *standing.policy(house),
    ]
    order = list(_HEADS)
    found.sort(key=lambda one: order.index(one.level))
    day = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%d")
    file = house.folder.path / "reviews" / f"{day}.txt"
    await asyncio.to_thread(_keep, file, found, day=day)
    await house.vault.note_fact(REVIEWED_AT, str(now))
    return {"at": now, "file": str(file), "findings": msgspec.to_builtins(found)}


def _keep(file: Path, found: list[Finding], *, day: str) -> None:
    file.parent.mkdir(mode=0o700, exist_ok=True)
    lines = [f"Review of {day}", ""]
    for one in found:
        lines.append(f"{_HEADS[one.level]:5} {one.about}: {one.says}")
        if one.do:
            lines.append(f"      {one.do}")
    write_whole(file, "\n".join([*lines, ""]).encode())
    write_whole(file.with_suffix(".json"), msgspec.json.encode(found))
