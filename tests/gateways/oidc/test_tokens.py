"""Codes and tokens: good once, for one app, and over the moment that somebody wants them over."""

from __future__ import annotations

import asyncio
import json
from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest
from msgspec.structs import replace

from bailee.protocols.oidc.claims import CLAIMS
from bailee.protocols.oidc.client import Client
from bailee.terms import APPS, Actor, Agreement, Category, SubjectId
from tests.gateways.oidc.world import CALLBACK, World, arrived

pytestmark = pytest.mark.keeps("account.service", "use.safety")
STAYS = "openid profile offline_access"
VERIFIER = "a-verifier-of-at-least-forty-three-letters-0"
S256 = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
APPS_OF_ADA = [Agreement(APPS, Category(name)) for name in ("apps", "account")]
PUBLIC = Client(id="", name="", redirect_uris=(), auth_method="none")


async def is_good(world: World, access: str) -> bool:
    return (await world.userinfo(access)).status_code == 200


async def test_a_refresh_token_that_comes_twice_ends_the_whole_grant(world: World) -> None:
    first = await world.tokens(scope=STAYS)
    second = (await world.refresh(first["refresh_token"])).json()
    assert await is_good(world, second["access_token"])
    stolen = await world.refresh(first["refresh_token"])
    assert (stolen.status_code, stolen.json()["error"]) == (400, "invalid_grant")
    assert not await is_good(world, second["access_token"])
    assert (await world.refresh(second["refresh_token"])).status_code == 400


async def test_the_same_refresh_token_at_the_same_moment_succeeds_once(world: World) -> None:
    token = (await world.tokens(scope=STAYS))["refresh_token"]
    answers = await asyncio.gather(*(world.refresh(token) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers)[1:] == [400] * 4


@pytest.mark.parametrize(("passed_s", "status"), [(59, 200), (60, 400)])
async def test_a_code_is_good_for_less_than_a_minute(
    world: World, passed_s: int, status: int
) -> None:
    code = await world.code()
    world.clock.pass_seconds(passed_s)
    assert (await world.exchange(code)).status_code == status


async def test_an_access_token_is_good_for_an_hour_and_no_longer(world: World) -> None:
    tokens = await world.tokens()
    world.clock.pass_seconds(tokens["expires_in"] - 1)
    assert await is_good(world, tokens["access_token"])
    world.clock.pass_seconds(1)
    assert not await is_good(world, tokens["access_token"])


async def test_without_staying_signed_in_there_is_no_refresh_token(world: World) -> None:
    told = await world.visit(world.asks(scope=STAYS), ticks=("profile",))
    tokens = (await world.exchange(told["code"])).json()
    assert "refresh_token" not in tokens
    assert tokens["scope"] == "openid profile"


async def test_a_narrower_token_knows_less_and_a_wider_one_is_refused(world: World) -> None:
    tokens = await world.tokens(scope=STAYS)
    wider = await world.refresh(tokens["refresh_token"], scope="openid email")
    assert wider.json()["error"] == "invalid_scope"
    narrow = (await world.refresh(tokens["refresh_token"], scope="openid")).json()
    assert narrow["scope"] == "openid"
    assert set((await world.userinfo(narrow["access_token"])).json()) == {"sub"}
    again = (await world.refresh(narrow["refresh_token"])).json()
    assert "name" in (await world.userinfo(again["access_token"])).json()


@pytest.mark.parametrize(
    "verifier", ["", "another-verifier-of-at-least-forty-three-letters", S256, "short"]
)
async def test_whoever_did_not_begin_cannot_finish(world: World, verifier: str) -> None:
    code = await world.code(code_challenge=S256, code_challenge_method="S256")
    wrong = await world.exchange(code, **({"code_verifier": verifier} if verifier else {}))
    assert wrong.json()["error"] == "invalid_grant"
    assert (await world.exchange(code, code_verifier=VERIFIER)).json()["error"] == "invalid_grant"


async def test_a_verifier_that_nobody_announced_is_refused(world: World) -> None:
    answer = await world.exchange(await world.code(), code_verifier=VERIFIER)
    assert answer.json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "said",
    [
        {"code_challenge": S256},
        {"code_challenge": S256, "code_challenge_method": "plain"},
        {"code_challenge": "short", "code_challenge_method": "S256"},
        {"code_challenge_method": "S256"},
        {"response_mode": "fragment"},
        {"scope": "profile"},
        {"prompt": "none login"},
        {"max_age": "-1"},
        {"claims": "[]"},
    ],
)
async def test_what_is_asked_wrongly_goes_back_as_an_error(
    world: World, said: dict[str, str]
) -> None:
    told = arrived(await world.browser.get(world.asks(**said)))
    assert told["error"] in {"invalid_request", "invalid_scope"}
    assert told["state"] == "the-state"


async def test_an_app_without_a_secret_proves_each_code(world: World) -> None:
    world.app = await world.house.apps.register.add("Phone", [CALLBACK], like=PUBLIC)
    told = arrived(await world.browser.get(world.asks()))
    assert told["error"] == "invalid_request"
    code = await world.code(code_challenge=S256, code_challenge_method="S256")
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "client_id": world.app.client.id,
        "code_verifier": VERIFIER,
    }
    assert (await world.backend.post("/oidc/token", data=form)).status_code == 200


