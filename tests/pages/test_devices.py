"""Devices come and go, each with a password that is shown once."""

from __future__ import annotations

import pytest

from bailee.pages.devices import login_of
from bailee.services.devices import NewDevice
from tests.pages.house import ORIGIN, House, csrf, signed_in


@pytest.mark.keeps("account.devices")
async def test_every_device_is_listed_with_when_it_came_and_was_last_here() -> None:
    page = (await (await signed_in(House())).get("/me/devices")).text
    assert "Ada’s phone" in page
    assert "The old laptop in the study" in page
    assert "has not connected yet" in page


async def test_a_new_device_gets_a_password_that_is_shown_once() -> None:
    house = House()
    client = await signed_in(house)
    page = await client.post("/me/devices", data={"name": "  Pixel\x00 9 ", "csrf": csrf(house)})
    assert "wq4t-7hzn-c2mk-9xdr-pf6b-3vsy" in page.text
    assert "Connect Pixel 9" in page.text
    assert "<svg" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "wq4t" not in (await client.get("/me/devices")).text


@pytest.mark.parametrize("name", ["", "   ", "\x00\x1b", "x" * 61])
async def test_a_device_needs_a_name_of_fair_length(name: str) -> None:
    house = House()
    client = await signed_in(house)
    page = await client.post("/me/devices", data={"name": name, "csrf": csrf(house)})
    assert page.status_code == 422
    assert 'aria-describedby="name-wrong' in page.text
    assert set(house.devices.devices) == {"k3x", "p7q"}


async def test_a_device_is_removed_and_one_that_is_not_yours_is_not_there() -> None:
    house = House()
    client = await signed_in(house)
    form = {"device": "k3x", "csrf": csrf(house)}
    answer = await client.post("/me/devices/remove", data=form)
    assert answer.headers["location"] == "/me/devices"
    assert set(house.devices.devices) == {"p7q"}
    bens = await client.post("/me/devices/remove", data={**form, "device": "bens"})
    none = await client.post("/me/devices/remove", data={**form, "device": "none"})
    assert bens.status_code == 404
    assert bens.text == none.text


def test_the_code_to_scan_survives_every_character() -> None:
    device = NewDevice("k3x", "Pixel", "a:d@a/ä", "x y:z")
    assert login_of(ORIGIN, device) == "davx5://a%3Ad%40a%2F%C3%A4:x%20y%3Az@cloud.example/dav/"
    plain = login_of("http://127.0.0.1:8080", device)
    assert plain.startswith("carddav://")
    assert plain.endswith("@127.0.0.1:8080/dav/")


async def test_a_certificate_of_our_own_is_shown_to_be_compared() -> None:
    house = House()
    house.certificate = "7A:3F"
    client = await signed_in(house)
    page = await client.post("/me/devices", data={"name": "Pixel", "csrf": csrf(house)})
    assert "7A:3F" in page.text


@pytest.mark.keeps("account.devices")
async def test_a_list_says_which_app_and_that_places_are_not_kept() -> None:
    page = (await (await signed_in(House())).get("/me/devices")).text
    assert "DAVx⁵. Added on" in page
    assert "Where your devices are is not kept" in page


async def test_a_device_is_called_something_else() -> None:
    house = House()
    client = await signed_in(house)
    for name, shown in (("  Old\tphone ", "Oldphone"), ("", "Oldphone"), ("x" * 61, "Oldphone")):
        form = {"csrf": csrf(house), "device": "k3x", "name": name}
        assert (await client.post("/me/devices/rename", data=form)).status_code == 303
        assert house.devices.devices["k3x"].name == shown
    strangers = {"csrf": csrf(house), "device": "nobodys", "name": "x"}
    assert (await client.post("/me/devices/rename", data=strangers)).status_code == 404


@pytest.mark.keeps("account.withdraw")
async def test_all_devices_are_signed_out_at_once() -> None:
    house = House()
    client = await signed_in(house)
    assert "Sign 2 devices out" in (await client.get("/me/devices")).text
    done = await client.post("/me/devices/remove-all", data={"csrf": csrf(house)})
    assert house.devices.devices == {}
    assert "2 devices were signed out." in (await client.get(done.headers["location"])).text
    assert "signed out" not in (await client.get("/me/devices?out=٣")).text


async def test_whoever_has_too_many_is_told_what_to_do() -> None:
    house = House()
    house.devices.most = 2
    client = await signed_in(house)
    answer = await client.post("/me/devices", data={"csrf": csrf(house), "name": "Tablet"})
    assert answer.status_code == 422
    assert "Remove one that you do not use" in answer.text
    assert 'value="Tablet"' in answer.text
