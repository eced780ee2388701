"""What these pages ask of the provider and of the list of connected apps, and no more.

May be imported by: pages.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from bailee.protocols.oidc.authorize import Authorization
from bailee.protocols.oidc.client import Client
from bailee.rights.recipients import Recipient
from bailee.services.apps import Connection, Consenting, Hint, Step
from bailee.terms import Session

__all__ = ["Connected", "Connection", "Consenting", "Hint", "Provider", "Recipients", "Step"]


class Provider(Protocol):
    """Who is let in."""

    def client(self, name: str) -> Client | None:
        """An app by its id."""
        ...

    def hint(self, token: str) -> Hint | None:
        """Whom an ID token of ours was about, and for."""
        ...

    def is_meant(self, hint: Hint, session: Session) -> bool:
        """Whether it was about whoever is signed in."""
        ...

    async def next_step(
        self, asked: Authorization, session: Session | None, *, signed_in_after: int | None
    ) -> Step:
        """What comes next. Raises `ReturnedError`, `Refused`."""
        ...

    async def consenting(self, asked: Authorization, session: Session) -> Consenting:
        """What is to be asked. Raises `Refused`."""
        ...

    async def allow(
        self, asked: Authorization, session: Session, *, scopes: Collection[str], stays: bool
    ) -> None:
        """Write down what was allowed. Raises `Refused`."""
        ...

    async def code(self, asked: Authorization, session: Session) -> str:
        """A code for the app. Raises `ReturnedError`, `Refused`."""
        ...


class Connected(Protocol):
    """The apps that a member let in."""

    async def list(self, session: Session) -> Sequence[Connection]:
        """Every one, oldest first. Raises `Refused`."""
        ...

    async def end(self, session: Session, ref: str) -> None:
        """Disconnect one. Raises `NotFoundError`."""
        ...


class Recipients(Protocol):
    """The register of recipients."""

    def all(self) -> Sequence[Recipient]:
        """Every entry, oldest first."""
        ...
