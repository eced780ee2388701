"""The operator connects apps, and disconnects them, whether Bailee runs or not."""

from __future__ import annotations

import asyncio
import re

import pytest

from bailee.assembly import operator
from bailee.assembly.apps import add_app, list_apps, remove_app, rotate_token_keys
from bailee.assembly.house import House
from bailee.protocols.oidc.client import Client
from bailee.protocols.oidc.token import Credentials
from bailee.terms import BaileeError
from tests.homes import Home

BACK = "https://reader.example/back"


@pytest.mark.keeps("share.none")
async def test_an_app_is_connected_under_an_entry_of_the_register(house: House) -> None:
    made = await add_app(
        house, name=" Reader ", redirects=[BACK], logouts=[], contact="mailto:x@reader.example"
    )
    [entry] = house.apps.recipients.all()
    assert (entry.id, entry.name, entry.contact) == (
        made["id"],
        "Reader",
        "mailto:x@reader.example",
    )
    assert {*entry.categories} == {"apps", "account"}
    assert entry.purposes == ("apps",)
    assert entry.since == house.clock.now()


async def test_its_secret_is_told_once_and_kept_as_a_digest(home: Home) -> None:
    house = await home.open()
    made = await add_app(house, name="Reader", redirects=[BACK], logouts=[])
    await home.leave()
    kept = b"".join(file.read_bytes() for file in home.data.rglob("*") if file.is_file())
    assert made["secret"].encode() not in kept
    house = await home.open()
    given = Credentials(made["id"], made["secret"], "client_secret_basic")
    assert house.apps.register.authenticate(given).name == "Reader"
    await home.leave()


@pytest.mark.parametrize(
    ("name", "redirects", "more"),
    [
        ("Reader", ["http://reader.example/back"], {}),
        ("Reader", [f"{BACK}#fragment"], {}),
        ("Reader", ["org.reader:/back"], {}),
        ("Reader", ["javascript:alert(1)"], {"is_public": True}),
        ("Reader", ["https://ada:pw@reader.example/"], {}),
        ("Reader", [], {}),
        (" ", [BACK], {}),
        ("Reader", [BACK], {"logouts": ["ftp://reader.example"]}),
        ("Reader", [BACK], {"policy": "javascript:alert(1)"}),
        ("Reader", [BACK], {"signing": "none"}),
    ],
)
async def test_what_is_no_app_is_told_so(
    house: House, name: str, redirects: list[str], more: dict[str, object]
) -> None:
    given: dict[str, object] = {"logouts": [], **more}
    with pytest.raises(BaileeError):
        await operator.COMMANDS["add_app"](house, name=name, redirects=redirects, **given)
    assert (await list_apps(house))["apps"] == []


async def test_an_app_has_its_tokens_signed_as_the_operator_says(house: House) -> None:
    signed = {}
    for signing in ("", "ES256"):
        made = await add_app(house, name="R", redirects=[BACK], logouts=[], signing=signing)
        client = house.apps.register.find(made["id"])
        signed[signing] = client.algorithm if client else ""
    assert signed == {"": "RS256", "ES256": "ES256"}


async def test_an_app_on_somebodys_device_may_return_by_a_scheme_of_its_own(house: House) -> None:
    made = await add_app(
        house, name="Phone", redirects=["org.reader:/back"], logouts=[], is_public=True
    )
    assert made["secret"] == ""


@pytest.mark.keeps("share.none")
async def test_a_removed_app_is_in_neither_register(house: House) -> None:
    made = await add_app(house, name="Reader", redirects=[BACK], logouts=[])
    await remove_app(house, app=made["id"])
    assert house.apps.recipients.all() == []
    assert (await list_apps(house))["apps"] == []
    with pytest.raises(BaileeError):
        await remove_app(house, app=made["id"])


@pytest.mark.keeps("share.none")
async def test_apps_that_come_and_go_at_once_lose_none(house: House) -> None:
    first = await house.apps.register.add("First", [BACK])
    await asyncio.gather(
        house.apps.register.add("Second", [BACK]),
        house.apps.register.remove(first.client.id),
        house.apps.register.add("Third", [BACK]),
    )
    assert {app.client.name for app in house.apps.register.all()} == {"Second", "Third"}
    assert {entry.name for entry in house.apps.recipients.all()} == {"Second", "Third"}


async def test_apps_that_come_by_themselves_leave_room_for_the_operators(house: House) -> None:
    register, client = house.apps.register, Client("", "Stranger", (BACK,))
    for _ in range(100):
        await register.enter_new(client, by_itself=True)
    with pytest.raises(BaileeError):
        await register.enter_new(client, by_itself=True)
    assert (await register.add("Reader", [BACK])).client.name == "Reader"


async def test_pages_on_somebodys_own_machine_may_have_any_port(house: House) -> None:
    like = Client("", "", (), auth_method="none")
    await house.apps.register.add("Page", ["http://127.0.0.1:5000/back"], like=like)
    asked = ["http://127.0.0.1:6000", "http://127.0.0.1.evil.example:5000", "http://[::1]:5000"]
    assert [house.apps.register.may_read(origin) for origin in asked] == [True, False, False]


async def test_keys_that_sign_outlive_the_house_and_are_replaced_in_turn(home: Home) -> None:
    house = await home.open()
    token = house.apps.tokens.keys.sign({"sub": "x"}, algorithm="ES256")
    await home.leave()
    house = await home.open()
    keys = house.apps.tokens.keys
    assert keys.read(token) == {"sub": "x"}
    assert len((await rotate_token_keys(house))["keys"]) == 4
    assert keys.read(token) == {"sub": "x"}
    await rotate_token_keys(house)
    assert keys.read(token) is None
    await home.leave()
    key_names = {name for _, name, _ in (await home.open()).ring.names() if "token" in name}
    assert {re.sub(r"/.*", "", name) for name in key_names} == {"token-RS256", "token-ES256"}
    assert len(key_names) == 4
    await home.leave()
