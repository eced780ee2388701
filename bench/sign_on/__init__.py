"""Who lets apps sign in, measured side by side: each with one member, one app and one grant.

`SignOn` is what a stage of the bench knows of any of them.
May be imported by: bench.
"""

from __future__ import annotations

import base64
import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from bench.client import Address, Connection
from bench.process import ServerProcess, free_port
from bench.questions import expect

BACK = "https://app.example/back"
FORM_TYPE = "Content-Type: application/x-www-form-urlencoded"


class SignOn(AbstractContextManager["SignOn"], ABC):
    """One provider with a data folder of its own; `started_s` is its start to first answer."""

    name: ClassVar[str]
    version: str
    setup: ClassVar[str]
    token_path: ClassVar[str]
    userinfo_path: ClassVar[str]
    discovery_path: ClassVar[str] = "/.well-known/openid-configuration"

    def __init__(self, *, cache: Path, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.cache, self.folder = cache, folder
        self.port = free_port()
        self.client, self.secret = "bench", "correct-horse"
        self.started_s = 0.0
        self._process: ServerProcess | None = None

    @abstractmethod
    def install(self) -> None:
        """Make what is needed once."""

    @abstractmethod
    def prepare(self) -> None:
        """Write configuration, a member and an app, before the start."""

    @abstractmethod
    def command(self) -> Sequence[str]:
        """Give the command that serves in the foreground."""

    @abstractmethod
    def codes(self, count: int) -> list[str]:
        """Give fresh codes for the app; making them is not measured."""

    def settle_in(self) -> None:
        """Do what is left to do once it runs."""

    def env(self) -> dict[str, str]:
        """Give what the process needs in its environment."""
        return {}

    @property
    def address(self) -> Address:
        """Where it listens."""
        return Address(self.port)

    @property
    def process(self) -> ServerProcess:
        """The running process tree."""
        if self._process is None:
            raise RuntimeError(f"{self.name} is not running")
        return self._process

    def exchange(self, **said: str) -> bytes:
        """Make a request for tokens, by client_secret_basic."""
        login = base64.b64encode(f"{self.client}:{self.secret}".encode()).decode()
        headers = (FORM_TYPE, f"Authorization: Basic {login}")
        body = urlencode(said).encode()
        return self.address.prepare("POST", self.token_path, body, headers=headers)

    def for_code(self, code: str) -> bytes:
        """Make the request that exchanges a code."""
        return self.exchange(grant_type="authorization_code", code=code, redirect_uri=BACK)

    def for_refresh(self, token: str) -> bytes:
        """Make the request that renews."""
        return self.exchange(grant_type="refresh_token", refresh_token=token)

    def userinfo(self, token: str) -> bytes:
        """Make the request that asks who it is."""
        bearer = f"Authorization: Bearer {token}"
        return self.address.prepare("GET", self.userinfo_path, headers=(bearer,))

    def discovery(self) -> bytes:
        """Make the request that asks what the provider is."""
        return self.address.prepare("GET", self.discovery_path)

    def tokens(self) -> dict[str, Any]:
        """Exchange one code; give what came."""
        [code] = self.codes(1)
        with Connection(self.address) as connection:
            answer = expect(connection.exchange(self.for_code(code)), 200)
        return dict(json.loads(answer.body))

    def __enter__(self) -> Self:
        """Install, prepare and start."""
        self.install()
        self.prepare()
        log = self.folder / "server.log"
        self._process = ServerProcess(self.command(), log=log, env=self.env())
        self.started_s = self._process.wait_for_answer(self.address)
        self.settle_in()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, whatever happened."""
        if self._process is not None:
            self._process.stop()
            self._process = None
