"""Calendars by programs that nobody here wrote: vdirsyncer, and the Python library caldav."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from caldav.davclient import DAVClient

from tests.clients.house import House, Visitor
from tests.clients.people import Card
from tests.clients.programs.vdirsyncer import Sync
from tests.protocols.ical.objects import CHOIR, HOLIDAY, LUNCH, SOMEDAY, TAXES, calendar

Untyped: TypeAlias = Any
"""The library's own types allow for coroutines that it never gives here."""
PARTS = {"lunch": LUNCH, "choir": CHOIR, "holiday": HOLIDAY, "taxes": TAXES, "someday": SOMEDAY}
THINGS = [Card(uid, f"{uid}.ics", calendar(part)) for uid, part in PARTS.items()]


@pytest.fixture
def house_with_calendars(house: House) -> Iterator[House]:
    """Ada has turned on sync for calendars; afterwards she erases them."""
    house.device("ada")
    Visitor(house, "ada").turn_sync("on", category="calendar")
    yield house
    with library(house) as client:
        for found in client.principal().calendars():
            found.delete()


def library(house: House) -> Untyped:
    """The library, as Ada's device."""
    device = house.device("ada")
    return DAVClient(f"{house.base}/", username=device.username, password=device.secret)


def test_vdirsyncer_brings_two_folders_in_step_byte_for_byte(
    tmp_path: Path, house_with_calendars: House
) -> None:
    house = house_with_calendars
    sync = Sync(tmp_path / "sync", house.base, house.device("ada"), kind="caldav")
    sync.discover()
    for thing in THINGS[:3]:
        sync.write("left", thing)
    for thing in THINGS[3:]:
        sync.write("right", thing)
    sync.both()
    everything = [thing.body for thing in THINGS]
    assert sync.differs("left", everything) == []
    assert sync.differs("right", everything) == []
    sync.remove("right", "lunch")
    sync.both()
    assert sync.differs("left", [body for body in everything if b"UID:lunch" not in body]) == []


@pytest.fixture
def choirs(house_with_calendars: House) -> Iterator[Untyped]:
    """A calendar that the library makes, with all things in it."""
    with library(house_with_calendars) as client:
        made = client.principal().make_calendar(name="Chöre", cal_id="choirs")
        for thing in THINGS:
            keep = made.save_event if b"VEVENT" in thing.body else made.save_todo
            keep(thing.body.decode())
        yield made


def test_the_library_finds_what_is_in_a_week(choirs: Untyped) -> None:
    week = {"start": datetime(2026, 1, 26, tzinfo=UTC), "end": datetime(2026, 2, 2, tzinfo=UTC)}
    [found] = choirs.search(event=True, expand=False, **week)
    assert "UID:choir" in found.data
    [expanded] = choirs.search(event=True, expand=True, **week)
    assert expanded.icalendar_component.start == datetime(2026, 1, 28, 18, tzinfo=UTC)


def test_the_library_finds_what_is_to_be_done(choirs: Untyped) -> None:
    assert {str(todo.icalendar_component["UID"]) for todo in choirs.todos()} == {"taxes", "someday"}
    assert choirs.event_by_uid("holiday").icalendar_component["SUMMARY"] == "Ein ganzer Tag"
    assert len(choirs.events()) == 3


def test_the_library_hears_what_changed(choirs: Untyped) -> None:
    before = choirs.objects_by_sync_token()
    lunch = choirs.event_by_uid("lunch")
    lunch.icalendar_component["SUMMARY"] = "Abendessen"
    lunch.save()
    after = choirs.objects_by_sync_token(before.sync_token)
    assert [str(one.url).rsplit("/", 1)[-1] for one in after] == [str(lunch.url).rsplit("/", 1)[-1]]
