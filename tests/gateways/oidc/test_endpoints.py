"""The endpoints: who may ask, what they say of themselves, and what nobody makes them say."""

from __future__ import annotations

from base64 import b64encode

import pytest

from bailee.protocols.oidc.client import Client
from tests.gateways.asking import basic
from tests.gateways.oidc.world import CALLBACK, ORIGIN, World
from tests.homes import PASSWORD, Home
from tests.policy.files import HOME

pytestmark = pytest.mark.keeps("account.service", "use.safety")
CODE = {"grant_type": "authorization_code", "code": "x", "redirect_uri": CALLBACK}
PAGE = "https://page.example"
PUBLIC = Client(id="", name="", redirect_uris=(), auth_method="none")


@pytest.mark.parametrize("name", ["openid-configuration", "oauth-authorization-server"])
async def test_what_the_provider_is_does_not_depend_on_who_asks(world: World, name: str) -> None:
    host = {"host": "evil.example", "x-forwarded-host": "evil.example"}
    answer = await world.backend.get(f"/.well-known/{name}", headers=host)
    assert answer.json()["issuer"] == ORIGIN
    assert "evil" not in answer.text
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_every_endpoint_that_is_named_is_there(world: World) -> None:
    found = (await world.backend.get("/.well-known/openid-configuration")).json()
    named = [url for name, url in found.items() if name.endswith(("_endpoint", "_uri"))]
    assert len(named) == 8
    for url in named:
        assert (await world.browser.get(url)).status_code != 404
    assert "registration_endpoint" not in found


async def test_a_public_key_tells_nothing_private(world: World) -> None:
    keys = (await world.backend.get("/oidc/jwks")).json()["keys"]
    assert {key["alg"] for key in keys} == {"RS256", "ES256"}
    private = {"d", "p", "q", "dp", "dq", "qi", "k"}
    assert [key for key in keys if private & key.keys()] == []


@pytest.mark.parametrize(
    ("login", "form", "error"),
    [
        (("{id}", "wrong"), {}, "invalid_client"),
        (("nobody", "wrong"), {}, "invalid_client"),
        (None, {"client_id": "{id}", "client_secret": "wrong"}, "invalid_client"),
        (None, {"client_id": "{id}"}, "invalid_client"),
        (None, {}, "invalid_client"),
        (("{id}", "{secret}"), {"client_secret": "{secret}"}, "invalid_request"),
        (("{id}", "{secret}"), {"client_id": "another"}, "invalid_request"),
        (("{id}", "{secret}"), {"grant_type": "password"}, "unsupported_grant_type"),
        (("{id}", "{secret}"), {"grant_type": ""}, "invalid_request"),
        (("{id}", "{secret}"), {"code": ""}, "invalid_request"),
    ],
)
async def test_whoever_cannot_say_who_they_are_is_told_in_the_standards_words(
    world: World, login: tuple[str, str] | None, form: dict[str, str], error: str
) -> None:
    facts = {"id": world.app.client.id, "secret": world.app.secret}
    filled = {name: value.format(**facts) for name, value in form.items()}
    header = basic(*(part.format(**facts) for part in login)) if login else ""
    answer = await world.backend.post(
        "/oidc/token", data=CODE | filled, headers={"authorization": header} if header else {}
    )
    assert answer.json()["error"] == error
    assert answer.headers["cache-control"] == "no-store"
    assert ("www-authenticate" in answer.headers) is (error == "invalid_client")


async def test_an_unknown_app_and_a_wrong_secret_are_told_alike(world: World) -> None:
    known = await world.backend.post("/oidc/token", data=CODE, auth=(world.app.client.id, "x"))
    unknown = await world.backend.post("/oidc/token", data=CODE, auth=("nobody", "x"))
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)


async def test_guessing_a_secret_is_slowed_down_and_the_app_elsewhere_is_not(world: World) -> None:
    wrong = (world.app.client.id, "wrong")
    for _ in range(5):
        await world.backend.post("/oidc/token", data=CODE, auth=wrong)
    last = await world.backend.post("/oidc/token", data=CODE, auth=wrong)
    assert (last.status_code, last.headers["retry-after"]) == (429, "1")
    assert (await world.exchange("x")).json()["error"] == "invalid_grant"
    for _ in range(5):
        await world.backend.post("/oidc/token", data=CODE, auth=wrong)
    other = ("nobody", "wrong")
    assert (await world.backend.post("/oidc/token", data=CODE, auth=other)).status_code == 401
    world.clock.pass_seconds(61)
    assert (await world.exchange(await world.code())).status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [
        ("/oidc/token", b"grant_type=a&grant_type=b", "application/x-www-form-urlencoded"),
        ("/oidc/token", b"{}", "application/json"),
        ("/oidc/token", b"a=%ff", "application/x-www-form-urlencoded"),
        ("/oidc/token", b"a=\xff", "application/x-www-form-urlencoded"),
        ("/oidc/introspect", b"", ""),
    ],
)
async def test_what_is_no_form_is_told_so(world: World, path: str, body: bytes, kind: str) -> None:
    answer = await world.backend.post(
        path, content=body, headers={"content-type": kind}, auth=world.secret
    )
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


