"""The life of a contact, from a phone to the last line about it; docs/lives/contact.md tells it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec import Struct

from bailee.assembly.offline import check_export
from bailee.assembly.web.address import Address
from bailee.assembly.web.serving import application
from bailee.terms import Agreement, Operation
from bailee.vault import Line
from tests.cast import DAY, Clock
from tests.gateways.asking import Answer, Client
from tests.gateways.cards import card, multiget, sync
from tests.homes import PASSWORD, Home, Resident, move_in
from tests.policy.files import CONTACTS, SYNC
from tests.rights.taking import files, take

DEDE = card("dede", "Dede Korkut")
NEW = {"if-none-match": "*", "content-type": "text/vcard"}
SWITCH = Agreement(SYNC, CONTACTS)


class Life(Struct):
    """Ada at home, and the two devices that share her address book."""

    ada: Resident
    phone: Client
    laptop: Client
    home: Home

    @property
    def book(self) -> str:
        """Her address book, as her devices call it."""
        return f"/dav/addressbooks/{self.ada.subject}/contacts/"

    @property
    def at(self) -> str:
        """Where Dede lives."""
        return f"{self.book}dede.vcf"

    async def begin(self) -> Answer:
        """Her phone looks which address books there are, and brings Dede in."""
        home = f"/dav/addressbooks/{self.ada.subject}/"
        found = await self.phone.ask("PROPFIND", home, headers={"depth": "1"})
        assert self.book in found.texts("//D:response/D:href")
        return await self.phone.ask("PUT", self.at, DEDE, headers=NEW)

    async def hear(self, since: str = "") -> Answer:
        """Her laptop asks what has happened."""
        return await self.laptop.ask("REPORT", self.book, sync(since))

    async def stop(self) -> None:
        """Ada turns sync off, a moment later."""
        await self.ada.house.vault.settle()
        await self.ada.house.consents.withdraw(
            self.ada.subject, SWITCH, actor=self.ada.session.actor
        )

    async def lines(self) -> list[Line]:
        """What the journal tells Ada of her contacts, oldest first."""
        told = await self.ada.house.ledger.lines(self.ada.subject)
        return [line for line in reversed(told) if line.category == CONTACTS]

    def files(self) -> bytes:
        """Every byte of the data folder."""
        return b"".join(p.read_bytes() for p in self.home.data.rglob("*") if p.is_file())


@pytest.fixture
async def life(home: Home) -> AsyncIterator[Life]:
    """Where it begins."""
    ada = await move_in(await home.open(), "ada")
    laptop = await ada.house.devices.add(ada.session, "laptop", username="ada")
    app = application(ada.house, Address())
    devices = [Client(app, login=("ada", one.secret)) for one in (ada.phone, laptop)]
    yield Life(ada, devices[0], devices[1], home)
    await home.leave()


async def test_1_the_gateway_asks_who_calls(life: Life) -> None:
    stranger = Client(life.phone.app, login=None)
    assert (await stranger.ask("PUT", life.at, DEDE, headers=NEW)).status == 401
    guessing = Client(life.phone.app, login=("ada", PASSWORD))
    assert (await guessing.ask("PUT", life.at, DEDE, headers=NEW)).status == 401
    assert (await life.begin()).status == 201


async def test_2_the_protocol_asks_what_is_said(life: Life) -> None:
    await life.begin()
    answer = await life.phone.ask("PUT", f"{life.book}x.vcf", b"hello", headers=NEW)
    assert answer.status in {403, 415}
    assert (await life.phone.ask("GET", f"{life.book}x.vcf")).status == 404


@pytest.mark.keeps("use.permitted", "cloud.import")
async def test_3_the_vault_asks_the_policy(life: Life) -> None:
    await life.begin()
    await life.stop()
    answer = await life.phone.ask("PUT", life.at, DEDE)
    assert answer.status == 403
    assert b"/policy#category.contacts" in answer.body
    last = (await life.lines())[-1]
    assert (last.outcome, last.clause) == ("refuse", "category.contacts")
    assert "you have not agreed" in last.reason


@pytest.mark.keeps("security.rest")
async def test_4_what_is_kept_is_sealed(life: Life) -> None:
    await life.begin()
    await life.ada.house.vault.settle()
    found = life.files()
    words = (b"Korkut", b"korkut", b"dede.vcf", b"BEGIN:VCARD")
    assert [word for word in words if word in found] == []
    kept = await life.phone.ask("GET", life.at)
    assert kept.body == DEDE


@pytest.mark.keeps("security.evidence")
async def test_5_the_same_transaction_says_so_in_the_journal(life: Life) -> None:
    etag = (await life.begin()).headers["etag"]
    life.home.cut_power()
    house = await life.home.open()
    again = Resident(house, life.ada.member, "", life.ada.session, life.ada.phone)
    [entry] = await again.cloud.entries((await again.cloud.folders())[0].id)
    assert f'"{entry.etag}"' == etag
    told = await house.ledger.lines(life.ada.subject)
    line = next(line for line in told if line.did == Operation.COLLECT and line.count == 1)
    assert (line.actor, line.clause) == (life.ada.actor, "category.contacts")


@pytest.mark.keeps("cloud.push")
async def test_6_the_other_device_hears_of_it_and_of_its_end(life: Life) -> None:
    await life.begin()
    heard = await life.hear()
    assert heard.texts("//D:response/D:href") == [life.at]
    asked = await life.laptop.ask("REPORT", life.book, multiget(life.at))
    assert [text.encode() for text in asked.texts("//C:address-data")] == [DEDE]
    [token] = heard.texts("//D:sync-token")
    assert (await life.phone.ask("DELETE", life.at)).status == 204
    gone = await life.hear(token)
    assert gone.texts("//D:response[D:status]/D:href") == [life.at]


@pytest.mark.keeps("cloud.withdraw", "retain.destroy")
async def test_7_when_sync_is_off_its_days_are_counted(life: Life, clock: Clock) -> None:
    await life.begin()
    await life.stop()
    assert (await life.hear()).status == 403
    assert (await life.lines())[-1].outcome == "refuse"
    contacts = (await life.ada.house.ledger.held(life.ada.subject))[0]
    assert (contacts.items, contacts.ends_at) == (1, clock.now() + 30 * DAY)
    clock.pass_days(29)
    assert await life.ada.house.vault.expire() == 0
    clock.pass_days(1)
    assert await life.ada.house.vault.expire() == 1
    assert (await life.lines())[-1].did == Operation.EXPIRE


@pytest.mark.keeps("access.self", "access.residual")
async def test_8_when_it_is_erased_nobody_reads_it_again(life: Life) -> None:
    await life.begin()
    house, actor = life.ada.house, life.ada.session.actor
    key = next(row for row in house.store.rows(life.ada.subject, CONTACTS))
    receipt = await house.erasure.erase(life.ada.subject, actor=actor, category=CONTACTS)
    assert receipt.erased == {CONTACTS: 1}
    assert (key.wrapped in life.files()) is False
    assert (await life.phone.ask("GET", life.at)).status == 403
    await house.consents.give(life.ada.subject, SWITCH, actor=actor)
    assert (await life.phone.ask("GET", life.at)).status == 404


@pytest.mark.keeps("security.evidence", "access.self")
async def test_9_the_journal_tells_its_life_and_can_be_proved(life: Life, tmp_path: Path) -> None:
    await life.begin()
    await life.hear()
    house, actor = life.ada.house, life.ada.session.actor
    await house.vault.settle()
    await house.erasure.erase(life.ada.subject, actor=actor, category=CONTACTS)
    told = [(line.did, line.by) for line in await life.lines()]
    assert told[0] == ("consent", "member")
    assert ("collect", "device") in told
    assert told.index(("collect", "device")) < told.index(("read", "device"))
    assert told[-1] == ("erase", "member")
    file = tmp_path / "export.zip"
    file.write_bytes(await take(life.ada))
    assert check_export(file, key=house.vault.tree.key.text()).lines >= len(told)
    leaves = files(file.read_bytes())["journal/lines.jsonl"].splitlines()
    assert not any("dede" in json.loads(line)["leaf"] for line in leaves)
