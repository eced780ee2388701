"""Bailee as shipped: a member who signed in on a page, and agreed once.

May be imported by: bench.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from html import unescape
from http.client import HTTPConnection
from urllib.parse import parse_qs, urlencode, urlsplit

import bailee
from bench.bailee_server import PASSWORD, ROOT, SettleError
from bench.peers.venv import run
from bench.sign_on import BACK, SignOn

HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


class Bailee(SignOn):
    """Bailee from this checkout."""

    name = "Bailee"
    setup = "--no-tls; opaque tokens, each exchange fsynced, what is told sealed and journalled"
    token_path, userinfo_path = "/oidc/token", "/oidc/userinfo"

    def install(self) -> None:
        """Nothing to install."""
        self.version = bailee.__version__

    def prepare(self) -> None:
        """Add the member and the app."""
        found = PASSWORD.search(run(*self._bailee("member", "add", "bench"), cwd=ROOT))
        said = run(*self._bailee("app", "add", "Bench", "--redirect", BACK), cwd=ROOT).split()
        if found is None:
            raise SettleError("no password")
        self._password = found[1]
        self.client, self.secret = said[1], said[3]

    def command(self) -> Sequence[str]:
        """Give `bailee start`."""
        return self._bailee("start", "--port", str(self.port), "--no-tls")

    def env(self) -> dict[str, str]:
        """Let it be found from wherever the bench was started."""
        return {"PYTHONPATH": str(ROOT)}

    def settle_in(self) -> None:
        """Sign in, and let the app know the profile."""
        self._http = HTTPConnection("127.0.0.1", self.port, timeout=60)
        self._cookie = ""
        form = {"handle": "bench", "password": self._password, "to": "/me"}
        self._send("POST", "/sign-in", urlencode(form))
        page, _ = self._send("GET", self._asks())
        hidden = {name: unescape(value) for name, value in HIDDEN.findall(page)}
        ticked = {"allow-profile": "yes", "allow-stay": "yes", "answer": "allow"}
        self._send("POST", "/oidc/consent", urlencode({**hidden, **ticked}))

    def codes(self, count: int) -> list[str]:
        """Ask for each without a question."""
        found: list[str] = []
        for _ in range(count):
            _, to = self._send("GET", self._asks(prompt="none"))
            found += parse_qs(urlsplit(to).query)["code"]
        return found

    def _asks(self, **more: str) -> str:
        said = {
            "client_id": self.client,
            "redirect_uri": BACK,
            "response_type": "code",
            "scope": "openid profile offline_access",
            "nonce": "n",
        }
        return f"/oidc/authorize?{urlencode(said | more)}"

    def _send(self, method: str, path: str, body: str | None = None) -> tuple[str, str]:
        headers = {"Cookie": self._cookie, **(FORM if body is not None else {})}
        self._http.request(method, path, body, headers)
        answer = self._http.getresponse()
        page = answer.read().decode()
        if cookie := answer.getheader("Set-Cookie"):
            self._cookie = cookie.partition(";")[0]
        if answer.status >= 400:
            raise SettleError(f"{method} {path}: {answer.status} {page[:500]}")
        return page, answer.getheader("Location", "")

    def _bailee(self, *words: str) -> tuple[str, ...]:
        where = ("--data", str(self.folder / "data"), "--root-key", str(self.folder / "root.key"))
        return (sys.executable, "-m", "bailee", *words, *where)