async def test_a_body_has_an_end(world: World) -> None:
    answer = await world.backend.post("/oidc/token", data={"x": "y" * 70_000}, auth=world.secret)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "header", ["Basic !", "Basic " + b64encode(b"\xff:x").decode(), "Digest x"]
)
async def test_a_broken_login_is_told_so(world: World, header: str) -> None:
    answer = await world.backend.post("/oidc/token", data=CODE, headers={"authorization": header})
    assert answer.json()["error"] == "invalid_client"


async def test_without_a_token_userinfo_says_how_to_come_in_and_no_more(world: World) -> None:
    answer = await world.backend.get("/oidc/userinfo")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="Bailee"'
    both = await world.backend.post(
        "/oidc/userinfo", data={"access_token": "x"}, headers={"authorization": "Bearer y"}
    )
    assert both.status_code == 400


async def test_only_pages_of_apps_without_a_secret_read_answers(world: World) -> None:
    await world.house.apps.register.add("Page", [f"{PAGE}/back"], like=PUBLIC)
    for origin, reads in ((PAGE, True), ("https://reader.example", False), ("null", False)):
        asked = {"origin": origin, "access-control-request-method": "POST"}
        answer = await world.backend.options("/oidc/token", headers=asked)
        assert answer.status_code == 204
        assert ("access-control-allow-origin" in answer.headers) is reads
        assert "access-control-allow-credentials" not in answer.headers


async def test_apps_register_by_themselves_only_where_the_operator_lets_them(world: World) -> None:
    asked = {"redirect_uris": ["https://new.example/back"], "client_name": "New"}
    assert (await world.backend.post("/oidc/register", json=asked)).status_code == 404
    await world.house.apps.register.open_to_all(is_open=True)
    made = await world.backend.post("/oidc/register", json=asked)
    assert made.status_code == 201
    world.secret = (made.json()["client_id"], made.json()["client_secret"])
    wrong = await world.exchange("no-code")
    assert wrong.json()["error"] == "invalid_grant"
    assert [entry.name for entry in world.house.apps.recipients.all()][-1] == "New"


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"redirect_uris": []},
        {"redirect_uris": ["http://new.example/back"]},
        {"redirect_uris": ["https://new.example/#x"]},
        {"redirect_uris": ["https://new.example/"], "response_types": ["token"]},
        {"redirect_uris": ["https://new.example/"], "token_endpoint_auth_method": "tls"},
    ],
)
async def test_what_cannot_be_registered_is_told_so(world: World, asked: object) -> None:
    await world.house.apps.register.open_to_all(is_open=True)
    answer = await world.backend.post("/oidc/register", json=asked)
    assert answer.status_code == 400
    assert answer.json()["error"] in {"invalid_client_metadata", "invalid_redirect_uri"}


async def test_a_method_that_is_none_is_told_which_are(world: World) -> None:
    answer = await world.backend.get("/oidc/token")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


async def test_an_app_has_a_name_without_letters_that_nobody_sees(world: World) -> None:
    await world.house.apps.register.open_to_all(is_open=True)
    asked = {
        "redirect_uris": ["https://new.example/"],
        "client_name": "Your \u202ebank\u200b\n here",
        "contacts": ["x@new.example\u2066", "y@new.example"],
    }
    made = (await world.backend.post("/oidc/register", json=asked)).json()
    assert made["client_name"] == "Your bank here"
    entry = world.house.apps.recipients.get(made["client_id"])
    assert (entry.name, entry.contact) == ("Your bank here", "x@new.example y@new.example")


async def test_where_the_policy_has_no_such_agreement_nobody_is_asked_for_it(home: Home) -> None:
    policy = HOME.replace('safety = "contract", apps = "consent"', 'safety = "contract"')
    policy = policy.replace('["service", "safety", "apps"]', '["service", "safety"]')
    house = await home.open(policy=policy)
    await house.account.add("ada", password=PASSWORD)
    app = await house.apps.register.add("The Reading Room", [CALLBACK])
    world = World(house, app, home.clock)
    assert (await world.visit(world.asks(scope="openid profile")))["error"] == "access_denied"
    assert "code" in await world.visit(world.asks())
    await home.leave()
