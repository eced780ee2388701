"""What a browser may do with our pages, and how little has to travel."""

from __future__ import annotations

import re

import pytest
from httpx import ASGITransport, AsyncClient

from bailee.pages.app import app
from tests.pages.house import ORIGIN, House, browser, signed_in

ANY = ["/sign-in", "/me", "/policy", "/nothing", "/problems/refused", "/static/bailee.css", "/"]


@pytest.mark.parametrize("path", ANY)
async def test_every_answer_is_guarded(path: str) -> None:
    headers = (await (await signed_in(House())).get(path)).headers
    policy = headers["content-security-policy"]
    for rule in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
    ):
        assert rule in policy
    assert "unsafe" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.keeps("security.transport")
async def test_browsers_are_held_to_tls_where_the_operator_says_so() -> None:
    door = ASGITransport(app=app(House().site(hsts=True)))
    answer = await AsyncClient(transport=door, base_url=ORIGIN).get("/sign-in")
    assert "max-age" in answer.headers["strict-transport-security"]
    plain = await browser(House()).get("/sign-in")
    assert "strict-transport-security" not in plain.headers


async def test_what_is_a_members_is_kept_by_no_cache() -> None:
    client = await signed_in(House())
    for path in ("/me", "/me/devices", "/policy"):
        assert (await client.get(path)).headers["cache-control"] == "no-store"


async def test_static_files_are_kept_for_good_and_come_compressed() -> None:
    client = browser(House())
    page = (await client.get("/sign-in")).text
    address = re.search(r"/static/bailee\.css\?v=\w+", page)
    assert address
    answer = await client.get(address[0])
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("name", ["../site.py", "%2e%2e%2fsite.py", "none.css", "..%5csite.py"])
async def test_no_path_leaves_the_static_files(name: str) -> None:
    assert (await browser(House()).get(f"/static/{name}")).status_code == 404


async def test_the_sign_in_page_is_small() -> None:
    client, sent = browser(House()), 0
    page = await client.get("/sign-in")
    sent += len(page.content)
    for address in re.findall(r"/static/[^\"]+", page.text):
        sent += int((await client.get(address)).headers["content-length"])
    assert sent < 30_000


async def test_pages_need_no_script_and_hold_no_inline_style() -> None:
    client = await signed_in(House())
    for path in ("/sign-in", "/me", "/me/choices", "/me/devices", "/me/erase", "/policy"):
        page = (await client.get(path)).text
        assert "<script" not in page or path == "/sign-in"
        assert not re.search(r"\s(style|on\w+)=", page)


async def test_to_sign_in_takes_a_script_only_for_a_passkey() -> None:
    page = (await browser(House()).get("/sign-in")).text
    scripts = re.findall(r"<script[^>]*>[^<]*", page)
    assert len(scripts) == 1
    assert re.fullmatch(r'<script type="module" src="/static/passkeys.js\?v=\w+">', scripts[0])
    assert re.search(r'data-passkey="get"[^>]* hidden', page)


async def test_nothing_is_loaded_from_elsewhere() -> None:
    client = await signed_in(House())
    for path in ("/sign-in", "/me", "/policy"):
        page = (await client.get(path)).text
        assert not re.search(r'(src|action)="(https?:)?//', page)
