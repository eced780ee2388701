"""Forms come from our own pages, in the session they were made for, and are small."""

from __future__ import annotations

import pytest
from httpx import AsyncClient

from tests.pages.house import ORIGIN, House, browser, csrf, signed_in

FORMS = [
    "/sign-out",
    "/me/choices",
    "/me/devices",
    "/me/devices/remove",
    "/me/export",
    "/me/erase/contacts",
    "/me/erase/all",
    "/me/password",
    "/me/recovery",
    "/me/recovery/use",
]
FIELDS = {"turn": "off", "purpose": "sync", "category": "contacts", "device": "k3x", "name": "x"}


async def nothing_changed(house: House) -> bool:
    """Whether everything is as it was before the form."""
    return (
        all(house.consents.given.values())
        and set(house.devices.devices) == {"k3x", "p7q"}
        and len(house.ledger.holdings) == 4
        and len(house.account.sessions) == 1
    )


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("token", ["", "csrf-2", "CSRF-1", "csrf-1 ", "cşrf-1"])
async def test_a_form_without_this_sessions_token_is_refused(path: str, token: str) -> None:
    house = House()
    client = await signed_in(house)
    answer = await client.post(path, data={**FIELDS, "csrf": token})
    assert answer.status_code == 403
    assert await nothing_changed(house)


@pytest.mark.parametrize("path", [*FORMS, "/sign-in"])
@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": ORIGIN},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site", "origin": ORIGIN},
    ],
)
async def test_a_form_of_another_site_is_refused(path: str, headers: dict[str, str]) -> None:
    house = House()
    client = await signed_in(house)
    answer = await client.post(path, data={**FIELDS, "csrf": csrf(house)}, headers=headers)
    assert answer.status_code == 403
    assert await nothing_changed(house)


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (ORIGIN, 422),
        ("null", 403),
        ("https://evil.example", 403),
        ("http://cloud.example", 403),
        ("https://cloud.example:8443", 403),
        (None, 403),
    ],
)
async def test_an_older_browser_is_known_by_its_origin(origin: str | None, status: int) -> None:
    client = browser(House())
    del client.headers["sec-fetch-site"]
    headers = {"origin": origin} if origin else {}
    answer = await client.post("/sign-in", data={"handle": "x"}, headers=headers)
    assert answer.status_code == status


async def test_the_host_header_is_not_believed() -> None:
    client = browser(House())
    del client.headers["sec-fetch-site"]
    lies = {"host": "evil.example", "x-forwarded-host": "evil.example", "forwarded": "host=evil"}
    page = await client.get("/sign-in", headers=lies)
    assert "evil" not in page.text + str(page.headers)
    form = {**lies, "origin": "https://evil.example"}
    assert (await client.post("/sign-in", data={}, headers=form)).status_code == 403


async def test_the_host_header_does_not_tell_devices_where_to_connect() -> None:
    house = House()
    client = await signed_in(house)
    form = {"name": "Pixel", "csrf": csrf(house)}
    page = await client.post("/me/devices", data=form, headers={"host": "evil.example"})
    assert f"{ORIGIN}/dav/" in page.text
    assert "evil" not in page.text


@pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example", "///evil.example"])
async def test_no_path_of_a_request_becomes_a_link_to_elsewhere(path: str) -> None:
    page = await browser(House()).get(ORIGIN + path)
    assert page.status_code == 404
    assert 'href="/evil.example' in page.text
    assert 'href="//' not in page.text
    assert 'href="/\\' not in page.text


async def sent(client: AsyncClient, body: bytes, kind: str) -> int:
    """The status of a form that is sent as it is."""
    headers = {"content-type": kind}
    return (await client.post("/sign-in", content=body, headers=headers)).status_code


async def test_only_small_and_plain_forms_are_read() -> None:
    client, plain = browser(House()), "application/x-www-form-urlencoded"
    assert await sent(client, b"handle=" + b"a" * 65_536, plain) == 413
    assert await sent(client, b"handle=a", "multipart/form-data; boundary=x") == 415
    assert await sent(client, b'{"handle": "a"}', "application/json") == 415
    assert await sent(client, b"handle=a&handle=b", plain) == 400
    assert await sent(client, b"handle=%ff", plain) == 400
    assert await sent(client, b"handle=\xff", plain) == 400
    assert await sent(client, b"&".join(b"f%d=1" % n for n in range(40)), plain) == 400
    assert await sent(client, b"handle=a", f"{plain}; charset=utf-8") == 422


@pytest.mark.keeps("access.identity")
@pytest.mark.parametrize(
    "path", ["/me", "/me/choices", "/me/devices", "/me/export", "/me/erase", "/me/password"]
)
async def test_nobody_sees_a_members_page_without_a_session(path: str) -> None:
    answer = await browser(House()).get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?to=")
    assert answer.text == ""
