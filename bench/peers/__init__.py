"""Who is measured beside Bailee, each as its documentation recommends, fsync as shipped.

`Server` is what a stage of the bench knows of any of them.
May be imported by: bench.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import ClassVar, Self

from bench.cards import Card
from bench.client import Address, Connection
from bench.process import ServerProcess, disk_bytes, free_port
from bench.questions import XML_HEADERS, expect, make_book


class Server(AbstractContextManager["Server"], ABC):
    """One server with a data folder of its own; `started_s` is its last start to first answer."""

    name: ClassVar[str]
    version: str
    setup: ClassVar[str]
    """One line: how it is run and whom it lets in."""

    def __init__(self, *, cache: Path, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.cache = cache
        self.folder = folder
        self.data = folder / "data"
        self.port = free_port()
        self.started_s = 0.0
        self._process: ServerProcess | None = None

    @abstractmethod
    def install(self) -> None:
        """Make what is needed once (a venv in the cache) and set `version`."""

    @abstractmethod
    def prepare(self) -> None:
        """Write configuration and accounts into the folder, before the first start."""

    @abstractmethod
    def command(self) -> Sequence[str]:
        """Give the command that serves in the foreground."""

    @property
    @abstractmethod
    def address(self) -> Address:
        """Where it listens, and how a device proves who it is."""

    @property
    @abstractmethod
    def home(self) -> str:
        """The path that holds address books; ends in a slash."""

    @abstractmethod
    def fill(self, book: str, cards: Sequence[Card]) -> None:
        """Bring many cards into an empty book, by the quickest way the server has."""

    def settle_in(self) -> None:
        """Do what a new device does before its first sync, with the server running."""

    @property
    def process(self) -> ServerProcess:
        """The running process tree."""
        if self._process is None:
            raise RuntimeError(f"{self.name} is not running")
        return self._process

    def start(self) -> None:
        """Start, and wait for the first answer. Raises `StartError`."""
        process = ServerProcess(self.command(), log=self.folder / "server.log", env=self.env())
        self._process = process
        self.started_s = process.wait_for_answer(self.address)

    def env(self) -> dict[str, str]:
        """Give what the process needs in its environment."""
        return {}

    def stop(self) -> None:
        """Stop, if running."""
        if self._process is not None:
            self._process.stop()
            self._process = None

    def __enter__(self) -> Self:
        """Install, prepare and start."""
        self.install()
        self.prepare()
        self.start()
        self.settle_in()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, whatever happened."""
        self.stop()

    def make_book(self, name: str) -> str:
        """Make an empty address book; give its path."""
        path = f"{self.home}{name}/"
        request = self.address.prepare("MKCOL", path, make_book(name), headers=XML_HEADERS)
        with Connection(self.address) as connection:
            expect(connection.exchange(request), 201)
        return path

    def disk_bytes(self) -> int:
        """Give what its data takes on disk."""
        return disk_bytes(self.data)
