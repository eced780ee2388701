"""An appointment: from Ada's phone to her laptop, found by its time, and gone with its calendar."""

from __future__ import annotations

import pytest
from msgspec import Struct

from bailee.assembly.web.address import Address
from bailee.assembly.web.serving import application
from bailee.gateways.asgi import App
from bailee.services.cloud import CALENDAR, SYNC
from bailee.terms import Agreement
from tests.cast import Clock
from tests.gateways.asking import Answer, Client
from tests.homes import Resident
from tests.protocols.ical.objects import CHOIR, LUNCH, TAXES, calendar
from tests.rights.taking import files, take

SWITCH = Agreement(SYNC, CALENDAR)
NEW = {"if-none-match": "*", "content-type": "text/calendar; charset=utf-8"}
MAKE = (
    '<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>'
    "<D:displayname>Chöre</D:displayname><C:supported-calendar-component-set>"
    '<C:comp name="VEVENT"/></C:supported-calendar-component-set>'
    '<A:calendar-color xmlns:A="http://apple.com/ns/ical/">#00ff00</A:calendar-color>'
    "</D:prop></D:set></C:mkcalendar>"
)
QUERY = (
    '<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop>'
    '<D:getetag/><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR">'
    '<C:comp-filter name="VEVENT"><C:time-range start="{}" end="{}"/></C:comp-filter>'
    "</C:comp-filter></C:filter></C:calendar-query>"
)
BUSY = (
    '<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav">'
    '<C:time-range start="20260105T000000Z" end="20260112T000000Z"/></C:free-busy-query>'
)
ONE = {"depth": "1"}


class Story(Struct):
    """Ada and her devices."""

    ada: Resident
    app: App

    @property
    def home(self) -> str:
        """Where her calendars are."""
        return f"/dav/calendars/{self.ada.subject}/"

    @property
    def phone(self) -> Client:
        """Her phone."""
        return Client(self.app, login=(self.ada.phone.username, self.ada.phone.secret))

    async def laptop(self) -> Client:
        """A laptop that she connects now."""
        new = await self.ada.house.devices.add(self.ada.session, "", username="ada")
        return Client(self.app, login=(new.username, new.secret))

    async def week(self, device: Client, start: str, end: str) -> Answer:
        """What a device finds between two times."""
        return await device.ask(
            "REPORT", f"{self.home}calendar/", QUERY.format(start, end), headers=ONE
        )


@pytest.fixture
async def story(ada: Resident) -> Story:
    """Ada has turned on sync for calendars, and her phone has brought two appointments in."""
    await ada.house.consents.give(ada.subject, SWITCH, actor=ada.session.actor)
    story = Story(ada, application(ada.house, Address(tls=False)))
    assert (await story.phone.ask("PROPFIND", story.home, headers=ONE)).status == 207
    for name, part in (("lunch", LUNCH), ("choir", CHOIR), ("taxes", TAXES)):
        path = f"{story.home}calendar/{name}.ics"
        assert (await story.phone.ask("PUT", path, calendar(part), headers=NEW)).status == 201
    return story


@pytest.mark.keeps("cloud.import", "cloud.push")
async def test_what_the_phone_brought_is_on_the_laptop_byte_for_byte(story: Story) -> None:
    laptop = await story.laptop()
    found = await story.week(laptop, "20260105T000000Z", "20260112T000000Z")
    base = f"{story.home}calendar/"
    assert sorted(found.texts("//D:href")) == [f"{base}choir.ics", f"{base}lunch.ics"]
    later = await story.week(laptop, "20270104T000000Z", "20270111T000000Z")
    assert later.texts("//D:href") == [f"{base}choir.ics"]
    assert (await laptop.ask("GET", f"{base}choir.ics")).body == calendar(CHOIR)


async def test_a_calendar_is_made_with_its_name_its_color_and_its_kinds(story: Story) -> None:
    path = f"{story.home}choirs/"
    assert (await story.phone.ask("MKCALENDAR", path, MAKE)).status == 201
    assert (await story.phone.ask("MKCALENDAR", path, MAKE)).status == 405
    seen = await story.phone.ask("PROPFIND", path, headers={"depth": "0"})
    assert seen.texts("//D:displayname") == ["Chöre"]
    assert b"#00ff00" in seen.body


async def test_when_she_is_not_free_is_told_and_nothing_else(story: Story) -> None:
    said = await story.phone.ask("REPORT", f"{story.home}calendar/", BUSY, headers=ONE)
    assert said.status == 200
    assert b"20260105T110000Z/20260105T120000Z" in said.body
    assert b"Chor" not in said.body


REFUSED = {
    "valid-calendar-data": (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "text/calendar", 403),
    "supported-calendar-data": (calendar(LUNCH), "text/vcard", 415),
    "no-uid-conflict": (calendar(LUNCH), "text/calendar", 409),
}


@pytest.mark.parametrize("condition", REFUSED)
async def test_what_is_no_appointment_is_refused_by_the_standards_name(
    story: Story, condition: str
) -> None:
    body, kind, status = REFUSED[condition]
    path = f"{story.home}calendar/other.ics"
    told = await story.phone.ask("PUT", path, body, headers={"content-type": kind})
    assert told.status == status
    assert f"{condition}".encode() in told.body
    assert b"urn:ietf:params:xml:ns:caldav" in told.body


@pytest.mark.keeps("use.permitted")
async def test_calendars_wait_for_their_own_yes(ben: Resident) -> None:
    app = application(ben.house, Address(tls=False))
    phone = Client(app, login=(ben.phone.username, ben.phone.secret))
    told = await phone.ask("PROPFIND", f"/dav/calendars/{ben.subject}/", headers=ONE)
    assert told.status == 403
    assert b"you have not agreed" in told.body


@pytest.mark.keeps("cloud.withdraw", "access.self")
async def test_calendars_are_taken_along_and_go_thirty_days_after_a_no(
    story: Story, clock: Clock
) -> None:
    ada, vault = story.ada, story.ada.house.vault
    taken = files(await take(ada))
    assert calendar(CHOIR) in [body for name, body in taken.items() if name.endswith(".ics")]
    await ada.house.consents.withdraw(ada.subject, SWITCH, actor=ada.session.actor)
    assert (await story.phone.ask("GET", f"{story.home}calendar/lunch.ics")).status == 403
    clock.pass_days(29)
    assert await vault.expire() == 0
    clock.pass_days(2)
    assert await vault.expire() == 3
