"""The Basic OP list of the OpenID Foundation, one test each: the code flow and its ID token."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

import msgspec
import pytest

from bailee.protocols.oidc.token import half_hash
from tests.gateways.oidc.world import ORIGIN, World, arrived

pytestmark = pytest.mark.keeps("account.service")


async def test_oidcc_server(world: World) -> None:
    told = await world.visit(world.asks())
    assert (told["state"], told["iss"]) == ("the-state", ORIGIN)
    answer = await world.exchange(told["code"])
    assert answer.headers["cache-control"] == "no-store"
    tokens = answer.json()
    assert tokens["token_type"] == "Bearer"
    said = await world.read(tokens["id_token"])
    assert (said["iss"], said["aud"], said["nonce"]) == (ORIGIN, world.app.client.id, "the-nonce")
    assert said["exp"] > world.clock.now() >= said["iat"]
    assert said["at_hash"] == half_hash(tokens["access_token"])


async def test_oidcc_response_type_missing(world: World) -> None:
    told = arrived(await world.browser.get(world.asks(response_type="")))
    assert (told["error"], told["state"]) == ("invalid_request", "the-state")


async def test_oidcc_idtoken_signature(world: World) -> None:
    tokens = await world.tokens()
    header = msgspec.json.decode(urlsafe_b64decode(tokens["id_token"].split(".")[0] + "=="))
    keys = (await world.backend.get("/oidc/jwks")).json()["keys"]
    assert header["kid"] in {key["kid"] for key in keys if key["alg"] == header["alg"] == "RS256"}
    assert await world.read(tokens["id_token"])


async def test_oidcc_idtoken_unsigned(world: World) -> None:
    found = (await world.backend.get("/.well-known/openid-configuration")).json()
    assert "none" not in found["id_token_signing_alg_values_supported"]
    await world.house.apps.register.open_to_all(is_open=True)
    asked = {"redirect_uris": ["https://app.example/back"], "id_token_signed_response_alg": "none"}
    answer = await world.backend.post("/oidc/register", json=asked)
    assert answer.json()["error"] == "invalid_client_metadata"


async def test_oidcc_ensure_request_without_nonce_succeeds_for_code_flow(world: World) -> None:
    tokens = await world.tokens(nonce="")
    assert "nonce" not in await world.read(tokens["id_token"])


async def test_oidcc_ensure_request_with_unknown_parameter_succeeds(world: World) -> None:
    assert await world.tokens(extra="foobar")


async def test_oidcc_codereuse(world: World) -> None:
    code = await world.code()
    assert (await world.exchange(code)).status_code == 200
    again = await world.exchange(code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


async def test_oidcc_codereuse_30seconds(world: World) -> None:
    code = await world.code()
    access = (await world.exchange(code)).json()["access_token"]
    world.clock.pass_seconds(30)
    assert (await world.userinfo(access)).status_code == 200
    assert (await world.exchange(code)).json()["error"] == "invalid_grant"
    assert (await world.userinfo(access)).status_code == 401


async def test_oidcc_ensure_registered_redirect_uri(world: World) -> None:
    answer = await world.browser.get(world.asks(redirect_uri="https://reader.example/elsewhere"))
    assert (answer.status_code, "location" in answer.headers) == (400, False)


async def test_oidcc_ensure_post_request_succeeds(world: World) -> None:
    path, _, query = world.asks().partition("?")
    said = {"content-type": "application/x-www-form-urlencoded"}
    answer = await world.browser.post(path, content=query, headers=said)
    assert answer.status_code == 303
    told = await world.visit(answer.headers["location"])
    assert (await world.exchange(told["code"])).status_code == 200


async def test_oidcc_server_client_secret_post(world: World) -> None:
    form = {
        "grant_type": "authorization_code",
        "code": await world.code(),
        "redirect_uri": world.app.client.redirect_uris[0],
        "client_id": world.app.client.id,
        "client_secret": world.app.secret,
    }
    assert (await world.backend.post("/oidc/token", data=form)).status_code == 200


async def test_oidcc_request_uri_unsigned_supported_correctly_or_rejected_as_unsupported(
    world: World,
) -> None:
    told = arrived(await world.browser.get(world.asks(request_uri="https://reader.example/r")))
    assert told["error"] == "request_uri_not_supported"


async def test_oidcc_unsigned_request_object_supported_correctly_or_rejected_as_unsupported(
    world: World,
) -> None:
    told = arrived(await world.browser.get(world.asks(request="eyJhbGciOiJub25lIn0.e30.")))
    assert told["error"] == "request_not_supported"


async def test_oidcc_ensure_request_object_with_redirect_uri(world: World) -> None:
    inside = urlsafe_b64encode(msgspec.json.encode({"redirect_uri": "https://evil.example"}))
    request = f"eyJhbGciOiJub25lIn0.{inside.rstrip(b'=').decode()}."
    told = arrived(await world.browser.get(world.asks(request=request)))
    assert told["error"] == "request_not_supported"


async def test_oidcc_refresh_token(world: World) -> None:
    scope = "openid offline_access"
    first = await world.tokens(scope=scope, prompt="consent")
    before = await world.read(first["id_token"])
    world.clock.pass_seconds(60)
    second = (await world.refresh(first["refresh_token"])).json()
    after = await world.read(second["id_token"])
    for claim in ("iss", "sub", "aud", "auth_time"):
        assert after[claim] == before[claim]
    assert after["iat"] > before["iat"]
    assert "nonce" not in after
    assert second["refresh_token"] != first["refresh_token"]
    assert (await world.userinfo(second["access_token"])).json()["sub"] == before["sub"]


async def test_oidcc_ensure_request_with_valid_pkce_succeeds(world: World) -> None:
    verifier = "a-verifier-of-at-least-forty-three-letters-0"
    digest = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    code = await world.code(code_challenge=digest, code_challenge_method="S256")
    assert (await world.exchange(code, code_verifier=verifier)).status_code == 200
