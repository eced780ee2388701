"""The apps that are connected with this house, each under its entry in the register of recipients.

What is kept here is about apps and not about people. Of a secret there is only its digest: it is
drawn here (256 bits), so it needs no stretching.

Keeps: share.none.
May be imported by: services.apps.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Mapping, Sequence
from hashlib import sha256
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bailee.protocols.oidc.client import Client, check_redirect, matches
from bailee.protocols.oidc.errors import OAuthError
from bailee.protocols.oidc.token import Credentials
from bailee.rights.recipients import Recipient, Recipients
from bailee.services.apps.grants import ACCOUNT, CATEGORY
from bailee.terms import APPS, BaileeError, NotFoundError
from bailee.vault import Vault

__all__ = ["App", "AppError", "NewApp", "Register"]

_FACT, _OPEN = "apps", "apps-register-themselves"
_MOST, _MOST_BY_THEMSELVES = 500, 100
_LOOPBACKS = ("http://127.0.0.1", "http://[::1]")
_USUAL = Client(id="", name="", redirect_uris=())
_NOBODYS = sha256(secrets.token_bytes(32)).hexdigest()


class AppError(BaileeError):
    """An app cannot be connected as it is described."""


class App(Struct, frozen=True):
    """An app: what it says of itself, the digest of its secret, and since when it is here.

    `by_itself`: nobody but the app asked for it.
    """

    client: Client
    digest: str
    added_at: int
    by_itself: bool = False


class NewApp(Struct, frozen=True):
    """An app, and the secret that is told this once; empty when it has none."""

    client: Client
    secret: str
    added_at: int


_read = msgspec.json.Decoder(dict[str, App]).decode


class Register:
    """Every app."""

    def __init__(self, vault: Vault, recipients: Recipients) -> None:
        """Over the vault and the register of recipients."""
        self._vault, self._recipients = vault, recipients
        self._turn = asyncio.Lock()
        self._take(_read(vault.fact(_FACT) or "{}"))
        self.is_open = vault.fact(_OPEN) == "yes"
        """Whether apps may register by themselves."""

    def all(self) -> list[App]:
        """Every app, oldest first."""
        return sorted(self._apps.values(), key=lambda app: app.added_at)

    def find(self, client: str) -> Client | None:
        """What an app says of itself."""
        app = self._apps.get(client)
        return app.client if app else None

    def may_read(self, origin: str) -> bool:
        """Whether pages from there may read answers: those of an app without a secret are there.

        They ask from inside a browser, which asks this first (CORS).
        """
        return origin in self._origins or any(
            matches(origin, known, any_port=True) for known in self._loopbacks
        )

    async def add(self, name: str, redirects: Sequence[str], *, like: Client = _USUAL) -> NewApp:
        """Connect an app; `like` gives the rest of what it says of itself. Raises `AppError`."""
        try:
            uris = tuple(check_redirect(uri, is_public=like.is_public) for uri in redirects)
        except ValueError as error:
            raise AppError(str(error), hint="as in https://app.example/callback") from None
        name = " ".join(name.split())[:100]
        if not uris or not name or not name.isprintable():
            raise AppError("an app has a name and an address to return to", hint="--redirect URI")
        return await self.enter_new(replace(like, name=name, redirect_uris=uris))

    async def enter_new(self, client: Client, *, by_itself: bool = False) -> NewApp:
        """Connect a client under a new id; its secret is told this once. Raises `AppError`."""
        client = replace(client, id=secrets.token_hex(8))
        secret = "" if client.is_public else secrets.token_urlsafe(32)
        digest = sha256(secret.encode()).hexdigest()
        app = App(client, digest, self._vault.clock.now(), by_itself=by_itself)
        async with self._turn:
            self._check_room(app)
            await self._recipients.enter(_entry(app))
            await self._keep({**self._apps, client.id: app})
        return NewApp(client, secret, app.added_at)

    def _check_room(self, new: App) -> None:
        """Apps that come by themselves never fill the room that the operator's need."""
        strangers = sum(app.by_itself for app in self._apps.values())
        if new.by_itself and strangers >= _MOST_BY_THEMSELVES:
            raise AppError(f"{_MOST_BY_THEMSELVES} apps have registered by themselves already")
        if len(self._apps) >= _MOST:
            raise AppError(f"{_MOST} apps are connected", hint="remove one first")

    async def remove(self, client: str) -> None:
        """Disconnect an app: nothing that it holds opens anything more. Raises `NotFoundError`."""
        async with self._turn:
            if client not in self._apps:
                raise NotFoundError("no app has this id")
            # The entry goes first: without it nothing leaves, whatever a crash leaves of the rest.
            await self._recipients.strike(client)
            await self._keep({key: app for key, app in self._apps.items() if key != client})

    async def open_to_all(self, *, is_open: bool) -> None:
        """Let apps register by themselves, or not."""
        await self._vault.note_fact(_OPEN, "yes" if is_open else "no")
        self.is_open = is_open

    def authenticate(self, given: Credentials) -> Client:
        """The client that this is, at the same cost whether there is one. Raises `OAuthError`."""
        app = self._apps.get(given.client)
        is_known = app is not None and app.client.is_public is (given.method == "none")
        kept = app.digest if app is not None and given.method != "none" else _NOBODYS
        digest = sha256(given.secret.encode()).hexdigest()
        is_secret = hmac.compare_digest(digest, kept)
        if app is None or not is_known or not (is_secret or app.client.is_public):
            raise OAuthError("invalid_client", "no app is known by this id and secret")
        return app.client

    async def _keep(self, apps: dict[str, App]) -> None:
        await self._vault.note_fact(_FACT, msgspec.json.encode(apps).decode())
        self._take(apps)

    def _take(self, apps: dict[str, App]) -> None:
        self._apps, self._origins = apps, _origins(apps)
        self._loopbacks = [
            one
            for one in _LOOPBACKS
            if any(known == one or known.startswith(f"{one}:") for known in self._origins)
        ]


def _entry(app: App) -> Recipient:
    client = app.client
    return Recipient(
        id=client.id,
        name=client.name,
        contact=client.contact or client.policy_uri,
        categories=(CATEGORY, ACCOUNT),
        purposes=(APPS,),
        since=app.added_at,
    )


def _origins(apps: Mapping[str, App]) -> frozenset[str]:
    clients = [app.client for app in apps.values() if app.client.is_public]
    return frozenset(_origin(uri) for client in clients for uri in client.redirect_uris)


def _origin(uri: str) -> str:
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc}"
