"""The pages in Chromium, served by a house in memory over the loopback."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import axe_core_python
import pytest
import uvicorn
from msgspec import Struct
from playwright.sync_api import Browser, Page, sync_playwright

from bailee.pages.app import app
from tests.pages.house import PASSWORD, House

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
CHROMIUM = shutil.which("chromium")
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


class Running(Struct):
    """A house and the address of its door."""

    house: House
    origin: str


class Screen(Struct, frozen=True):
    """How somebody looks at the pages."""

    width: int = 1280
    scheme: str = "light"
    language: str = "en"
    scripts: bool = True


Opens = Callable[[Screen], Page]


@pytest.fixture
def running() -> Iterator[Running]:
    """A house whose pages are served."""
    house, door = House(), socket.create_server(("127.0.0.1", 0))
    origin = f"http://127.0.0.1:{door.getsockname()[1]}"
    config = uvicorn.Config(app(house.site(origin=origin)), log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    yield Running(house, origin)
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all stories."""
    if CHROMIUM is None:
        # Where everything must run, a page that nobody looked at is no success.
        end = pytest.fail if "CI" in os.environ else pytest.skip
        end("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def opens(chromium: Browser, running: Running) -> Iterator[Opens]:
    """Open a window; a word on its console is a fault."""
    complaints: list[str] = []

    def open_window(screen: Screen) -> Page:
        context = chromium.new_context(
            base_url=running.origin,
            viewport={"width": screen.width, "height": 800},
            color_scheme="dark" if screen.scheme == "dark" else "light",
            locale=screen.language,
            java_script_enabled=screen.scripts,
        )
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.set_default_timeout(10_000)
        return page

    yield open_window
    for context in chromium.contexts:
        context.close()
    assert [said for said in complaints if "Failed to load resource" not in said] == []


def sign_in(page: Page) -> None:
    """Ada signs in, as people do."""
    page.goto("/sign-in")
    page.get_by_label("Name").fill("ada")
    page.locator("#password").fill(PASSWORD)
    page.locator("main button").click()
    page.wait_for_url("**/me*")
