"""The law of the newest keys: with older ones a house does not open, and trying loses nothing."""

from __future__ import annotations

import shutil

import pytest

from bailee.storage import SqliteKeys
from bailee.terms import KeyUnavailableError, StorageError
from tests.clients.people import cards
from tests.homes import Home, Resident, move_in
from tests.policy.files import CONTACTS
from tests.rights.taking import fill

pytestmark = pytest.mark.keeps("access.residual")


@pytest.fixture
async def ben(home: Home) -> Resident:
    """Ada was here first; then the keys were copied; then Ada erased, and Ben came."""
    house = await home.open()
    ada = await move_in(house, "ada")
    await fill(ada, cards(3))
    house.store.copy_to(home.data.parent / "older.db")
    await house.erasure.erase(ada.subject, actor=ada.session.actor, category=CONTACTS)
    ben = await move_in(house, "ben")
    await fill(ben, cards(3))
    await home.leave()
    shutil.copy(home.data / "keys.db", home.data.parent / "newest.db")
    return ben


async def count(home: Home, ben: Resident) -> int:
    house = await home.open()
    items = (await house.ledger.held(ben.subject))[0].items
    await home.leave()
    return items


async def test_an_older_key_store_is_refused_and_harms_nothing(home: Home, ben: Resident) -> None:
    shutil.copy(home.data.parent / "older.db", home.data / "keys.db")
    before = (home.data / "vault.db").read_bytes()
    with pytest.raises(KeyUnavailableError, match="is older than") as told:
        await home.open()
    assert "newest" in told.value.hint
    home.cut_power()
    assert (home.data / "vault.db").read_bytes() == before
    shutil.copy(home.data.parent / "newest.db", home.data / "keys.db")
    assert await count(home, ben) == 3


async def test_an_empty_key_store_is_refused_and_harms_nothing(home: Home, ben: Resident) -> None:
    for empty in (home.data / "keys.db", home.data / "made.db"):
        empty.unlink(missing_ok=True)
        SqliteKeys(empty).close()
    before = (home.data / "vault.db").read_bytes()
    with pytest.raises((KeyUnavailableError, StorageError), match="no keys"):
        await home.open()
    assert (home.data / "vault.db").read_bytes() == before
    shutil.copy(home.data.parent / "newest.db", home.data / "keys.db")
    assert await count(home, ben) == 3
