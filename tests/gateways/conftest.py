"""Ada's phone in front of her address books."""

from __future__ import annotations

import pytest
from msgspec import Struct

from bailee.gateways.asgi import App
from bailee.gateways.dav import dav_app
from bailee.gateways.dav.ports import Caller
from bailee.terms import Actor, FolderId, SubjectId
from tests.cast import ADA, BEN, BENS_PHONE, PHONE
from tests.gateways.asking import Client
from tests.gateways.books import Books


class Device(Struct, frozen=True):
    subject: SubjectId
    actor: Actor


DEVICES = {("ada", "secret"): Device(ADA, PHONE), ("ben", "secret"): Device(BEN, BENS_PHONE)}
BOOK = f"/dav/addressbooks/{ADA}/contacts/"


@pytest.fixture
async def books() -> Books:
    held = Books()
    await held.create(FolderId("contacts"), props={"{DAV:}displayname": "Contacts"})
    return held


@pytest.fixture
def app(books: Books) -> App:
    bens = Books()

    async def authenticate(username: str, secret: str, _: str) -> Caller | None:
        return DEVICES.get((username, secret))

    return dav_app(
        cloud_of=lambda caller, _: books if caller.subject == ADA else bens,
        authenticate=authenticate,
    )


@pytest.fixture
def phone(app: App) -> Client:
    return Client(app)