async def test_what_one_app_holds_opens_nothing_for_another(world: World) -> None:
    tokens = await world.tokens(scope=STAYS)
    code, mine = await world.code(), world.app
    other = await world.house.apps.register.add("Another", [CALLBACK])
    world.secret = (other.client.id, other.secret)
    assert (await world.exchange(code)).json()["error"] == "invalid_grant"
    assert (await world.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"
    asked = {"token": tokens["access_token"]}
    shown = await world.backend.post("/oidc/introspect", data=asked, auth=world.secret)
    assert shown.json() == {"active": False}
    await world.backend.post("/oidc/revoke", data=asked, auth=world.secret)
    assert await is_good(world, tokens["access_token"])
    world.secret = (mine.client.id, mine.secret)
    assert (await world.exchange(code)).status_code == 200


async def test_no_two_apps_know_somebody_by_the_same_number(world: World) -> None:
    here = await world.read((await world.tokens())["id_token"])
    world.app = await world.house.apps.register.add("Another", [CALLBACK])
    world.secret = (world.app.client.id, world.app.secret)
    there = await world.read((await world.tokens())["id_token"])
    assert here["sub"] != there["sub"]


async def test_an_app_gives_tokens_back(world: World) -> None:
    tokens = await world.tokens(scope=STAYS)
    asked = {"token": tokens["access_token"]}
    assert (
        await world.backend.post("/oidc/revoke", data=asked, auth=world.secret)
    ).status_code == 200
    assert not await is_good(world, tokens["access_token"])
    again = (await world.refresh(tokens["refresh_token"])).json()
    asked = {"token": again["refresh_token"]}
    await world.backend.post("/oidc/revoke", data=asked, auth=world.secret)
    assert not await is_good(world, again["access_token"])


async def test_an_altered_token_is_none(world: World) -> None:
    access = (await world.tokens(scope="openid"))["access_token"]
    secret, _, said = access.partition(".")
    wider = (await world.tokens(scope="openid profile"))["access_token"].partition(".")[2]
    for made in (f"{secret}.{wider}", secret, f"{secret}.", f".{said}", "x" * 5000):
        assert not await is_good(world, made)


async def test_what_signs_by_es256_is_believed_too(world: World) -> None:
    like = replace(PUBLIC, auth_method="client_secret_basic", algorithm="ES256")
    world.app = await world.house.apps.register.add("Modern", [CALLBACK], like=like)
    world.secret = (world.app.client.id, world.app.secret)
    assert (await world.read((await world.tokens())["id_token"]))["aud"] == world.app.client.id


@pytest.mark.keeps("account.withdraw")
async def test_agreeing_anew_revives_nothing_of_what_was_withdrawn(world: World) -> None:
    old, code = await world.tokens(scope=STAYS), await world.code(scope=STAYS)
    ada = world.house.vault.names.find("oidc-access", old["access_token"])
    assert ada is not None
    for agreement in APPS_OF_ADA:
        await world.house.consents.withdraw(
            SubjectId(ada.subject), agreement, actor=Actor(f"member:{ada.subject}")
        )
    new = await world.tokens(scope=STAYS)
    assert not await is_good(world, old["access_token"])
    assert (await world.refresh(old["refresh_token"])).json()["error"] == "invalid_grant"
    assert (await world.exchange(code)).json()["error"] == "invalid_grant"
    assert await is_good(world, new["access_token"])


async def test_whoever_allows_twice_at_once_has_one_connection(world: World) -> None:
    await world.sign_in()
    page = await world.browser.get(world.asks())
    await asyncio.gather(world.agree(page), world.agree(page))
    assert (await world.browser.get("/me/apps")).text.count('class="removal"') == 1


async def test_an_app_that_may_stay_no_more_renews_nothing(world: World) -> None:
    first = await world.tokens(scope=STAYS)
    await world.visit(world.asks(scope=STAYS, prompt="consent"), ticks=("profile",))
    assert (await world.refresh(first["refresh_token"])).json()["error"] == "invalid_grant"


async def test_a_code_is_never_longer_than_can_be_read(world: World) -> None:
    nonce = "\N{GRINNING FACE}" * 512
    said = {"scope": f"{STAYS} email phone address", "nonce": nonce}
    everything = dict.fromkeys(sorted(CLAIMS))
    said["claims"] = json.dumps({"id_token": everything, "userinfo": everything})
    pkce = {"code_challenge": S256, "code_challenge_method": "S256"}
    answer = await world.exchange(await world.code(**said, **pkce), code_verifier=VERIFIER)
    assert (await world.read(answer.json()["id_token"]))["nonce"] == nonce
    for wrong in ("n" * 513, "\N{NULL}"):
        told = arrived(await world.browser.get(world.asks(nonce=wrong)))
        assert told["error"] == "invalid_request"


@pytest.mark.parametrize(
    "header", [{"crit": 5}, {"crit": [5]}, {"alg": 5}, {"alg": []}, {"kid": 5}, [], 5, None, "alg"]
)
async def test_a_hint_with_a_strange_header_is_none(world: World, header: object) -> None:
    made = (await world.tokens())["id_token"].split(".")
    said = {"alg": "RS256", **header} if isinstance(header, dict) else header
    made[0] = urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()
    answer = await world.browser.get(world.asks(prompt="none", id_token_hint=".".join(made)))
    assert arrived(answer)["error"] == "login_required"
