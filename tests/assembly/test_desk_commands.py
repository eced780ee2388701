"""What the operator asks about the desk: holds, endings, staff, and the review."""

from __future__ import annotations

import pytest

from bailee.assembly.operator import COMMANDS
from bailee.terms import BaileeError
from tests.homes import Resident


@pytest.mark.keeps("security.staff")
async def test_staff_are_named_listed_and_let_go(ada: Resident) -> None:
    house = ada.house
    await COMMANDS["add_staff"](house, handle="ADA", officer=True)
    [one] = (await COMMANDS["list_staff"](house))["staff"]
    assert one["handle"] == "ada"
    await COMMANDS["remove_staff"](house, handle="ada")
    assert (await COMMANDS["list_staff"](house))["staff"] == []
    with pytest.raises(BaileeError, match="there is no member called nobody"):
        await COMMANDS["add_staff"](house, handle="nobody")


@pytest.mark.keeps("access.must_keep", "retain.destroy")
async def test_holds_and_endings_are_told_in_numbers(ada: Resident) -> None:
    assert (await COMMANDS["list_holds"](ada.house))["holds"] == []
    report = await COMMANDS["report_retention"](ada.house, days=30)
    assert (report["gone"], report["overdue"]) == ([], [])


@pytest.mark.keeps("security.review")
async def test_the_review_puts_what_must_be_done_first(ada: Resident) -> None:
    found = (await COMMANDS["review_house"](ada.house))["findings"]
    levels = [one["level"] for one in found]
    assert levels == sorted(levels, key=["must", "look", "good"].index)
    assert all(bool(one["do"]) is (one["level"] != "good") for one in found)
