"""A phone and a laptop share an address book, as two syncing programs do it."""

from __future__ import annotations

import pytest
from msgspec import Struct, field

from bailee.gateways.asgi import App
from tests.gateways.asking import Client
from tests.gateways.cards import BOOK, card, multiget, propfind, sync

DATA = "<C:address-data/>"


class Device(Struct):
    """A program that keeps a copy: href → (etag, card)."""

    client: Client
    token: str = ""
    known: dict[str, tuple[str, str]] = field(default_factory=dict)

    async def poll(self) -> bool:
        """Whether there is something new, by the cheapest question."""
        asked = propfind("CS:getctag", "D:sync-token")
        answer = await self.client.ask("PROPFIND", BOOK, asked, headers={"depth": "0"})
        return answer.texts("//D:sync-token") != [self.token]

    async def sync(self) -> None:
        """Ask what changed, and fetch that, ten at a time."""
        answer = await self.client.ask("REPORT", BOOK, sync(self.token))
        for href in answer.texts("D:response[D:status]/D:href"):
            self.known.pop(href, None)
        changed = answer.texts("D:response[D:propstat]/D:href")
        for start in range(0, len(changed), 10):
            await self.fetch(changed[start : start + 10])
        [self.token] = answer.texts("D:sync-token")

    async def fetch(self, hrefs: list[str]) -> None:
        answer = await self.client.ask("REPORT", BOOK, multiget(*hrefs))
        etags, cards = answer.texts("//D:getetag"), answer.texts("//C:address-data")
        for href, etag, text in zip(hrefs, etags, cards, strict=True):
            self.known[href] = (etag, text)

    async def add(self, name: str) -> int:
        headers = {"if-none-match": "*", "content-type": "text/vcard; charset=utf-8"}
        body = card(name)
        return (await self.client.ask("PUT", f"{BOOK}{name}.vcf", body, headers=headers)).status

    async def change(self, name: str, to: str) -> int:
        etag, _ = self.known[f"{BOOK}{name}.vcf"]
        headers = {"if-match": etag}
        body = card(name, to)
        return (await self.client.ask("PUT", f"{BOOK}{name}.vcf", body, headers=headers)).status


@pytest.fixture
def laptop(app: App) -> Device:
    return Device(Client(app))


@pytest.fixture
def mobile(phone: Client) -> Device:
    return Device(phone)


@pytest.mark.keeps("cloud.import", "cloud.push")
async def test_what_one_device_adds_the_other_gets(mobile: Device, laptop: Device) -> None:
    for number in range(23):
        assert await mobile.add(f"c{number}") == 201
    assert await laptop.poll()
    await laptop.sync()
    assert len(laptop.known) == 23
    assert laptop.known[f"{BOOK}c7.vcf"][1].encode() == card("c7")
    assert not await laptop.poll()


@pytest.mark.keeps("cloud.push")
async def test_what_one_device_deletes_the_other_loses(mobile: Device, laptop: Device) -> None:
    await mobile.add("a")
    await mobile.add("b")
    await laptop.sync()
    await mobile.client.ask("DELETE", f"{BOOK}a.vcf")
    await laptop.sync()
    assert set(laptop.known) == {f"{BOOK}b.vcf"}


async def test_of_two_changes_at_once_the_second_is_told(mobile: Device, laptop: Device) -> None:
    await mobile.add("a")
    await mobile.sync()
    await laptop.sync()
    assert await mobile.change("a", "by the phone") == 204
    assert await laptop.change("a", "by the laptop") == 412
    await laptop.sync()
    assert "by the phone" in laptop.known[f"{BOOK}a.vcf"][1]
    assert await laptop.change("a", "by both") == 204


async def test_the_same_card_once_more_changes_nothing(mobile: Device, laptop: Device) -> None:
    await mobile.add("a")
    await laptop.sync()
    before = laptop.known[f"{BOOK}a.vcf"][0]
    again = await mobile.client.ask("PUT", f"{BOOK}a.vcf", card("a"))
    assert (again.status, again.headers["etag"]) == (204, before)


async def test_a_device_that_lost_its_place_starts_afresh(mobile: Device, laptop: Device) -> None:
    await mobile.add("a")
    laptop.token = "data:,999"
    answer = await laptop.client.ask("REPORT", BOOK, sync(laptop.token))
    assert answer.has("/D:error/D:valid-sync-token")
    laptop.token = ""
    await laptop.sync()
    assert set(laptop.known) == {f"{BOOK}a.vcf"}
