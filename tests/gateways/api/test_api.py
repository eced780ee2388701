"""A member's own program asks about their account, and a stranger's gets nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from httpx import ASGITransport, AsyncClient, Response
from msgspec import Struct, json

from bailee.assembly.web.address import Address
from bailee.assembly.web.serving import application
from bailee.gateways.api.desks import COOKIES
from bailee.gateways.api.operations import OPERATIONS
from bailee.pages.frame import cookies
from bailee.terms import Agreement, State
from tests.cast import EVE
from tests.homes import Resident
from tests.policy.files import CONTACTS, SYNC

ORIGIN = "http://127.0.0.1:5232"
SWITCH = "/api/v1/choices/sync/contacts"


class Program(Struct, frozen=True):
    """Ada's program, in her browser."""

    client: AsyncClient
    csrf: str

    async def ask(self, path: str) -> Response:
        return await self.client.get(f"/api/v1{path}")

    async def send(self, method: str, path: str, body: object = None) -> Response:
        headers = {"x-csrf-token": self.csrf, "content-type": "application/json"}
        content = b"" if body is None else json.encode(body)
        path = path if path.startswith("/api") else f"/api/v1{path}"
        return await self.client.request(method, path, headers=headers, content=content)


@pytest.fixture
async def program(ada: Resident) -> AsyncIterator[Program]:
    app = application(ada.house, Address(url=ORIGIN, tls=False))
    async with AsyncClient(transport=ASGITransport(app=app), base_url=ORIGIN) as client:
        client.headers["cookie"] = f"other=1; bailee={ada.token}"
        yield Program(client, ada.session.csrf)


async def test_it_says_who_is_signed_in_and_what_proves_a_change(program: Program) -> None:
    me = (await program.ask("/me")).json()
    assert (me["handle"], me["state"], me["csrf"]) == ("ada", "active", program.csrf)


@pytest.mark.keeps("account.devices", "account.withdraw")
async def test_devices_are_listed_renamed_and_signed_out(program: Program, ada: Resident) -> None:
    [phone] = (await program.ask("/devices")).json()["devices"]
    renamed = await program.send("PATCH", f"/devices/{phone['id']}", {"name": "Old phone"})
    assert renamed.json()["name"] == "Old phone"
    assert (await program.send("DELETE", f"/devices/{phone['id']}")).status_code == 204
    assert (await program.send("DELETE", f"/devices/{phone['id']}")).status_code == 404
    assert await ada.house.devices.authenticate("ada", ada.phone.secret) is None


@pytest.mark.keeps("choice.explained", "cloud.withdraw")
async def test_choices_are_read_with_their_sentences_and_turned(
    program: Program, ada: Resident
) -> None:
    found = (await program.ask("/choices")).json()["choices"]
    contacts = next(one for one in found if one["category"] == "contacts")
    assert contacts["given"] is True
    assert "we keep your address books" in contacts["says"]["en"]
    assert "Your devices are refused" in contacts["stops"]["en"]
    assert (await program.send("PUT", SWITCH, {"given": False})).json()["given"] is False
    assert Agreement(SYNC, CONTACTS) not in ada.house.vault.standing(ada.subject).consents
    unknown = await program.send("PUT", "/choices/ads/contacts", {"given": True})
    assert unknown.status_code == 404


@pytest.mark.keeps("access.self")
async def test_the_journal_comes_page_by_page(program: Program, ada: Resident) -> None:
    await ada.cloud.folders()
    first = (await program.ask("/ledger?limit=2")).json()
    then = (await program.ask(f"/ledger?limit=2&before={first['before']}")).json()
    indexes = [line["index"] for line in (*first["lines"], *then["lines"])]
    assert len(indexes) == 4
    assert indexes == sorted(indexes, reverse=True)
    whole = (await program.ask("/ledger?limit=200")).json()
    assert whole["before"] is None


@pytest.mark.keeps("account.undo")
async def test_an_account_is_frozen_and_thawed(program: Program, ada: Resident) -> None:
    assert (await program.send("POST", "/account/freeze")).json()["state"] == "restricted"
    refused = await program.send("PUT", SWITCH, {"given": True})
    assert refused.json()["type"] == "/problems/refused"
    assert refused.json()["policy"] == "/policy#use.permitted"
    assert (await program.send("POST", "/account/resume")).json()["state"] == "active"
    await ada.house.states.restrict(ada.subject, actor=EVE, reason="a letter")
    assert (await program.ask("/account")).json()["reason"] == "a letter"
    assert (await program.send("POST", "/account/resume")).status_code == 403
    assert ada.house.states.of(ada.subject).state is State.RESTRICTED


