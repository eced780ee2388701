"""Freezing an account, closing it, changing one's mind; and what others may do to it."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing

import pytest

from bailee.assembly import House
from bailee.assembly.housekeeping import Housekeeping
from bailee.assembly.logs import Log
from bailee.rights.states import States
from bailee.services.account.addresses import Address, Kind
from bailee.terms import BAILEE, Actor, Agreement, NotFoundError, Refused, State
from tests.cast import BEN, DAY, EVE, NOON, Clock
from tests.homes import Home, Resident, move_in
from tests.policy.files import CONTACTS, HOME, SYNC

SWITCH = Agreement(SYNC, CONTACTS)
pytestmark = pytest.mark.keeps("account.undo")


def states(one: Resident) -> States:
    return one.house.states


async def test_closing_stops_everything_at_once_and_says_until_when(ada: Resident) -> None:
    await ada.cloud.folders()
    assert await states(ada).close(ada.subject, actor=ada.session.actor) is None
    now = states(ada).of(ada.subject)
    assert (now.state, now.is_own, now.since) == (State.CLOSING, True, NOON)
    assert now.ends_at == NOON + 14 * DAY
    with pytest.raises(Refused, match="this account is being closed"):
        await ada.cloud.folders()


async def test_whoever_changes_their_mind_has_everything_back(ada: Resident, clock: Clock) -> None:
    await ada.cloud.folders()
    await states(ada).close(ada.subject, actor=ada.session.actor)
    clock.pass_days(13)
    assert await states(ada).erase_due() == []
    await states(ada).resume(ada.subject, actor=ada.session.actor)
    clock.pass_days(100)
    assert await states(ada).erase_due() == []
    assert len(await ada.cloud.folders()) == 1
    assert await ada.house.devices.authenticate("ada", ada.phone.secret) is not None


async def test_when_the_days_are_over_everything_goes_with_a_receipt(
    ada: Resident, ben: Resident, clock: Clock
) -> None:
    await ada.cloud.folders()
    await states(ada).close(ada.subject, actor=ada.session.actor)
    clock.pass_days(14)
    [receipt] = await states(ada).erase_due()
    assert receipt.unreadable_at == clock.now()
    assert await states(ada).erase_due() == []
    with pytest.raises(NotFoundError):
        states(ada).of(ada.subject)
    assert ada.house.vault.subjects() == [ben.subject]


async def test_a_policy_without_days_erases_at_once(home: Home) -> None:
    house = await home.open(policy=HOME.replace("\ndays = 14", "\ndays = 0"))
    ada = await move_in(house, "ada")
    receipt = await house.states.close(ada.subject, actor=ada.session.actor)
    assert receipt is not None
    assert house.vault.subjects() == []
    await home.leave()


@pytest.mark.keeps("access.self", "use.permitted")
async def test_a_member_freezes_their_account_and_thaws_it(ada: Resident) -> None:
    await ada.cloud.folders()
    await states(ada).restrict(ada.subject, actor=ada.session.actor)
    with pytest.raises(Refused, match="frozen"):
        await ada.cloud.folders()
    await states(ada).resume(ada.subject, actor=ada.session.actor)
    assert len(await ada.cloud.folders()) == 1
    told = [line.did for line in await ada.house.ledger.lines(ada.subject) if "state" in line.did]
    assert told == ["state-active", "state-restricted"]


async def test_what_others_froze_its_member_reads_why_and_cannot_thaw(ada: Resident) -> None:
    await states(ada).restrict(ada.subject, actor=EVE, reason="A  letter\nfrom the bank")
    assert await states(ada).reason(ada.subject) == "A letter from the bank"
    line = (await ada.house.ledger.lines(ada.subject))[0]
    for turn in (states(ada).resume, states(ada).close):
        with pytest.raises(Refused):
            await turn(ada.subject, actor=ada.session.actor)
    refused = (await ada.house.ledger.lines(ada.subject))[0]
    assert (refused.did, refused.outcome, refused.by) == ("state-closing", "refuse", "member")
    assert line.reason == ""
    await states(ada).resume(ada.subject, actor=EVE)
    assert await states(ada).reason(ada.subject) == ""


@pytest.mark.keeps("access.self", "use.permitted")
async def test_nobody_thaws_what_a_member_froze_but_it_can_be_suspended(ada: Resident) -> None:
    await states(ada).restrict(ada.subject, actor=ada.session.actor)
    for actor in (EVE, BAILEE, Actor(f"member:{BEN}")):
        with pytest.raises(Refused, match="not your choice"):
            await states(ada).resume(ada.subject, actor=actor)
    await states(ada).restrict(ada.subject, actor=EVE, reason="a letter")
    assert not states(ada).of(ada.subject).is_own
    with pytest.raises(Refused, match="not your choice"):
        await states(ada).resume(ada.subject, actor=ada.session.actor)
    await states(ada).resume(ada.subject, actor=EVE)
    assert states(ada).of(ada.subject).state is State.ACTIVE


@pytest.mark.parametrize("state", [State.RESTRICTED, State.HELD, State.ACTIVE])
async def test_nobody_keeps_a_member_who_is_leaving(ada: Resident, state: State) -> None:
    await states(ada).close(ada.subject, actor=ada.session.actor)
    for actor in (EVE, BAILEE, Actor(f"member:{BEN}")):
        with pytest.raises(Refused, match="leaving"):
            await ada.house.vault.set_state(ada.subject, state, actor=actor)
    assert states(ada).of(ada.subject).state is State.CLOSING


async def test_whom_the_operator_removes_cannot_stay_but_leave_sooner(ada: Resident) -> None:
    await states(ada).close(ada.subject, actor=EVE, reason="the lease is over")
    with pytest.raises(Refused, match="not your choice"):
        await states(ada).resume(ada.subject, actor=ada.session.actor)
    assert await states(ada).reason(ada.subject) == "the lease is over"
    await ada.house.erasure.erase(ada.subject, actor=ada.session.actor)
    assert ada.house.vault.subjects() == []


async def test_of_two_who_turn_at_once_the_second_is_judged_by_what_the_first_did(
    ada: Resident,
) -> None:
    own = states(ada).close(ada.subject, actor=ada.session.actor)
    others = states(ada).restrict(ada.subject, actor=EVE)
    found = await asyncio.gather(own, others, return_exceptions=True)
    assert [type(one) for one in found] == [type(None), Refused]
    assert ada.house.vault.standing(ada.subject).state is State.CLOSING


@pytest.mark.keeps("use.permitted")
@pytest.mark.parametrize("state", [State.HELD, State.RESTRICTED, State.CLOSING])
async def test_a_choice_can_be_taken_back_in_every_state_and_made_in_one(
    ada: Resident, state: State
) -> None:
    await ada.house.vault.set_state(ada.subject, state, actor=BAILEE)
    consents = ada.house.consents
    await consents.withdraw(ada.subject, SWITCH, actor=ada.session.actor)
    with pytest.raises(Refused, match="this account"):
        await consents.give(ada.subject, SWITCH, actor=ada.session.actor)
    assert ada.house.vault.standing(ada.subject).consents == frozenset()


async def test_a_closing_binds_before_it_is_written(ada: Resident) -> None:
    closing = asyncio.ensure_future(states(ada).close(ada.subject, actor=ada.session.actor))
    await asyncio.sleep(0)
    with pytest.raises(Refused, match="this account is being closed"):
        await ada.cloud.folders()
    await closing
    assert isinstance(ada.house, House)


@pytest.mark.keeps("access.residual", "use.notices")
async def test_the_receipt_is_the_last_letter(ada: Resident, home: Home, clock: Clock) -> None:
    mail = Address(Kind.EMAIL, "ada@example.org", clock.now())
    await ada.house.addresses.keep(ada.subject, mail, actor=BAILEE)
    await states(ada).close(ada.subject, actor=ada.session.actor)
    await ada.house.notices.deliver()
    clock.pass_days(14)
    [receipt] = await states(ada).erase_due()
    closing, erased = home.post.to("ada@example.org")
    assert "Until: January 15, 2026" in closing.text
    assert receipt.id in erased.text
    assert receipt.note in erased.text
    assert "destroyed" in erased.text
    await ada.house.notices.deliver()
    assert len(home.post.letters) == 2


@pytest.mark.keeps("access.self")
async def test_what_others_do_is_told_on_the_site_with_its_reason(ada: Resident) -> None:
    await states(ada).restrict(ada.subject, actor=EVE, reason="a letter")
    await states(ada).resume(ada.subject, actor=EVE)
    await states(ada).restrict(ada.subject, actor=ada.session.actor)
    found = await ada.house.notices.all(ada.subject, actor=ada.session.actor)
    told = [
        (one.notice.key, one.notice.details)
        for one in found
        if one.notice.key.startswith("account.")
    ]
    assert told == [
        ("account.account-restored", {}),
        ("account.account-suspended", {"reason": "a letter"}),
    ]


async def test_a_house_keeps_house_whoever_is_frozen(ada: Resident, clock: Clock) -> None:
    addresses, mail = ada.house.addresses, Address(Kind.EMAIL, "ada@example.org")
    await addresses.keep(ada.subject, mail, actor=BAILEE)
    await addresses.remove(ada.session, Kind.EMAIL, origin="", language="en")
    await states(ada).restrict(ada.subject, actor=EVE, reason="a letter")
    clock.pass_days(4)
    for count in range(61):
        await Housekeeping(ada.house, Log()).tick(count)
    assert await addresses.reach(ada.subject) == ([], [])


def damage_everything(home: Home) -> None:
    """Lose whatever is sealed in the house."""
    with closing(sqlite3.connect(home.data / "vault.db")) as connection, connection:
        connection.execute("UPDATE item SET body = zeroblob(length(body))")


@pytest.mark.keeps("account.undo", "access.residual")
async def test_what_is_damaged_is_erased_and_holds_up_nobody_else(
    ada: Resident, ben: Resident, home: Home, clock: Clock
) -> None:
    addresses, mail = ada.house.addresses, Address(Kind.EMAIL, "ada@example.org")
    await addresses.keep(ada.subject, mail, actor=BAILEE)
    await addresses.remove(ada.session, Kind.EMAIL, origin="", language="en")
    for one in (ada, ben):
        await states(ada).close(one.subject, actor=one.session.actor)
    damage_everything(home)
    for _ in range(3):
        clock.pass_days(5)
        await Housekeeping(ada.house, Log()).tick(10)
    assert ada.house.vault.subjects() == []


async def test_who_reopens_while_others_are_erased_stays(
    ada: Resident, ben: Resident, clock: Clock
) -> None:
    for one in (ada, ben):
        await states(ada).close(one.subject, actor=one.session.actor)
    clock.pass_days(14)
    last = ada.house.vault.ending(State.CLOSING)[-1]
    erasing = asyncio.create_task(states(ada).erase_due())
    await asyncio.sleep(0)
    await states(ada).resume(last, actor=Actor(f"member:{last}"))
    assert len(await erasing) == 1
    assert ada.house.vault.subjects() == [last]
