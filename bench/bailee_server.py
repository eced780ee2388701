"""Bailee as a new member would run it: `bailee start --no-tls`, everything else as shipped.

All that the bench knows of Bailee's command line and pages is here.
May be imported by: bench.
"""

import base64
import re
import sys
from collections.abc import Sequence
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from typing import ClassVar, NamedTuple
from urllib.parse import urlencode

import bailee
from bench.cards import Card
from bench.client import Address, Connection, Lanes
from bench.peers import Server
from bench.peers.venv import run
from bench.questions import HREF, NEW_HEADERS, XML_HEADERS, expect, home_of

HANDLE = "bench"
ROOT = Path(__file__).resolve().parent.parent
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
CSRF = re.compile(r'name="csrf"[^>]*value="([^"]+)"')
PASSWORD = re.compile(r"password\W+(\S+)", re.IGNORECASE)
USERNAME = re.compile(r'id="username">([^<]+)<')
SECRET = re.compile(r'id="secret">([^<]+)<')
LANES = 8


class SettleError(Exception):
    """A member could not sign in, agree or add a device: the pages are not as they were."""


class Login(NamedTuple):
    """What a device was given."""

    username: str
    secret: str


class Pages:
    """A member's browser: signs in and fills in forms, as little as it takes."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookie = ""

    def get(self, path: str) -> str:
        """Give a page."""
        return self._send("GET", path, None)

    def post(self, path: str, fields: dict[str, str], *, form: str | None = None) -> str:
        """Fill in the form on the page `form` (`path` if None), send it; give the answer."""
        csrf = CSRF.search(self.get(form or path))
        known = {"csrf": unescape(csrf[1])} if csrf else {}
        return self._send("POST", path, urlencode({**known, **fields}))

    def _send(self, method: str, path: str, body: str | None) -> str:
        headers = {"Cookie": self._cookie, **(FORM if body is not None else {})}
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        page = answer.read().decode()
        if cookie := answer.getheader("Set-Cookie"):
            self._cookie = cookie.partition(";")[0]
        if answer.status >= 400:
            raise SettleError(f"{method} {path}: {answer.status} {page[:500]}")
        return page


class BaileeServer(Server):
    """Bailee from this checkout."""

    name: ClassVar[str] = "Bailee"
    setup: ClassVar[str] = "--no-tls; sealed, journalled, fsynced; an app password for the device"
    module: ClassVar[str] = "bailee"

    def __init__(self, *, cache: Path, folder: Path) -> None:
        super().__init__(cache=cache, folder=folder)
        self._login: Login | None = None
        self._password = ""
        self._home = "/"

    def install(self) -> None:
        """Nothing to install: it runs in the checkout's own venv."""
        self.version = bailee.__version__

    def prepare(self) -> None:
        """Add the member."""
        said = run(*self._bailee("member", "add", HANDLE), cwd=ROOT)
        found = PASSWORD.search(said)
        if found is None:
            raise SettleError(f"no password in: {said}")
        self._password = found[1]

    def command(self) -> Sequence[str]:
        """Give `bailee start`."""
        return self._bailee("start", "--port", str(self.port), "--no-tls")

    def env(self) -> dict[str, str]:
        """Let it be found from wherever the bench was started."""
        return {"PYTHONPATH": str(ROOT)}

    def settle_in(self) -> None:
        """Sign in, agree to sync, add a device, find its address books."""
        pages = Pages(self.port)
        pages.post("/sign-in", {"handle": HANDLE, "password": self._password})
        pages.post("/me/choices", {"purpose": "sync", "category": "contacts", "turn": "on"})
        page = pages.post("/me/devices", {"name": "bench"})
        username, secret = USERNAME.search(page), SECRET.search(page)
        if username is None or secret is None:
            raise SettleError("the page of a new device shows no app password")
        self._login = Login(unescape(username[1]), unescape(secret[1]))
        self._home = self._discover()

    @property
    def address(self) -> Address:
        """Basic authentication with the device's app password, once there is one."""
        if self._login is None:
            return Address(self.port)
        token = base64.b64encode(":".join(self._login).encode()).decode()
        return Address(self.port, (f"Authorization: Basic {token}",))

    @property
    def home(self) -> str:
        """The member's addressbook-home-set."""
        return self._home

    def fill(self, book: str, cards: Sequence[Card]) -> None:
        """PUT them all, over eight connections: there is no quicker way in."""
        address = self.address
        puts = (
            address.prepare("PUT", book + card.name, card.body, headers=NEW_HEADERS)
            for card in cards
        )
        for answer in Lanes(address, count=LANES).drain(puts):
            expect(answer, 201)

    def _discover(self) -> str:
        """Walk from /dav/ to the address books, as a client does."""
        principal = self._href("/dav/", "D:current-user-principal")
        return self._href(principal, "C:addressbook-home-set")

    def _href(self, path: str, property_name: str) -> str:
        headers = (*XML_HEADERS, "Depth: 0")
        asked = self.address.prepare("PROPFIND", path, home_of(property_name), headers=headers)
        with Connection(self.address) as connection:
            answer = expect(connection.exchange(asked), 207)
        hrefs: list[bytes] = HREF.findall(answer.body)
        return hrefs[1].decode()

    def _bailee(self, *words: str) -> tuple[str, ...]:
        where = ("--data", str(self.data), "--root-key", str(self.folder / "root" / "key"))
        return (sys.executable, "-m", self.module, *words, *where)


class BareServer(BaileeServer):
    """The same without decide, seal and journal: to see what they cost, never to be run."""

    name = "Bailee, bare"
    setup = "neither decides, seals nor journals (bench/inside/bare.py)"
    module = "bench.inside.bare"
