"""What a query finds, in which form it is given, and when somebody is not free (RFC 4791)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.protocols import ical
from bailee.protocols.dav.calendar.asked import (
    CalendarData,
    CalendarProp,
    CompFilter,
    Parts,
    TimeRange,
)
from bailee.protocols.dav.filters import TextMatch
from bailee.protocols.ical.component import parse
from bailee.protocols.ical.overlap import overlaps
from bailee.protocols.ical.plainly import plainly_overlaps
from bailee.protocols.ical.recurring import times
from bailee.protocols.ical.zones import zones_of
from tests.protocols.ical.objects import (
    CHOIR,
    HOLIDAY,
    LUNCH,
    SOMEDAY,
    STAMP,
    TAXES,
    at,
    between,
    calendar,
    of,
)


def finds(body: bytes, asked: CompFilter) -> bool:
    """Whether a query finds an object; what its index says must not be narrower."""
    wanted = ical.CalendarFilter(asked)
    found, span = wanted.matches(body), wanted.span()
    first, last = ical.read(body).span
    if found and span is not None:
        assert first <= span[1]
        assert last >= span[0]
    hint = wanted.hint()
    assert not (found and hint) or hint in ical.read(body).text
    return found


WITHIN = {
    "its hour": (LUNCH, "2026-01-05 11:30", "2026-01-05 11:45", True),
    "up to its beginning": (LUNCH, "2026-01-05 10:00", "2026-01-05 11:00", False),
    "from its end": (LUNCH, "2026-01-05 12:00", "2026-01-05 13:00", False),
    "from its last minute": (LUNCH, "2026-01-05 11:59", "2026-01-05 13:00", True),
    "no end": (LUNCH, "2026-01-01", None, True),
    "no beginning": (LUNCH, None, "2026-01-01", False),
    "a week that has it": (CHOIR, "2026-03-02", "2026-03-09", True),
    "years later": (CHOIR, "2031-03-03", "2031-03-10", True),
    "a week without it": (CHOIR, "2026-01-20", "2026-01-27", False),
    "when it was moved from": (CHOIR, "2026-01-14 18:00", "2026-01-14 20:00", False),
    "when it was moved to": (CHOIR, "2026-01-15 19:30", "2026-01-15 19:40", True),
    "summer, an hour earlier": (CHOIR, "2026-07-01 17:00", "2026-07-01 17:05", True),
    "before all of it": (CHOIR, None, "2026-01-07 18:00", False),
    "a whole day": (HOLIDAY, "2026-02-20 23:00", "2026-02-21", True),
    "the day after": (HOLIDAY, "2026-02-21", "2026-02-22", False),
}


@pytest.mark.parametrize("name", WITHIN)
def test_an_event_is_found_in_the_time_it_takes(name: str) -> None:
    part, start, end, found = WITHIN[name]
    assert finds(calendar(part), of("VEVENT", between(start, end))) is found


def test_tasks_are_found_by_when_they_are_due() -> None:
    may, june = between("2026-05-25", "2026-06-01"), between("2026-06-01", "2026-06-08")
    assert finds(calendar(TAXES, zone=""), of("VTODO", may))
    assert not finds(calendar(TAXES, zone=""), of("VTODO", june))
    assert finds(calendar(SOMEDAY, zone=""), of("VTODO", june))
    assert not finds(calendar(TAXES, zone=""), of("VEVENT", may))


def test_alarms_are_found_when_they_ring() -> None:
    def ringing(start: str, end: str) -> CompFilter:
        alarm = CompFilter("VALARM", time_range=between(start, end))
        return CompFilter("VCALENDAR", parts=(CompFilter("VEVENT", parts=(alarm,)),))

    assert finds(calendar(CHOIR), ringing("2026-01-28 17:25", "2026-01-28 17:35"))
    assert not finds(calendar(CHOIR), ringing("2026-01-28 17:35", "2026-01-28 19:00"))


def test_a_text_is_found_whatever_its_case_and_a_missing_property_by_its_lack() -> None:
    def with_(prop: CalendarProp) -> CompFilter:
        return CompFilter("VCALENDAR", parts=(CompFilter("VEVENT", props=(prop,)),))

    summary = CalendarProp("SUMMARY", text_match=TextMatch("MIT ZOË"))
    assert finds(calendar(LUNCH), with_(summary))
    assert not finds(calendar(HOLIDAY), with_(summary))
    assert finds(calendar(LUNCH), with_(CalendarProp("RRULE", is_not_defined=True)))
    yearly = HOLIDAY.replace("TRANSP:", "RRULE:FREQ=YEARLY\nTRANSP:")
    assert not finds(calendar(yearly), with_(CalendarProp("RRULE", is_not_defined=True)))


def test_expanded_each_time_stands_for_itself_and_in_utc() -> None:
    within = between("2026-01-05", "2026-02-01")
    given = parse(ical.given(calendar(CHOIR), CalendarData(expand=within)))
    times = [(part.text("DTSTART"), part.text("RECURRENCE-ID")) for part in given.parts]
    assert sorted(times) == [
        ("20260107T180000Z", "20260107T180000Z"),
        ("20260115T190000Z", "20260114T180000Z"),
        ("20260128T180000Z", "20260128T180000Z"),
    ]
    assert not any(part.first("RRULE") or part.name == "VTIMEZONE" for part in given.parts)


def test_limited_only_exceptions_within_the_range_are_given() -> None:
    later = CalendarData(limit=between("2026-03-01", "2026-04-01"))
    january = CalendarData(limit=between("2026-01-10", "2026-01-20"))
    assert len(parse(ical.given(calendar(CHOIR), later)).named("VEVENT")) == 1
    assert len(parse(ical.given(calendar(CHOIR), january)).named("VEVENT")) == 2


def test_a_part_is_given_of_what_is_asked_for_in_part() -> None:
    event = Parts("VEVENT", props=(("UID", False), ("SUMMARY", True)))
    only = Parts("VCALENDAR", props=(("VERSION", False),), parts=(event,))
    given = ical.given(calendar(LUNCH), CalendarData(only=only)).decode()
    assert given.split("\r\n")[:-1] == [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:lunch", "SUMMARY:"),
        *("END:VEVENT", "END:VCALENDAR"),
    ]


def test_who_is_busy_says_when_and_nothing_else() -> None:
    week = between("2026-01-05", "2026-01-12")
    busy = [
        *ical.busy_times(calendar(LUNCH), week),
        *ical.busy_times(calendar(CHOIR), week),
        *ical.busy_times(calendar(HOLIDAY), TimeRange()),
    ]
    said = ical.free_busy(busy, week, at=at("2026-01-01")).decode()
    assert [line for line in said.split("\r\n") if line.startswith("FREEBUSY")] == [
        "FREEBUSY;FBTYPE=BUSY:20260105T110000Z/20260105T120000Z",
        "FREEBUSY;FBTYPE=BUSY:20260107T180000Z/20260107T200000Z",
    ]
    assert "Chor" not in said


def test_what_comes_all_the_time_is_not_followed_for_ever() -> None:
    each_second = CHOIR.replace("FREQ=WEEKLY", "FREQ=SECONDLY")
    body = calendar(each_second)
    assert finds(body, of("VEVENT", between("2026-03-01", "2026-04-01")))
    with pytest.raises(ical.TooManyError):
        ical.given(body, CalendarData(expand=between("2026-03-01", "2026-04-01")))


def test_a_zone_that_only_the_object_knows_is_followed() -> None:
    zone = "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
    zone += "TZOFFSETFROM:+0530\nTZOFFSETTO:+0530\nEND:STANDARD\nEND:VTIMEZONE\n"
    event = f"BEGIN:VEVENT\nUID:x\n{STAMP}DTSTART;TZID=Ours:20260105T120000\nEND:VEVENT\n"
    body = calendar(event, zone=zone)
    assert finds(body, of("VEVENT", between("2026-01-05 06:30", "2026-01-05 06:31")))
    assert not finds(body, of("VEVENT", between("2026-01-05 12:00", "2026-01-05 12:01")))


PLAIN = st.builds(
    "FREQ={};INTERVAL={}{}".format,
    st.sampled_from(["DAILY", "WEEKLY"]),
    st.integers(1, 9),
    st.sampled_from(["", ";COUNT=4", ";COUNT=30", ";UNTIL=20260601T100000Z", ";WKST=SU"]),
)


@given(
    rule=PLAIN,
    when=st.sampled_from([";TZID=Europe/Berlin:20260105T120000", ":20260105T233000Z"]),
    start=st.integers(at("2025-12-20"), at("2026-12-31")),
    hours=st.integers(1, 400),
)
def test_a_plain_rule_is_followed_as_the_library_follows_it(
    rule: str, when: str, start: int, hours: int
) -> None:
    event = f"BEGIN:VEVENT\nUID:x\n{STAMP}DTSTART{when}\nDURATION:PT90M\nRRULE:{rule}\nEND:VEVENT\n"
    body, within = calendar(event), TimeRange(start, start + hours * 3600)
    root = parse(body)
    zones = zones_of(root)
    slowly = any(overlaps(one, within, zones) for one in times(root, "VEVENT", within))
    assert plainly_overlaps(root.named("VEVENT")[0], within, zones) is slowly
    assert finds(body, of("VEVENT", within)) is slowly
