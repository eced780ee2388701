"""Xandikos (https://www.xandikos.org): a git repository for each address book.

May be imported by: bench.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.cards import Card
from bench.client import Address
from bench.peers import Server
from bench.peers.venv import run, venv

LOGIN = "bench"
COMMITTER = ("-c", "user.name=bench", "-c", "user.email=bench@bench.example")


class Xandikos(Server):
    """Xandikos as behind a proxy that has already checked the password: it checks none itself."""

    name = "Xandikos"
    version = "0.4.10"
    setup = "plain HTTP as behind a proxy that checks the login (X-Remote-User): it checks none"

    def install(self) -> None:
        """Make the venv."""
        self._bin: Path = venv(self.cache, packages=(f"xandikos=={self.version}",))

    def prepare(self) -> None:
        """Make the folder; the rest it makes itself (`--defaults`)."""
        self.data.mkdir()

    def command(self) -> Sequence[str]:
        """Give `xandikos serve`, as its documentation starts it."""
        where = ("--listen-address", "127.0.0.1", "--port", str(self.port))
        who = ("--current-user-principal", f"/{LOGIN}/", "--trust-x-remote-user-from", "127.0.0.1")
        kept = ("--directory", str(self.data), "--state-dir", str(self.folder / "state"))
        return (
            *(str(self._bin / "xandikos"), "serve", "--defaults", "--no-detect-systemd"),
            *(*where, *who, *kept),
        )

    @property
    def address(self) -> Address:
        """The login, as a proxy would pass it on."""
        return Address(self.port, (f"X-Remote-User: {LOGIN}",))

    @property
    def home(self) -> str:
        """Where its defaults keep address books."""
        return f"/{LOGIN}/contacts/"

    def fill(self, book: str, cards: Sequence[Card]) -> None:
        """Commit the cards to the book's repository at once, as an import with git would."""
        repository = self.data / book.strip("/")
        for card in cards:
            (repository / card.name).write_bytes(card.body)
        run("git", "-C", str(repository), "add", "--all")
        message = f"{len(cards)} cards"
        run("git", "-C", str(repository), *COMMITTER, "commit", "--quiet", "--message", message)
