"""Copies to restore from: all is there again, and the erased stay erased."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bailee.assembly import Folder, House
from bailee.assembly.operator import Answer, back_up
from bailee.assembly.rotation import rotate
from bailee.terms import StorageError
from tests.cast import Clock
from tests.clients.people import cards
from tests.homes import PASSWORD, Home, Resident
from tests.policy.files import CONTACTS
from tests.rights.taking import files, fill, take


class Elsewhere:
    """Another machine, to which only the copies come."""

    def __init__(self, path: Path, home: Home) -> None:
        self.copies, self.path, self.home = path / "copies", path / "restored", home

    async def copy(self, house: House) -> Answer:
        """Make a copy, and one of the root key's folder."""
        made = await back_up(house, to=str(self.copies))
        shutil.copytree(self.home.root_key.parent, self.copies / "root", dirs_exist_ok=True)
        return made

    async def open(self, data: str) -> House:
        """The old machine burns; restore on another one, from this copy of the data."""
        await self.home.leave()
        shutil.rmtree(self.home.data)
        shutil.copytree(self.copies / "root", self.path / "root")
        (self.path / "data").mkdir()
        shutil.copy(data, self.path / "data" / "vault.db")
        for name in ("keys.db", "policy.toml"):
            shutil.copy(self.copies / name, self.path / "data")
        folder = Folder(self.path / "data", root_key=self.path / "root" / "root.key")
        return await House.open(folder.claim(), clock=self.home.clock)


@pytest.fixture
def elsewhere(tmp_path: Path, home: Home) -> Elsewhere:
    """Another disk."""
    return Elsewhere(tmp_path, home)


async def cards_of(house: House, ada: Resident) -> bytes | None:
    """What a restored house gives her."""
    there = Resident(house, ada.member, ada.token, ada.session, ada.phone)
    return files(await take(there)).get("data/contacts/contacts.vcf")


@pytest.mark.keeps("security.rest")
async def test_a_restored_house_goes_on_where_the_copy_was_made(
    ada: Resident, elsewhere: Elsewhere
) -> None:
    await fill(ada, cards(5))
    made = await elsewhere.copy(ada.house)
    await fill(ada, cards(9))
    restored = await elsewhere.open(made["data"])
    assert await cards_of(restored, ada) == b"".join(card.body for card in cards(5))
    assert await restored.account.sign_in("ada", PASSWORD, network="::1")
    assert await restored.devices.authenticate("ada", ada.phone.secret) is not None
    assert restored.vault.tree.verify().fault == ""
    assert restored.vault.totals(CONTACTS).items == 5
    await restored.close()


@pytest.mark.keeps("access.residual")
async def test_what_was_erased_since_stays_erased_in_every_older_copy(
    ada: Resident, ben: Resident, elsewhere: Elsewhere, clock: Clock
) -> None:
    await fill(ada, cards(5))
    await fill(ben, cards(3))
    older = await elsewhere.copy(ada.house)
    await ada.house.erasure.erase(ada.subject, actor=ada.session.actor, category=CONTACTS)
    clock.pass_seconds(1)
    newer = await elsewhere.copy(ada.house)
    assert older["data"] != newer["data"]
    assert older["keys"] == newer["keys"]
    restored = await elsewhere.open(older["data"])
    assert await cards_of(restored, ada) is None
    assert await cards_of(restored, ben) == b"".join(card.body for card in cards(3))
    await restored.close()


@pytest.mark.keeps("access.residual")
async def test_after_a_rotation_the_next_copy_opens_with_the_next_root(
    ada: Resident, elsewhere: Elsewhere
) -> None:
    await fill(ada, cards(5))
    await elsewhere.copy(ada.house)
    await rotate(ada.house)
    made = await elsewhere.copy(ada.house)
    restored = await elsewhere.open(made["data"])
    assert await cards_of(restored, ada) is not None
    await restored.close()


@pytest.mark.keeps("security.rest")
async def test_copies_are_their_owners_alone_and_noise_without_the_root(
    ada: Resident, elsewhere: Elsewhere
) -> None:
    await fill(ada, cards(5))
    await back_up(ada.house, to=str(elsewhere.copies))
    found = sorted(file.name for file in elsewhere.copies.iterdir())
    assert found[:2] == ["keys.db", "policy.toml"]
    assert all(file.stat().st_mode & 0o077 == 0 for file in elsewhere.copies.iterdir())
    everything = b"".join(file.read_bytes() for file in elsewhere.copies.iterdir())
    assert not any(line in everything for line in cards(1)[0].body.splitlines()[3:-1])


async def test_where_nothing_can_be_written_is_told_so(ada: Resident, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be written"):
        await back_up(ada.house, to=str(tmp_path / "file" / "copies"))
    assert await ada.cloud.folders()
