"""A house that cannot: it says why, harms nothing, and makes room for the next one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from bailee.assembly.folder import FolderError
from bailee.assembly.operator import back_up
from bailee.policy.faults import PolicyError
from bailee.storage import evidence
from bailee.terms import KeyUnavailableError, StorageError
from tests.clients.people import cards
from tests.homes import PASSWORD, Home, Resident, move_in
from tests.rights.taking import fill

NOBODY = 65_534
PAGE = 4096


def digest(home: Home) -> dict[str, str]:
    """What is in each file of the house, the lock and the log of readers aside."""
    files = (path for path in home.data.parent.rglob("*") if path.is_file())
    return {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.name != "lock" and not path.name.endswith(("-shm", "-wal"))
    }


@pytest.fixture
async def shut(home: Home) -> Home:
    """Ada's house, closed in order."""
    ada = await move_in(await home.open(), "ada")
    await fill(ada, cards(30))
    await home.leave()
    return home


async def is_fine(home: Home) -> bool:
    """Whether Ada finds everything again."""
    house = await home.open()
    await house.account.sign_in("ada", PASSWORD, network="::1")
    [ada] = house.vault.subjects()
    held = {one.category: one.items for one in await house.ledger.held(ada)}
    await home.leave()
    return held["contacts"] == 30  # type: ignore[index]  # a category is a word


async def test_without_its_root_key_it_says_which_file_it_misses(shut: Home) -> None:
    shut.root_key.parent.rename(shut.data.parent / "away")
    before = digest(shut)
    with pytest.raises(KeyUnavailableError, match="there is no root key at"):
        await shut.open()
    assert digest(shut) == before
    (shut.data.parent / "away").rename(shut.root_key.parent)
    assert await is_fine(shut)


async def test_with_another_houses_root_key_it_opens_nothing(shut: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other", shut.clock)
    await other.open()
    await other.leave()
    kept = shut.data.parent / "kept"
    shutil.move(shut.root_key.parent, kept)
    shutil.copytree(other.root_key.parent, shut.root_key.parent)
    before = digest(shut)
    with pytest.raises(KeyUnavailableError):
        await shut.open()
    assert digest(shut) == before
    shutil.rmtree(shut.root_key.parent)
    shutil.move(kept, shut.root_key.parent)
    assert await is_fine(shut)


async def test_a_damaged_file_is_told_and_left_as_it_is(shut: Home) -> None:
    for name in ("vault.db", "keys.db"):
        file = shut.data / name
        whole = file.read_bytes()
        file.write_bytes(whole[:PAGE] + b"\xee" * (len(whole) - PAGE))
        before = digest(shut)
        with pytest.raises(StorageError, match="is damaged"):
            await use(shut)
        assert digest(shut) == before
        file.write_bytes(whole)
    assert await is_fine(shut)


async def use(home: Home) -> None:
    """Open it and look at everything that is kept."""
    house = await home.open()
    try:
        tables = ("item", "folder", "journal", "subject", "name", "consent")
        for table in tables:
            house.database.read.all(f"SELECT * FROM {table} NOT INDEXED")  # noqa: S608 - our own names
    finally:
        home.cut_power()


@contextmanager
def nobody(path: Path) -> Generator[None]:
    """Do as somebody who may read this and write nothing."""
    for found in (path, *path.rglob("*")):
        found.chmod(0o555 if found.is_dir() else 0o444)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        for found in (path, *path.rglob("*")):
            found.chmod(0o700 if found.is_dir() else 0o600)


async def test_a_folder_that_may_not_be_written_is_told(shut: Home) -> None:
    place = Path("/tmp") / f"bailee-read-only-{os.getpid()}"  # noqa: S108 - nobody else may enter the tests' own
    shutil.copytree(shut.data.parent, place)
    try:
        with nobody(place), pytest.raises(FolderError, match="cannot be written"):
            await Home(place, shut.clock).open()
    finally:
        shutil.rmtree(place)
    assert await is_fine(shut)


async def test_a_wrong_policy_starts_nothing_and_harms_nothing(shut: Home) -> None:
    right = (shut.data / "policy.toml").read_text()
    with pytest.raises(PolicyError):
        await shut.open(policy=right.replace("keep_days = 30", "keep_days = 'long'"))
    (shut.data / "policy.toml").write_text(right)
    assert await is_fine(shut)


async def test_a_disk_that_is_full_at_the_end_leaves_the_folder_free(
    home: Home, ada: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("the disk is full")

    await fill(ada, cards(30))
    await ada.cloud.folders()
    await ada.cloud.entries((await ada.cloud.folders())[0].id)
    monkeypatch.setattr(evidence, "append", full)
    with pytest.raises(StorageError):
        await home.leave()
    monkeypatch.undo()
    assert await is_fine(home)


async def test_a_copy_never_takes_the_place_of_what_is_open(home: Home, ada: Resident) -> None:
    (home.data.parent / "by-another-name").symlink_to(home.data)
    for name in (
        home.data,
        home.data / ".." / home.data.name,
        home.data.parent / "by-another-name",
    ):
        with pytest.raises(FolderError, match="is the data folder itself"):
            await back_up(ada.house, to=str(name))
    await fill(ada, cards(30))
    await home.leave()
    assert await is_fine(home)
