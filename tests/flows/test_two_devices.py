"""Ada's phone and laptop, and a stranger's phone, in front of one address book."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from msgspec import Struct

from bailee.assembly.web.address import Address
from bailee.assembly.web.serving import application
from bailee.gateways.asgi import App
from bailee.services.cloud import CONTACTS, SYNC
from bailee.services.devices import NewDevice
from bailee.terms import Agreement
from tests.cast import Clock
from tests.gateways.asking import Answer, Client
from tests.homes import UNLOCKED, Home, Resident, move_in
from tests.rights.taking import files, take

DEDE = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:dede-uid\r\nFN:Dede M\xc3\xbcller\r\n"
    b"N:M\xc3\xbcller;Dede;;;\r\nX-ODD: kept  as it came \r\nEND:VCARD\r\n"
)
LATER = DEDE.replace(b"END:VCARD", b"NOTE:likes tea\r\nEND:VCARD")
SWITCH = Agreement(SYNC, CONTACTS)
NEW = {"if-none-match": "*", "content-type": "text/vcard"}
SYNC_REPORT = (
    '<D:sync-collection xmlns:D="DAV:"><D:sync-token>{}</D:sync-token><D:sync-level>1'
    "</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>"
)


class Story(Struct):
    """A member, her phone and whatever else she connects."""

    ada: Resident
    app: App

    @property
    def book(self) -> str:
        """Where her address book is."""
        return f"/dav/addressbooks/{self.ada.subject}/contacts/"

    @property
    def card(self) -> str:
        """Where Dede is in it."""
        return f"{self.book}dede.vcf"

    @property
    def phone(self) -> Client:
        """Her phone."""
        return self.device(self.ada.phone)

    def device(self, device: NewDevice) -> Client:
        """Any device."""
        return Client(self.app, login=(device.username, device.secret))

    async def laptop(self) -> Client:
        """A laptop that she connects now."""
        return self.device(await self.ada.house.devices.add(self.ada.session, "", username="ada"))

    async def look_around(self) -> None:
        """Her phone asks which address books there are."""
        home = self.book.removesuffix("contacts/")
        assert (await self.phone.ask("PROPFIND", home, headers={"depth": "1"})).status == 207

    async def heard(self, device: Client, token: str = "") -> Answer:
        """What a device hears that happened since."""
        report = SYNC_REPORT.format(token)
        return await device.ask("REPORT", self.book, report, headers={"depth": "0"})

    async def turn_off(self) -> None:
        """She turns sync off."""
        consents = self.ada.house.consents
        await consents.withdraw(self.ada.subject, SWITCH, actor=self.ada.session.actor)


@pytest.fixture
async def story(ada: Resident) -> Story:
    """Ada's phone has brought Dede in."""
    story = Story(ada, application(ada.house, Address(tls=False)))
    await story.look_around()
    assert (await story.phone.ask("PUT", story.card, DEDE, headers=NEW)).status == 201
    return story


@pytest.mark.keeps("cloud.push")
async def test_a_change_reaches_the_other_device_and_no_change_is_lost(story: Story) -> None:
    laptop, before = await story.laptop(), await story.heard(story.phone)
    [token], [etag] = before.texts("//D:sync-token"), before.texts("//D:getetag")
    as_i_saw_it = {"if-match": etag}
    assert (await laptop.ask("PUT", story.card, LATER, headers=as_i_saw_it)).status == 204
    assert (await story.phone.ask("PUT", story.card, DEDE, headers=as_i_saw_it)).status == 412
    heard = await story.heard(story.phone, token)
    assert heard.texts("//D:response/D:href") == [story.card]
    assert (await story.phone.ask("GET", story.card)).body == LATER


@pytest.mark.keeps("cloud.push")
async def test_what_one_device_removes_is_gone_from_the_other(story: Story) -> None:
    laptop = await story.laptop()
    [token] = (await story.heard(laptop)).texts("//D:sync-token")
    assert (await story.phone.ask("DELETE", story.card)).status == 204
    heard = await story.heard(laptop, token)
    assert heard.texts("//D:response/D:status") == ["HTTP/1.1 404 Not Found"]
    assert (await laptop.ask("GET", story.card)).status == 404


@pytest.mark.keeps("use.permitted")
async def test_a_stranger_cannot_tell_it_from_a_card_that_is_not(
    story: Story, ben: Resident
) -> None:
    bens = story.device(ben.phone)
    paths = (story.card, f"{story.book}nobody.vcf", "/dav/nowhere/x.vcf")
    answers = [await bens.ask("GET", path) for path in paths]
    assert {(answer.status, answer.body) for answer in answers} == {(404, answers[0].body)}


@pytest.mark.keeps("cloud.withdraw", "use.permitted", "choice.explained")
async def test_with_sync_off_each_device_is_told_why_and_nothing_is_written(story: Story) -> None:
    house, held = story.ada.house, story.ada.house.vault.totals(CONTACTS)
    await story.turn_off()
    for device in (story.phone, await story.laptop()):
        for method, body in (("PUT", LATER), ("GET", b""), ("DELETE", b"")):
            answer = await device.ask(method, story.card, body)
            assert answer.status == 403
            assert answer.headers["link"] == '</policy#category.contacts>; rel="describedby"'
    assert house.vault.totals(CONTACTS) == held
    line = (await house.ledger.lines(story.ada.subject))[0]
    assert (line.outcome, line.reason) == ("refuse", "you have not agreed to sync")


@pytest.mark.keeps("access.self", "cloud.withdraw")
async def test_with_sync_off_she_can_still_take_it_with_her(story: Story) -> None:
    await story.turn_off()
    export = files(await take(story.ada))
    assert DEDE in b"".join(body for name, body in export.items() if name.startswith("data/"))


@pytest.mark.keeps("access.self", "access.residual")
async def test_erased_it_is_gone_at_once_and_a_device_starts_from_nothing(story: Story) -> None:
    house, ada = story.ada.house, story.ada
    [token] = (await story.heard(story.phone)).texts("//D:sync-token")
    receipt = await house.erasure.erase(ada.subject, actor=ada.session.actor, category=CONTACTS)
    assert (receipt.erased, receipt.unreadable_at) == ({CONTACTS: 1}, house.clock.now())
    assert (await story.phone.ask("GET", story.card)).status == 403
    await house.consents.give(ada.subject, SWITCH, actor=ada.session.actor)
    await story.look_around()
    assert (await story.heard(story.phone, token)).status == 403
    assert (await story.heard(story.phone)).texts("//D:response/D:href") == []


@pytest.fixture
async def locked(home: Home) -> AsyncIterator[Story]:
    """A house that leaves the key of contacts to the devices."""
    ada = await move_in(await home.open(policy=UNLOCKED), "ada")
    story = Story(ada, application(ada.house, Address(tls=False)))
    await story.look_around()
    yield story
    await home.leave()


@pytest.mark.keeps("security.own_eyes")
async def test_with_its_key_on_the_phone_the_house_opens_it_only_while_the_phone_is_there(
    locked: Story, clock: Clock
) -> None:
    vault = locked.ada.house.vault
    assert (await locked.phone.ask("PUT", locked.card, DEDE, headers=NEW)).status == 201
    clock.pass_seconds(601)
    vault.lock_idle()
    assert vault.is_locked(locked.ada.subject, CONTACTS)
    assert (await locked.phone.ask("GET", locked.card)).body == DEDE
    assert not vault.is_locked(locked.ada.subject, CONTACTS)
