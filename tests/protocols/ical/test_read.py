"""What a calendar takes in, what it finds in it, and what it refuses with a reason."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.protocols import ical
from bailee.protocols.content.folding import MalformedError, UnsupportedError
from bailee.protocols.ical.component import parse, write
from tests.protocols.ical.objects import CHOIR, HOLIDAY, LUNCH, SOMEDAY, STAMP, TAXES, at, calendar


def test_an_event_says_who_it_is_when_it_is_and_what_is_in_it() -> None:
    event = ical.read(calendar(LUNCH))
    assert (event.uid, event.kind) == ("lunch", "VEVENT")
    assert "mittagessen mit zoe" in event.text
    first, last = event.span
    assert at("2026-01-03") < first < at("2026-01-05 11:00")
    assert at("2026-01-05 12:00") < last < at("2026-01-07")


def test_what_comes_again_without_end_is_about_all_times_to_come() -> None:
    first, last = ical.read(calendar(CHOIR)).span
    assert at("2026-01-05") < first < at("2026-01-07 18:00")
    assert last > at("2999-01-01")


def test_what_ends_is_about_no_time_after() -> None:
    ends = CHOIR.replace("FREQ=WEEKLY", "FREQ=WEEKLY;UNTIL=20260401T000000Z")
    assert at("2026-04-01") < ical.read(calendar(ends)).span[1] < at("2026-04-05")


def test_a_task_of_no_date_is_always_to_be_done() -> None:
    first, last = ical.read(calendar(SOMEDAY, zone="")).span
    assert first < at("1900-01-01")
    assert last > at("2999-01-01")


@pytest.mark.parametrize("part", [LUNCH, CHOIR, HOLIDAY, TAXES, SOMEDAY])
def test_what_is_written_anew_says_the_same(part: str) -> None:
    root = parse(calendar(part))
    assert parse(write(root)) == root


REFUSED = {
    "there is nothing in the calendar": calendar(),
    "it has no UID": calendar(LUNCH.replace("UID:lunch\n", "")),
    "an object of a calendar has no METHOD: that is for messages": calendar(
        "METHOD:REQUEST\n", LUNCH, zone=""
    ),
    "the calendar holds several things: keep each for itself": calendar(LUNCH, HOLIDAY),
    "the calendar holds things of several kinds": calendar(LUNCH, TAXES),
    "it is there more than once": calendar(LUNCH, LUNCH),
    "an event has a beginning": calendar(f"BEGIN:VEVENT\nUID:x\n{STAMP}END:VEVENT\n"),
    "a time of the calendar cannot be read": calendar(LUNCH.replace("20260105T120000", "soon")),
    "a time of the calendar is none": calendar(LUNCH.replace("20260105T12", "20260231T12")),
    "a duration of the calendar cannot be read": calendar(CHOIR.replace("PT2H", "long")),
    "a rule of the calendar names days that never come": calendar(
        CHOIR.replace("FREQ=WEEKLY", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    ),
    "a rule of the calendar names times that never come": calendar(
        CHOIR.replace("FREQ=WEEKLY", "FREQ=DAILY;BYSETPOS=2")
    ),
    "a rule of the calendar limits what its frequency cannot have": calendar(
        CHOIR.replace("FREQ=WEEKLY", "FREQ=DAILY;BYYEARDAY=366;BYMONTH=1")
    ),
    "it has too many exceptions": calendar(
        *(
            f"BEGIN:VEVENT\nUID:x\nRECURRENCE-ID:{20260101 + i}\nDTSTART:20260101\nEND:VEVENT\n"
            for i in range(2001)
        )
    ),
    "what comes each day has not begun before 1900": calendar(
        CHOIR.replace("20260107", "18990107").replace("WEEKLY", "DAILY")
    ),
    "a rule of the calendar does not say how often": calendar(
        CHOIR.replace("FREQ=WEEKLY", "INTERVAL=2")
    ),
    "a component of the calendar does not end as it began": calendar(
        LUNCH.replace("END:VEVENT", "END:VTODO")
    ),
    "this is not a calendar": b"BEGIN:VCARD\r\nEND:VCARD\r\n",
    "the calendar is not UTF-8": calendar(LUNCH).replace(b"mit", b"\xff"),
    "the calendar is nested too deeply": calendar("BEGIN:X\n" * 9 + "END:X\n" * 9),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_cannot_be_kept_is_refused_with_the_reason(reason: str) -> None:
    with pytest.raises(MalformedError) as told:
        ical.read(REFUSED[reason])
    assert told.value.reason == reason


def test_what_no_calendar_holds_here_is_of_another_kind() -> None:
    with pytest.raises(UnsupportedError):
        ical.read(calendar("BEGIN:VFREEBUSY\nUID:x\nEND:VFREEBUSY\n"))


@given(
    st.lists(
        st.sampled_from(
            [*calendar(CHOIR).decode().splitlines(), "RRULE:FREQ=", "DTSTART:9", "BEGIN:X", "é"]
        ),
        max_size=60,
    )
)
def test_nothing_breaks_the_reader(lines: list[str]) -> None:
    with suppress(MalformedError):
        ical.read("\r\n".join(lines).encode())