@pytest.mark.keeps("access.thirty_days")
async def test_what_was_done_at_once_is_among_the_requests(program: Program) -> None:
    await program.send("PUT", SWITCH, {"given": True})
    await program.send("PUT", SWITCH, {"given": False})
    await program.send("POST", "/account/freeze")
    found = (await program.ask("/requests")).json()["requests"]
    assert [(one["kind"], one["state"]) for one in found] == [
        ("withdraw", "answered"),
        ("restrict", "answered"),
    ]
    assert all(one["due"] == one["received"] for one in found)


@pytest.mark.keeps("access.identity")
@pytest.mark.parametrize("one", OPERATIONS, ids=lambda one: one.name)
async def test_nobody_is_told_anything_without_a_session(program: Program, one: object) -> None:
    path = f"/api/v1{one.path}".format(device="x", purpose="sync", category="contacts")  # type: ignore[attr-defined]  # of the list
    for cookie in ("", "bailee=", "bailee=guess", f"bailee={'x' * 300}", "Bailee=x; =; bailee"):
        program.client.headers["cookie"] = cookie
        answer = await program.client.request(one.method, path)  # type: ignore[attr-defined]  # of the list
        assert answer.status_code == 401
        assert answer.json()["type"] == "/problems/signed-out"


@pytest.mark.keeps("access.identity")
@pytest.mark.parametrize("token", ["", "csrf", "é"])
async def test_no_other_site_changes_anything(program: Program, token: str, ada: Resident) -> None:
    for site, csrf in (("same-origin", token), ("cross-site", program.csrf)):
        headers = {b"x-csrf-token": csrf.encode(), b"sec-fetch-site": site.encode()}
        answer = await program.client.post("/api/v1/account/freeze", headers=headers)
        assert answer.status_code == 403
    assert ada.house.states.of(ada.subject).state is State.ACTIVE


@pytest.mark.parametrize(
    ("asked", "body", "status"),
    [
        ("PATCH /devices/{id}", {"name": ""}, 400),
        ("PATCH /devices/{id}", {"name": "x" * 61}, 400),
        ("PATCH /devices/{id}", {"name": "x", "more": 1}, 400),
        ("PATCH /devices/{id}", {"name": "a\nb"}, 400),
        ("PATCH /devices/{id}", {"name": "x" * 20_000}, 413),
        ("PATCH /devices/nobodys", {"name": "x"}, 404),
        ("PUT /choices/sync/contacts", {"given": "yes"}, 400),
        ("POST /devices", {}, 405),
        ("GET /nothing", None, 404),
        ("GET /ledger?limit=0", None, 400),
        ("GET /ledger?limit=1&limit=2", None, 400),
        ("GET /ledger?before=-1", None, 400),
        ("GET /ledger?before=٣", None, 400),
        ("GET /ledger?else=1", None, 400),
    ],
)
async def test_what_does_not_fit_is_told_as_a_problem(
    program: Program, asked: str, body: object, status: int
) -> None:
    [phone] = (await program.ask("/devices")).json()["devices"]
    method, path = asked.format(id=phone["id"]).split(" ")
    answer = await program.send(method, path, body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


async def test_a_body_that_is_no_text_is_told_as_a_problem(program: Program) -> None:
    [phone] = (await program.ask("/devices")).json()["devices"]
    headers = {"x-csrf-token": program.csrf, "content-type": "application/json"}
    path = f"/api/v1/devices/{phone['id']}"
    answer = await program.client.patch(path, headers=headers, content=b'{"name": "\xff"}')
    assert (answer.status_code, answer.json()["status"]) == (400, 400)


async def test_every_answer_is_kept_to_its_reader(program: Program) -> None:
    for path in ("/api/v1/me", "/api/v1/nothing", "/api/openapi.json"):
        headers = (await program.client.get(path)).headers
        assert headers["cache-control"] == "no-store"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers


async def test_what_is_published_is_what_there_is(program: Program) -> None:
    told = (await program.client.get("/api/openapi.json")).json()
    assert told["openapi"] == "3.1.1"
    found = {one["operationId"] for path in told["paths"].values() for one in path.values()}
    assert found == {one.name for one in OPERATIONS}
    assert told["components"]["securitySchemes"]["session"]["name"] == "bailee"
    assert told["components"]["schemas"]["Rename"]["additionalProperties"] is False


def test_pages_and_programs_know_a_session_by_the_same_name() -> None:
    assert tuple(cookies.name(secure=secure) for secure in (True, False)) == COOKIES
