"""A data folder is used by one Bailee at a time, and read by nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bailee.assembly import Folder, FolderError, House
from tests.homes import Home


async def test_a_second_house_in_one_folder_is_refused(house: House, home: Home) -> None:
    path = house.folder.path
    with pytest.raises(FolderError) as told:
        await home.open()
    assert str(told.value) == f"another Bailee uses {path}"
    assert told.value.hint == "stop it first, or name another folder"


async def test_the_first_one_goes_on_and_then_makes_room(home: Home) -> None:
    house = await home.open()
    with pytest.raises(FolderError):
        await home.open()
    await house.account.add("ada")
    assert home.folder.is_claimed()
    await home.leave()
    assert not home.folder.is_claimed()
    assert len((await home.open()).vault.subjects()) == 1
    await home.leave()


async def test_two_houses_in_two_folders_do_not_meet(home: Home, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Home(tmp_path / "other", home.clock)
    here, there = await home.open(), await other.open()
    await here.account.add("ada")
    assert there.vault.subjects() == []
    assert here.vault.tree.key != there.vault.tree.key
    for one in (home, other):
        await one.leave()


@pytest.mark.keeps("security.rest")
async def test_what_is_in_it_is_its_owners_alone(home: Home, tmp_path: Path) -> None:
    await home.open()
    await home.leave()
    found = [*home.data.rglob("*"), home.data, *home.root_key.parent.rglob("*")]
    assert [path for path in found if path.stat().st_mode & 0o077] == []
    assert not any("root.key" in path.name for path in home.data.rglob("*"))
    assert tmp_path in home.root_key.parents


def test_without_a_word_the_root_key_lies_elsewhere_by_the_folders_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    keys = list[Path]()
    for data in (None, tmp_path / "other"):
        folder = Folder(data).claim()
        keys.append(folder.root_key)
        assert folder.path not in folder.root_key.parents
        assert Folder(data).root_key == folder.root_key
        folder.release()
    assert len(set(keys)) == 2


def test_a_folder_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderError, match="file cannot be written: ") as told:
        Folder(tmp_path / "file").claim()
    assert "--data DIR" in told.value.hint
