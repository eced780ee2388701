"""The Basic OP list of the OpenID Foundation, one test each: userinfo, scopes and claims."""

from __future__ import annotations

import msgspec
import pytest

from tests.gateways.oidc.world import Told, World

pytestmark = pytest.mark.keeps("account.service", "use.permitted")
PROFILE = {
    "name": "Ada Byron",
    "preferred_username": "ada",
    "locale": "en",
    "zoneinfo": "Europe/London",
}
EMAIL = {"email": "ada@example.org", "email_verified": True}
PHONE = {"phone_number": "+442079460000", "phone_number_verified": True}
ADDRESS = {"address": {"formatted": "12 St James’s Square, London", "postal_code": "SW1Y 4JH"}}


async def known(world: World, **said: str) -> Told:
    """What the app is told at userinfo; the same person as in the ID token."""
    tokens = await world.tokens(**said)
    told = (await world.userinfo(tokens["access_token"])).json()
    assert told.pop("sub") == (await world.read(tokens["id_token"]))["sub"]
    return dict(told)


async def test_oidcc_userinfo_get(world: World) -> None:
    tokens = await world.tokens()
    answer = await world.userinfo(tokens["access_token"])
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == {"sub": (await world.read(tokens["id_token"]))["sub"]}


async def test_oidcc_userinfo_post_header(world: World) -> None:
    bearer = {"authorization": f"Bearer {(await world.tokens())['access_token']}"}
    assert (await world.backend.post("/oidc/userinfo", headers=bearer)).status_code == 200


async def test_oidcc_userinfo_post_body(world: World) -> None:
    form = {"access_token": (await world.tokens())["access_token"]}
    assert (await world.backend.post("/oidc/userinfo", data=form)).status_code == 200


async def test_oidcc_scope_profile(world: World) -> None:
    assert await known(world, scope="openid profile") == PROFILE


async def test_oidcc_scope_email(world: World) -> None:
    assert await known(world, scope="openid email") == EMAIL


async def test_oidcc_scope_address(world: World) -> None:
    assert await known(world, scope="openid address") == ADDRESS


async def test_oidcc_scope_phone(world: World) -> None:
    assert await known(world, scope="openid phone") == PHONE


async def test_oidcc_scope_all(world: World) -> None:
    told = await known(world, scope="openid profile email address phone")
    assert told == PROFILE | EMAIL | ADDRESS | PHONE


async def test_oidcc_ensure_other_scope_order_succeeds(world: World) -> None:
    assert await known(world, scope="email openid") == EMAIL


async def test_oidcc_claims_essential(world: World) -> None:
    wanted = msgspec.json.encode({"userinfo": {"name": {"essential": True}}}).decode()
    assert await known(world, claims=wanted) == {"name": "Ada Byron"}
