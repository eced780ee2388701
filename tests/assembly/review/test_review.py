"""A review says what protects the data, what does not, and what to do about it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bailee.assembly import House
from bailee.assembly.operator import back_up, review_house
from bailee.assembly.review import is_due
from bailee.rights.roles import Role
from bailee.storage import evidence
from tests.cast import Clock
from tests.homes import Resident


async def found(house: House, about: str) -> tuple[str, str]:
    """How one thing stands, and what to do."""
    answer = await review_house(house)
    [one] = [one for one in answer["findings"] if one["about"] == about]
    return one["level"], one["do"]


@pytest.mark.keeps("security.review")
async def test_a_house_in_order_needs_nothing(ada: Resident, tmp_path: Path) -> None:
    house = ada.house
    await house.desk.roles.give(Role.OFFICER, to=ada.subject)
    await back_up(house, to=str(tmp_path / "copies"))
    await house.vault.expire()
    levels = {one["about"]: one["level"] for one in (await review_house(house))["findings"]}
    assert {about for about, level in levels.items() if level == "must"} == set()
    assert levels["officer"] == levels["backup"] == levels["journal"] == "good"


@pytest.mark.keeps("security.review")
async def test_what_others_may_read_is_named_with_the_cure(house: House) -> None:
    house.folder.policy.chmod(0o644)
    level, cure = await found(house, "files")
    assert level == "must"
    assert cure == f"chmod -R go= {house.folder.path}"
    await asyncio.to_thread(Path(house.root.describe()).chmod, 0o640)
    assert (await found(house, "root key"))[0] == "must"


@pytest.mark.keeps("security.review")
async def test_a_backup_grows_old(house: House, tmp_path: Path, clock: Clock) -> None:
    assert await found(house, "backup") == ("must", "bailee back-up DIR")
    await back_up(house, to=str(tmp_path / "copies"))
    assert (await found(house, "backup"))[0] == "good"
    clock.pass_days(10)
    assert (await found(house, "backup"))[0] == "look"
    clock.pass_days(30)
    assert (await found(house, "backup"))[0] == "must"


@pytest.mark.keeps("security.review")
async def test_a_line_that_was_rewritten_is_found(ada: Resident) -> None:
    house = ada.house
    await house.vault.settle()
    sql = "UPDATE journal SET entry = CAST(replace(entry, 'admit', 'adorn') AS BLOB) WHERE id = 1"
    await house.database.submit(lambda tx: tx.run(sql))
    assert (await found(house, "journal"))[0] == "must"


async def test_what_is_due_and_stays_is_found(house: House, clock: Clock) -> None:
    await house.vault.expire()
    assert (await found(house, "endings"))[0] == "good"
    clock.pass_days(2)
    assert (await found(house, "endings"))[0] == "must"


async def test_a_policy_file_that_is_not_in_force_is_found(house: House) -> None:
    assert (await found(house, "policy"))[0] == "good"
    house.folder.policy.write_text("name = 'other'\n")
    assert (await found(house, "policy"))[0] == "look"


@pytest.mark.keeps("security.review")
async def test_the_report_carries_its_date_and_the_next_is_due_in_its_time(
    house: House, clock: Clock
) -> None:
    assert is_due(house)
    answer = await review_house(house)
    assert Path(answer["file"]).name == "2026-01-01.txt"
    report = await asyncio.to_thread(Path(answer["file"]).read_text)
    assert "Review of 2026-01-01" in report
    assert not is_due(house)
    assert evidence.fact(house.database.read, "reviewed-at") == str(clock.now())
    clock.pass_days(91)
    assert is_due(house)
