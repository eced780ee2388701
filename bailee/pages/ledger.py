"""The ledger: what is held about a member, and who did what with it, under which sentence.

Keeps: access.self.
May be imported by: pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace
from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.desks import Ledger
from bailee.pages.frame.sentences import Sentences
from bailee.pages.frame.speech import Speech
from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.terms import Category, SubjectId
from bailee.vault import Line

PAGE = 60
BATCH = 200
JOURNAL = Category("journal")
MOST_DIGITS = 18
MOST_BATCHES = 10


class Filter(Struct, frozen=True):
    """Which lines a member wants to see; an empty word means all."""

    category: str = ""
    who: str = ""
    outcome: str = ""

    def admits(self, line: Line) -> bool:
        """Whether this line is wanted."""
        return (
            self.category in {"", line.category}
            and self.who in {"", line.by}
            and self.outcome in {"", line.outcome}
        )

    def query(self) -> dict[str, str]:
        """As it stands in an address."""
        return {"category": self.category, "who": self.who, "outcome": self.outcome}


class Found(Struct, frozen=True):
    """One page of lines, and where the next begins (None: there is no more)."""

    lines: list[Line]
    before: int | None


class Entry(Struct, frozen=True):
    """Lines that say the same one after another, told as one: the newest, with their sum."""

    line: Line
    since: int
    lines: int


async def _find(ledger: Ledger, of: SubjectId, *, wanted: Filter, before: int | None) -> Found:
    """Look through the journal, newest first, and stop at a page full or a fair number read."""
    lines: list[Line] = []
    for _ in range(MOST_BATCHES):
        batch = await ledger.lines(of, limit=BATCH, before=before)
        for line in batch:
            before = line.index
            if wanted.admits(line):
                lines.append(line)
            if len(lines) == PAGE:
                return Found(lines, before)
        if len(batch) < BATCH:
            return Found(lines, None)
    return Found(lines, before)


def _by_day(speech: Speech, lines: list[Line]) -> Iterator[tuple[str, list[Entry]]]:
    for day, of_day in groupby(lines, key=lambda line: speech.weekday(line.at)):
        alike = groupby(of_day, key=lambda line: replace(line, index=0, at=0, count=0))
        yield day, [_entry(list(same)) for _, same in alike]


def _entry(lines: list[Line]) -> Entry:
    total = sum(line.count for line in lines)
    return Entry(replace(lines[0], count=total), since=lines[-1].at, lines=len(lines))


def _wanted(visit: MemberVisit) -> Filter:
    query = visit.http.query_params
    return Filter(**{name: query.get(name, "") for name in ("category", "who", "outcome")})


def _before(visit: MemberVisit) -> int | None:
    given = visit.http.query_params.get("before", "")
    return int(given) if given.isdecimal() and len(given) <= MOST_DIGITS else None


async def _ledger(visit: MemberVisit) -> Response:
    subject, wanted, before = visit.session.subject, _wanted(visit), _before(visit)
    held = await visit.site.ledger.held(subject)
    found = await _find(visit.site.ledger, subject, wanted=wanted, before=before)
    devices = {device.id: device.name for device in await visit.site.devices.list(visit.session)}
    apps = {entry.id: entry.name for entry in visit.site.recipients.all()}
    choices = await visit.site.consents.choices(subject)
    offered = {choice.category for choice in choices if choice.is_all}
    return visit.show(
        "ledger.html",
        held=[holding for holding in held if holding.items],
        empty=[one for one in held if not one.items and one.category in offered],
        journal=next((one for one in held if one.category == JOURNAL), None),
        erasable=offered,
        days=list(_by_day(visit.speech, found.lines)),
        next_before=found.before,
        is_first_page=before is None,
        wanted=wanted,
        sentences=Sentences(
            visit.speech, devices={**devices, **apps}, reader=visit.session.subject
        ),
        profile=await visit.site.account.profile(visit.session),
        now=visit.site.clock.now(),
    )


def routes(doors: Doors) -> list[Route]:
    """The ledger."""
    return [doors.member("/me", show=_ledger)]
