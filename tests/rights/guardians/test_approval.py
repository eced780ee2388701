"""A child's account waits for its guardian, who is asked twice and can say no both times."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from bailee.assembly.members import list_members
from bailee.rights.guardians import Contact, ContactError
from bailee.rights.notices.post import PostError
from bailee.services.account import Profile
from bailee.terms import (
    BAILEE,
    SERVICE_PURPOSE,
    Actor,
    Category,
    ExistsError,
    NotFoundError,
    Refused,
    State,
)
from bailee.vault.records import Records
from tests.cast import Clock
from tests.homes import Home, Resident, damage
from tests.letters import sent_to
from tests.rights.guardians.family import BENS, SYNCING, TWELVE, Hearth

HOUR_S = 3600
APPROVAL = "children.approval"


@pytest.mark.keeps(APPROVAL)
async def test_a_childs_account_waits_and_holds_nothing_but_the_question(hearth: Hearth) -> None:
    dot = await hearth.dot_asks()
    assert hearth.state(dot) is State.HELD
    assert hearth.house.vault.categories_of(dot) == {"child"}
    held = {one.category: one.items for one in await hearth.house.ledger.held(dot) if one.items}
    assert held == {"child": 1}


@pytest.mark.keeps(APPROVAL)
async def test_a_waiting_account_takes_in_nothing(hearth: Hearth) -> None:
    dot = await hearth.dot_asks()
    for actor in (BAILEE, Actor(f"member:{dot}"), Actor("device:phone")):
        account = Records(
            hearth.house.vault,
            Category("account"),
            Profile,
            of=dot,
            purpose=SERVICE_PURPOSE,
            actor=actor,
        )
        with pytest.raises(Refused, match="waits for approval"):
            await account.put("profile", Profile("dot"))


async def test_the_guardian_is_asked_with_a_link_that_is_good_once(
    hearth: Hearth, ben: Resident
) -> None:
    dot = await hearth.dot_asks()
    asked = await hearth.approvals.question(hearth.ticket())
    assert asked is not None
    assert (asked.child, asked.handle) == (dot, "dot")
    ticket = hearth.ticket()
    await hearth.ben_approves(ben)
    assert await hearth.approvals.question(ticket) is None
    with pytest.raises(NotFoundError):
        await hearth.approvals.approve(ticket, guardian=ben.subject, name="ben", agreed=())


async def test_the_link_is_good_for_72_hours_and_another_can_be_asked_for(
    hearth: Hearth, ben: Resident, clock: Clock
) -> None:
    dot, first = await hearth.dot_asks(), hearth.ticket()
    clock.pass_seconds(72 * HOUR_S)
    assert await hearth.approvals.question(first) is None
    await hearth.approvals.ask_again(dot, Contact.read(BENS))
    assert await hearth.ben_approves(ben) == dot


@pytest.mark.keeps(APPROVAL)
@pytest.mark.parametrize("agreed", [(), (SYNCING,)])
async def test_the_account_opens_for_what_the_guardian_agrees_to_and_no_more(
    hearth: Hearth, ben: Resident, agreed: tuple[()]
) -> None:
    await hearth.dot_asks()
    dot = await hearth.ben_approves(ben, agreed=agreed)
    standing = hearth.house.vault.standing(dot)
    assert standing.consents == frozenset(agreed)
    assert (standing.state, standing.is_child) == (State.ACTIVE, True)
    assert standing.guardian == ben.subject


@pytest.mark.keeps(APPROVAL)
async def test_a_day_later_the_guardian_can_still_refuse_with_one_click(
    hearth: Hearth, ben: Resident, clock: Clock
) -> None:
    dot = await hearth.has_dot(ben)
    clock.pass_seconds(24 * HOUR_S - 1)
    await hearth.approvals.look_after()
    assert len(hearth.post.to(BENS)) == 1
    clock.pass_seconds(1)
    await hearth.approvals.look_after()
    await hearth.approvals.look_after()
    assert len(hearth.post.to(BENS)) == 2
    assert (ben.subject, "family.guardian-second-look") in hearth.told.notices
    await hearth.approvals.refuse(hearth.ticket())
    assert hearth.state(dot) is None


async def test_with_the_second_notice_the_guardians_address_is_forgotten(
    hearth: Hearth, ben: Resident, clock: Clock
) -> None:
    await hearth.has_dot(ben)
    clock.pass_days(1)
    await hearth.approvals.look_after()
    asked = await hearth.approvals.question(hearth.ticket())
    assert asked is not None
    assert asked.contact is None


async def test_a_second_notice_that_could_not_leave_is_tried_again(
    hearth: Hearth, ben: Resident, clock: Clock
) -> None:
    await hearth.has_dot(ben)
    clock.pass_days(1)
    hearth.post.down = True
    await hearth.approvals.look_after()
    hearth.post.down = False
    await hearth.approvals.look_after()
    assert len(hearth.post.to(BENS)) == 2


@pytest.mark.keeps(APPROVAL)
async def test_a_refusal_destroys_the_account_and_leaves_a_receipt(hearth: Hearth) -> None:
    dot = await hearth.dot_asks()
    receipt = await hearth.approvals.refuse(hearth.ticket())
    assert hearth.state(dot) is None
    assert hearth.house.vault.names.find("handle", "dot") is None
    assert receipt.id in sent_to(hearth.post, BENS)[-1]


@pytest.mark.keeps(APPROVAL)
async def test_fourteen_days_of_silence_destroy_it_too(hearth: Hearth, clock: Clock) -> None:
    dot = await hearth.dot_asks()
    clock.pass_seconds(14 * 24 * HOUR_S - 1)
    assert await hearth.approvals.look_after() == 0
    assert hearth.state(dot) is State.HELD
    clock.pass_seconds(1)
    assert await hearth.approvals.look_after() == 1
    assert hearth.state(dot) is None
    assert "Receipt" in sent_to(hearth.post, BENS)[-1]


async def test_an_approved_account_outlives_fourteen_days(
    hearth: Hearth, ben: Resident, clock: Clock
) -> None:
    dot = await hearth.has_dot(ben)
    clock.pass_days(15)
    assert await hearth.approvals.look_after() == 0
    assert hearth.state(dot) is State.ACTIVE


async def test_a_letter_that_does_not_leave_leaves_nothing_behind(hearth: Hearth) -> None:
    hearth.post.down = True
    with pytest.raises(PostError):
        await hearth.dot_asks()
    assert hearth.house.vault.subjects() == []
    assert hearth.house.vault.names.all("handle") == []


async def test_a_taken_name_is_refused_and_nothing_is_kept(hearth: Hearth, ben: Resident) -> None:
    with pytest.raises(ExistsError):
        await hearth.approvals.begin("ben", TWELVE, Contact.read(BENS), language="en")
    assert hearth.house.vault.subjects() == [ben.subject]
    assert hearth.post.letters == []


async def test_the_child_comes_back_with_name_and_code(hearth: Hearth) -> None:
    code = await hearth.approvals.begin("dot", TWELVE, Contact.read(BENS), language="en")
    assert await hearth.approvals.waiting("dot", code.upper().replace("-", " ")) is not None
    assert await hearth.approvals.waiting("dod", code) is None
    assert await hearth.approvals.waiting("dot", "") is None


async def test_a_guardian_by_text_message_is_asked_by_text_message(hearth: Hearth) -> None:
    number = "+491701234567"
    await hearth.approvals.begin("dot", TWELVE, Contact.read(number), language="de")
    assert "bittet um Zustimmung" in sent_to(hearth.post, number)[-1]
    assert await hearth.approvals.question(hearth.ticket(number)) is not None


@pytest.mark.parametrize("text", ["", "dad", "0170 1234567", "ben@", "x" * 999])
def test_who_cannot_be_reached_cannot_be_asked(text: str) -> None:
    with pytest.raises(ContactError):
        Contact.read(text)


@pytest.mark.keeps(APPROVAL)
async def test_a_damaged_question_is_destroyed_too_and_holds_up_nobody(
    hearth: Hearth, home: Home, clock: Clock
) -> None:
    dot = await hearth.dot_asks()
    with closing(sqlite3.connect(home.data / "vault.db")) as connection, connection:
        connection.execute("UPDATE item SET body = zeroblob(length(body))")
    clock.pass_days(14)
    assert await hearth.approvals.look_after() == 1
    assert hearth.state(dot) is None


@pytest.mark.keeps(APPROVAL)
async def test_a_damaged_record_keeps_no_other_guardian_from_the_second_look(
    hearth: Hearth, home: Home, ada: Resident, ben: Resident
) -> None:
    first = await hearth.has_dot(ben)
    await hearth.approvals.begin("dina", TWELVE, Contact.read("ada@example.org"), language="en")
    ticket = hearth.ticket("ada@example.org")
    await hearth.approvals.approve(ticket, guardian=ada.subject, name="ada", agreed=())
    damage(home.data, first)
    home.clock.pass_days(1)
    await hearth.approvals.look_after()
    told = {who for who, key in hearth.told.notices if key == "family.guardian-second-look"}
    assert told == {ada.subject}


async def test_whose_account_waits_is_listed_by_the_name_they_made_up(hearth: Hearth) -> None:
    dot = await hearth.dot_asks()
    assert await hearth.approvals.held() == [(dot, "dot")]
    listed = (await list_members(hearth.house))["members"]
    assert [(one["handle"], one["state"]) for one in listed] == [("dot", "held")]
