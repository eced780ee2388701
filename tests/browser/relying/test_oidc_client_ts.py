"""oidc-client-ts signs in with Bailee from inside Chromium: an app that is a page and no more."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.clients.house import House
from tests.clients.relying.member import App, connect
from tests.clients.relying.node import installed

pytestmark = [pytest.mark.slow, pytest.mark.keeps("account.service")]
LIBRARY = Path("node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js")
PAGE = """<!doctype html><meta charset="utf-8"><title>A page that signs in</title>
<button id="in">Sign in</button><button id="again">Renew</button><pre id="told"></pre>
<script src="library.js"></script><script src="app.js"></script>"""
SCRIPT = """
const users = new oidc.UserManager({
  authority: SAID.issuer, client_id: SAID.id, redirect_uri: location.origin + '/',
  scope: 'openid profile offline_access', loadUserInfo: true, prompt: 'consent',
})
const show = (user) => { document.title = 'Signed in'
  document.getElementById('told').textContent = JSON.stringify(user.profile) }
document.getElementById('in').onclick = () => users.signinRedirect()
document.getElementById('again').onclick = () => users.signinSilent().then((user) => {
  document.title = 'Renewed'; document.getElementById('told').textContent = user.access_token })
if (location.search.includes('code=')) users.signinRedirectCallback().then(show)
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called
        """Say nothing."""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as house:
        yield house


@pytest.fixture
def app(house: House, tmp_path: Path) -> Iterator[tuple[App, str]]:
    """The page of an app without a secret, served from another origin than the house."""
    shown = tmp_path / "page"
    shown.mkdir()
    (shown / "library.js").write_bytes((installed() / LIBRARY).read_bytes())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(shown)))
    origin = f"http://127.0.0.1:{server.server_port}"
    app = connect(house, "A page", "--public", back="http://127.0.0.1/")
    about = json.dumps({"issuer": app.issuer, "id": app.id})
    (shown / "app.js").write_text(SCRIPT.replace("SAID", about))
    (shown / "index.html").write_text(PAGE)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield app, origin
    server.shutdown()
    server.server_close()
    thread.join(10)


def sign_in(page: Page, house: House) -> None:
    page.get_by_label("Name").fill("ada")
    page.locator("#password").fill(house.passwords["ada"])
    page.locator("main button").first.click()


def test_a_page_signs_in_reads_and_renews_by_itself(
    chromium: Browser, house: House, app: tuple[App, str]
) -> None:
    page = chromium.new_context(locale="en").new_page()
    page.goto(app[1])
    page.locator("#in").click()
    sign_in(page, house)
    expect(page.get_by_role("heading", name="Sign in to A page?")).to_be_visible()
    expect(page.get_by_text("It runs on your own device")).to_be_visible()
    page.get_by_label("Who you are").check()
    page.get_by_label("Stay signed in").check()
    page.get_by_role("button", name="Sign in to A page").click()
    expect(page).to_have_title("Signed in")
    told = json.loads(page.locator("#told").inner_text())
    assert told["preferred_username"] == "ada"
    page.locator("#again").click()
    expect(page).to_have_title("Renewed")
    assert page.locator("#told").inner_text()
