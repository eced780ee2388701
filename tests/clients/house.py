"""A real Bailee in a process of its own, on the loopback, and people who live in it.

All that these tests know of the product's commands and pages is here.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
from lxml import etree
from msgspec import Struct

from tests.clients.book import Book, Element

ROOT = Path(__file__).parents[2]
PASSWORD = re.compile(r"password\W+(\S+)", re.IGNORECASE)
PATIENCE_S = 30.0


class Device(Struct, frozen=True):
    """What a device was given to come in with."""

    username: str
    secret: str

    @property
    def login(self) -> tuple[str, str]:
        """As most clients want it."""
        return self.username, self.secret

    @property
    def auth(self) -> httpx.BasicAuth:
        """As httpx wants it."""
        return httpx.BasicAuth(self.username, self.secret)


class House:
    """A running server, its data in `folder`, and its members ada and ben.

    `custody` is the word of the policy that says who holds the key of their contacts; `options`
    are further ones of `bailee start`.
    """

    def __init__(
        self, folder: Path, *options: str, tls: bool = False, custody: str = "kept"
    ) -> None:
        self.folder, self.options = folder, options
        self.port = _free_port()
        self.tls = tls
        self.custody = custody
        self.certificate: Path | None = None
        self.passwords: dict[str, str] = {}
        self.devices: dict[str, Device] = {}
        self.clients = ExitStack()
        self.log = folder / "log"

    def __enter__(self) -> Self:
        """Write the policy, add the members, start, and wait for the first answer."""
        (self.folder / "data").mkdir()
        (self.folder / "data" / "policy.toml").write_text(self.policy())
        for handle in ("ada", "ben"):
            said = subprocess.run(
                self.command("member", "add", handle), cwd=ROOT, capture_output=True, text=True,
                check=True,
            )  # fmt: skip
            found = PASSWORD.search(said.stdout + said.stderr)
            assert found, f"no password in {said.stdout!r}"
            self.passwords[handle] = found[1]
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Leave nothing running."""
        self.clients.close()
        self.stop()

    @property
    def base(self) -> str:
        """Where it is."""
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def trust(self) -> ssl.SSLContext | bool:
        """What to trust it by: its own certificate, and nothing else."""
        return ssl.create_default_context(cafile=self.certificate) if self.certificate else True

    def policy(self) -> str:
        """The policy for a family, with contacts in this custody."""
        shipped = (ROOT / "policies" / "home.toml").read_text("utf-8")
        before, head, after = shipped.partition("[category.contacts]")
        custody = f'custody = "{self.custody}"'
        return before + head + after.replace('custody = "kept"', custody, 1)

    def command(self, *words: str) -> list[str]:
        """A command line of the product, on this data folder."""
        where = ["--data", str(self.folder / "data"), "--root-key", str(self.folder / "root.key")]
        return [sys.executable, "-m", "bailee", *words, *where]

    def say(self, *words: str) -> str:
        """Say a command of the operator's; what it prints."""
        said = subprocess.run(
            self.command(*words), cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert said.returncode == 0, said.stderr
        return said.stdout

    def start(self) -> None:
        """Start the server; its words go to the log."""
        plain = [] if self.tls else ["--no-tls"]
        command = self.command("start", "--port", str(self.port), *plain, *self.options)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self._wait()
        if self.tls:
            self.certificate = self.folder / "certificate.pem"
            pem = ssl.get_server_certificate(("127.0.0.1", self.port))
            self.certificate.write_text(pem)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ask it to end, and make it if it does not."""
        self.process.send_signal(how)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(20)

    def device(self, handle: str) -> Device:
        """The device of a member: added by the pages, once, with consent to sync given."""
        if handle not in self.devices:
            person = Visitor(self, handle)
            person.turn_sync("on")
            page = person.fill_in("/me/devices", name=f"{handle}'s phone")
            self.devices[handle] = Device(_text(page, "username"), _text(page, "secret"))
        return self.devices[handle]

    def client(self) -> httpx.Client:
        """An HTTP client that trusts this house, and is closed with it."""
        http = httpx.Client(base_url=self.base, verify=self.trust, trust_env=False, timeout=60)
        return self.clients.enter_context(http)

    def book(self, handle: str = "ada") -> Book:
        """A member's first address book."""
        return Book.first(self.client(), self.base, self.device(handle).auth)

    def _wait(self) -> None:
        ends = time.monotonic() + PATIENCE_S
        while time.monotonic() < ends:
            assert self.process.poll() is None, self.log.read_text()
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError(f"no answer; it said: {self.log.read_text()}")


class Visitor:
    """A member at the pages, signed in."""

    def __init__(self, house: House, handle: str) -> None:
        self.http = house.client()
        self.http.follow_redirects = True
        self.fill_in("/sign-in", handle=handle, password=house.passwords[handle])

    def fill_in(self, path: str, **fields: str) -> Element:
        """Open the page at `path`, fill in its form, send it; the page that comes."""
        page = _page(self.http.get(path))
        forms = [form for form in page.iter("form") if form.get("action", "").endswith(path)]
        assert forms, f"{path} has no form"
        hidden = {
            field.get("name", ""): field.get("value", "")
            for field in forms[0].iter("input")
            if field.get("type") == "hidden"
        }
        headers = {"Origin": str(self.http.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}
        return _page(self.http.post(path, data={**hidden, **fields}, headers=headers))

    def turn_sync(self, how: str, *, category: str = "contacts") -> None:
        """Give or withdraw the consent to sync a category: `on`, `off`."""
        self.fill_in("/me/choices", purpose="sync", category=category, turn=how)

    def erase_contacts(self, password: str) -> None:
        """Have all contacts erased for good."""
        self.fill_in("/me/erase/contacts", password=password)


def _page(answer: httpx.Response) -> Element:
    assert answer.status_code == 200, f"{answer.url}: {answer.status_code} {answer.text[:1000]}"
    return etree.fromstring(answer.content, etree.HTMLParser())


def _text(page: Element, name: str) -> str:
    found = next(element for element in page.iter() if element.get("id") == name)
    return str(found.xpath("string()")).strip()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def resident_mb(process: int) -> float:
    """The memory that a process holds."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
