"""Radicale (https://radicale.org): files in folders, read and parsed anew, with a cache.

May be imported by: bench.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path

from bench.cards import Card
from bench.client import Address, Connection
from bench.peers import Server
from bench.peers.venv import venv
from bench.questions import CARD_HEADERS, expect

LOGIN = "bench"
SECRET = "correct-horse-battery"  # noqa: S105 - of a server that lives for minutes on loopback
CONFIG = """\
[server]
hosts = 127.0.0.1:{port}
type = {kind}

[auth]
type = htpasswd
htpasswd_filename = {users}
htpasswd_encryption = plain

[storage]
filesystem_folder = {data}

[logging]
level = warning
"""


class Radicale(Server):
    """Radicale with the server it brings: HTTP/1.0, a connection for each request."""

    name = "Radicale"
    version = "3.9.0"
    setup = "its own server (HTTP/1.0, no keep-alive); htpasswd, plain: the cheapest check it has"
    packages: tuple[str, ...] = ("radicale==3.9.0",)
    kind = "builtin"

    def install(self) -> None:
        """Make the venv."""
        self._bin: Path = venv(self.cache, packages=self.packages)

    def prepare(self) -> None:
        """Write configuration and one login."""
        users = self.folder / "users"
        users.write_text(f"{LOGIN}:{SECRET}\n")
        config = CONFIG.format(port=self.port, kind=self.kind, users=users, data=self.data)
        (self.folder / "config").write_text(config)

    def command(self) -> Sequence[str]:
        """Give `python -m radicale`, as its documentation starts it."""
        config = str(self.folder / "config")
        return (str(self._bin / "python"), "-m", "radicale", "--config", config)

    @property
    def address(self) -> Address:
        """Basic authentication, checked on each request."""
        token = base64.b64encode(f"{LOGIN}:{SECRET}".encode()).decode()
        return Address(self.port, (f"Authorization: Basic {token}",))

    @property
    def home(self) -> str:
        """The login's own folder."""
        return f"/{LOGIN}/"

    def fill(self, book: str, cards: Sequence[Card]) -> None:
        """Put the whole book at once, as its documentation imports one."""
        body = b"".join(card.body for card in cards)
        request = self.address.prepare("PUT", book, body, headers=CARD_HEADERS)
        with Connection(self.address) as connection:
            expect(connection.exchange(request), 201, 204)


class RadicaleHypercorn(Radicale):
    """Radicale behind its optional server, which keeps connections."""

    name = "Radicale (hypercorn)"
    setup = "with its optional hypercorn (keep-alive); htpasswd, plain"
    packages = ("radicale==3.9.0", "hypercorn==0.17.3")
    kind = "hypercorn"
