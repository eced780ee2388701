"""The public numbers: how often each case was asked, refused, narrowed and released, by half-year.

Only half-years that are over are shown, and small numbers as a range, so that nobody finds out from
today's page that somebody was asked about yesterday.

Keeps: share.none, security.evidence.
May be imported by: rights.disclosure, pages.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from enum import StrEnum

import msgspec
from msgspec import Struct

from bailee.rights.disclosure.file import DisclosureFile
from bailee.terms import SubjectId
from bailee.vault import Vault

__all__ = ["Counts", "Event", "Row", "half_of"]

_FACT, _PERSON = "disclosure-counts", "disclosed-person"
_FEW = 5
_YEAR_S = 366 * 86_400
_HALF = 6


class Event(StrEnum):
    """What is counted."""

    ASKED = "asked"
    REFUSED = "refused"
    NARROWED = "narrowed"
    RELEASED = "released"
    PEOPLE = "people"


class Row(Struct, frozen=True):
    """One case in one half-year: each event's number as text, `0`, `1-4`, or from five on."""

    half: str
    case: str
    numbers: dict[str, str]


_read = msgspec.json.Decoder(dict[str, dict[str, dict[str, int]]]).decode


class Counts:
    """Adds up; about nobody."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault's facts."""
        self._vault, self._alone = vault, asyncio.Lock()

    async def add(self, case: str, *events: Event) -> None:
        """Count something once."""
        async with self._alone:
            found, half = self._found(), half_of(self._vault.clock.now())
            numbers = found.setdefault(half, {}).setdefault(case, {})
            for event in events:
                numbers[event] = numbers.get(event, 0) + 1
            await self._vault.note_fact(_FACT, msgspec.json.encode(found).decode())

    async def released(
        self, file: DisclosureFile, *, about: SubjectId | None, gagged: bool
    ) -> None:
        """Count a release; its person once in a half-year, and what is shown at once not yet."""
        events, now = [Event.RELEASED], self._vault.clock.now()
        if file.is_narrowed:
            events.append(Event.NARROWED)
        if about is not None:
            value = f"{half_of(now)}|{file.case}|{about}"
            until = now + _YEAR_S
            if await self._vault.names.add(_PERSON, value, of=about, until=until):
                events.append(Event.PEOPLE)
        await self.add(file.case, *events)
        if not gagged:
            await self.told_after_gag()

    async def told_after_gag(self) -> None:
        """Count a disclosure on the policy's page, where it shows at once."""
        count = int(self._vault.fact("disclosures") or 0)
        await self._vault.note_fact("disclosures", str(count + 1))

    def table(self) -> list[Row]:
        """Every case of the policy in every half-year that is over, zeros included."""
        found, running = self._found(), half_of(self._vault.clock.now())
        cases, last = list(self._vault.policy.said.cases), _before(running)
        halves = sorted({last, *(half for half in found if half < running)}, reverse=True)
        return [
            Row(half, case, _numbers(found.get(half, {}).get(case, {})))
            for half in halves
            for case in dict.fromkeys([*cases, *found.get(half, {})])
        ]

    def _found(self) -> dict[str, dict[str, dict[str, int]]]:
        return _read(self._vault.fact(_FACT) or "{}")


def half_of(now: int) -> str:
    """The half-year of a time: `2026-1`."""
    day = datetime.fromtimestamp(now, UTC)
    return f"{day.year}-{1 if day.month <= _HALF else 2}"


def _before(half: str) -> str:
    year, _, part = half.partition("-")
    return f"{year}-1" if part == "2" else f"{int(year) - 1}-2"


def _shown(count: int) -> str:
    return f"1-{_FEW - 1}" if 0 < count < _FEW else str(count)


def _numbers(counted: dict[str, int]) -> dict[str, str]:
    return {event.value: _shown(counted.get(event, 0)) for event in Event}
