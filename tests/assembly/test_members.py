"""What the operator does to members is theirs to read, and never more than the policy lets them."""

from __future__ import annotations

import pytest

from bailee.assembly.members import list_members, remove_member, restore_member, suspend_member
from bailee.terms import Refused, State
from tests.cast import DAY, NOON, Clock
from tests.homes import Resident

pytestmark = pytest.mark.keeps("account.undo")


@pytest.mark.keeps("security.evidence")
async def test_every_act_stands_in_the_members_ledger_with_its_reason(ada: Resident) -> None:
    await suspend_member(ada.house, handle="ADA ", reason="a letter")
    await restore_member(ada.house, handle="ada", reason="it was a mistake")
    await remove_member(ada.house, handle="ada", reason="moved out")
    lines = await ada.house.ledger.lines(ada.subject)
    told = [(one.did, one.actor, one.reason) for one in lines if one.did.startswith("state-")]
    assert told == [
        ("state-closing", "staff:operator", "moved out"),
        ("state-active", "staff:operator", "it was a mistake"),
        ("state-restricted", "staff:operator", "a letter"),
    ]


async def test_a_list_tells_when_a_device_came_by_and_the_ledger_that_it_was_told(
    ada: Resident, clock: Clock
) -> None:
    clock.pass_days(3)
    await ada.house.devices.authenticate("ada", ada.phone.secret)
    [member] = (await list_members(ada.house))["members"]
    assert (member["devices"], member["seen_at"]) == (1, NOON - NOON % DAY + 3 * DAY)
    line = (await ada.house.ledger.lines(ada.subject))[0]
    assert (line.did, line.purpose, line.by) == ("read", "safety", "bailee")


async def test_suspended_members_are_listed_too(ada: Resident, ben: Resident) -> None:
    await suspend_member(ada.house, handle="ada", reason="a letter")
    found = {one["handle"]: one["state"] for one in (await list_members(ada.house))["members"]}
    assert found == {"ada": "restricted", ben.member.handle: "active"}


async def test_who_is_leaving_by_their_own_choice_is_left_alone(ada: Resident) -> None:
    await ada.house.states.close(ada.subject, actor=ada.session.actor)
    for act in (suspend_member, remove_member):
        with pytest.raises(Refused):
            await act(ada.house, handle="ada", reason="stay")
    with pytest.raises(Refused, match="leaving"):
        await restore_member(ada.house, handle="ada")
    assert ada.house.states.of(ada.subject).state is State.CLOSING
