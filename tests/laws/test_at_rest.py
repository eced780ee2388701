"""The law of rest: whatever people told the house, no file says, in use, at rest or after."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bailee.keys import Key, Ring, UnreadableError
from bailee.storage import Database
from tests.clients.people import cards
from tests.homes import PASSWORD, Home, Resident, move_in
from tests.laws.thief import everything
from tests.rights.taking import fill

CARDS = cards(30)


@pytest.fixture
async def ada(home: Home) -> Resident:
    """Ada lives here alone."""
    return await move_in(await home.open(), "ada-lovelace")


@pytest.fixture
async def words(ada: Resident) -> list[bytes]:
    """Everything that she told in a while, and was told in secret."""
    await ada.house.account.describe(ada.session, name="Augusta Ada King", language="de")
    laptop = await ada.house.devices.add(ada.session, "Ada's laptop", username="ada-lovelace")
    await fill(ada, CARDS)
    await ada.house.account.recovery_key(ada.session)
    async for _ in ada.cloud.search((await ada.cloud.folders())[0].id, hint="e"):
        pass
    assert await ada.house.devices.authenticate("ada-lovelace", laptop.secret)
    await ada.house.vault.settle()
    secrets = (PASSWORD, ada.token, laptop.secret, laptop.secret.replace("-", ""))
    names = (
        "ada-lovelace",
        "Augusta",
        "Ada's laptop",
        "BEGIN:VCARD",
        "FN:",
        "Lovelace",
        "ada-love",
    )
    written = [word for card in CARDS for word in (card.uid, card.name)]
    return [word.encode() for word in (*secrets, *names, *written)]


def found(words: list[bytes], folder: Path) -> list[bytes]:
    files = everything(folder)
    return [word for word in words if word in files]


@pytest.mark.keeps("security.rest")
async def test_no_file_says_anything_in_use_or_at_rest(home: Home, words: list[bytes]) -> None:
    assert found(words, home.data.parent) == []
    home.cut_power()
    assert found(words, home.data.parent) == []
    await home.leave()
    assert found(words, home.data.parent) == []


@pytest.mark.keeps("security.rest")
async def test_the_files_are_their_owners_alone(home: Home, words: list[bytes]) -> None:
    assert words
    modes = {path: path.stat().st_mode for path in home.data.parent.rglob("*")}
    assert [path for path, mode in modes.items() if stat.S_IMODE(mode) & 0o077] == []
    await home.leave()


@pytest.mark.keeps("access.self", "access.residual")
async def test_of_an_erased_member_no_file_says_anything_and_no_key_opens_anything(
    home: Home, ada: Resident, words: list[bytes]
) -> None:
    house = ada.house
    sealed = blobs(house.database)
    assert len(sealed) > 100
    await house.erasure.erase(ada.subject, actor=ada.session.actor)
    while await house.vault.sweep():
        pass
    ring, rows = Ring(house.store, house.root), house.store.outside(1 << 30, limit=999)
    assert {row.subject for row in rows} == {""}
    keys = [key for row in rows if (key := ring.find(row.subject, row.name)) is not None]
    assert [blob for blob in sealed if any(opens(key, blob) for key in keys)] == []
    await home.leave()
    assert found(words, home.data.parent) == []


@pytest.mark.keeps("access.self", "access.residual")
async def test_of_an_erased_member_not_even_the_random_id_is_left(
    home: Home, ada: Resident, words: list[bytes]
) -> None:
    assert words
    await ada.house.erasure.erase(ada.subject, actor=ada.session.actor)
    while await ada.house.vault.sweep():
        pass
    await home.leave()
    assert ada.subject.encode() not in everything(home.data)


def blobs(database: Database) -> list[bytes]:
    """Everything that lies sealed in any table."""
    columns = {
        "item": ("name", "brief", "body"),
        "folder": ("name", "props"),
        "journal": ("detail",),
    }
    return [
        bytes(row[0])
        for table, names in columns.items()
        for name in names
        for row in database.read.all(f"SELECT {name} FROM {table} WHERE {name} IS NOT NULL")  # noqa: S608 - our own names
    ]


def opens(key: Key, blob: bytes) -> bool:
    """Whether a key opens something as a name, or as a body bound to nothing that we know."""
    try:
        key.open_name(blob)
    except UnreadableError:
        return False
    return True
