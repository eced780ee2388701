"""The Basic OP list of the OpenID Foundation, one test each: how, when and whether to sign in."""

from __future__ import annotations

import pytest

from tests.gateways.oidc.world import Told, World, arrived

pytestmark = pytest.mark.keeps("account.service", "use.safety")


async def signed_in(world: World, **said: str) -> Told:
    """What the ID token says of a sign-in."""
    return await world.read((await world.tokens(**said))["id_token"])


async def asks_for_a_password(world: World, **said: str) -> bool:
    """Whether whoever is signed in has to sign in again."""
    answer = await world.browser.get(world.asks(**said))
    return str(answer.headers.get("location", "")).startswith("/sign-in")


async def test_oidcc_display_page(world: World) -> None:
    assert await signed_in(world, display="page")


async def test_oidcc_display_popup(world: World) -> None:
    assert await signed_in(world, display="popup")


async def test_oidcc_prompt_login(world: World) -> None:
    first = await signed_in(world)
    world.clock.pass_seconds(5)
    assert await asks_for_a_password(world, prompt="login")
    second = await signed_in(world, prompt="login")
    assert second["auth_time"] > first["auth_time"]
    assert second["sub"] == first["sub"]


async def test_oidcc_prompt_none_not_logged_in(world: World) -> None:
    told = arrived(await world.browser.get(world.asks(prompt="none")))
    assert (told["error"], told["state"]) == ("login_required", "the-state")


async def test_oidcc_prompt_none_logged_in(world: World) -> None:
    first = await signed_in(world)
    told = arrived(await world.browser.get(world.asks(prompt="none")))
    second = await world.read((await world.exchange(told["code"])).json()["id_token"])
    assert (second["sub"], second["auth_time"]) == (first["sub"], first["auth_time"])


async def test_oidcc_max_age_1(world: World) -> None:
    first = await signed_in(world)
    world.clock.pass_seconds(2)
    second = await signed_in(world, max_age="1")
    assert second["auth_time"] == first["auth_time"] + 2


async def test_oidcc_max_age_10000(world: World) -> None:
    first = await signed_in(world)
    world.clock.pass_seconds(1000)
    assert not await asks_for_a_password(world, max_age="10000")
    second = await signed_in(world, max_age="10000")
    assert second["auth_time"] == first["auth_time"]


async def test_oidcc_id_token_hint(world: World) -> None:
    tokens = await world.tokens()
    address = world.asks(prompt="none", id_token_hint=tokens["id_token"])
    assert "code" in arrived(await world.browser.get(address))
    world.browser.cookies.clear()
    await world.house.account.add("ben", password="correct horse battery")
    await world.sign_in("ben")
    assert arrived(await world.browser.get(address))["error"] == "login_required"


async def test_oidcc_login_hint(world: World) -> None:
    answer = await world.browser.get(world.asks(login_hint="ada@cloud.example"))
    page = await world.browser.get(answer.headers["location"])
    assert 'value="ada@cloud.example"' in page.text
    assert await signed_in(world, login_hint="ada@cloud.example")


async def test_oidcc_ui_locales(world: World) -> None:
    answer = await world.browser.get(world.asks(ui_locales="se de"))
    page = await world.browser.get(answer.headers["location"])
    assert '<html lang="de">' in page.text
    assert await signed_in(world, ui_locales="se")


async def test_oidcc_claims_locales(world: World) -> None:
    assert await signed_in(world, claims_locales="se")


async def test_oidcc_ensure_request_with_acr_values_succeeds(world: World) -> None:
    said = await signed_in(world, acr_values="1 2")
    assert said["acr"] == "urn:bailee:one"
    assert said["amr"] == ["pwd"]
