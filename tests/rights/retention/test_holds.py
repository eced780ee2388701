"""A hold loses nothing, lets nothing else be kept, and says why."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bailee.assembly import House
from bailee.assembly.housekeeping import Housekeeping
from bailee.assembly.logs import Log
from bailee.policy import reasons
from bailee.rights.retention import OrderError
from bailee.terms import ItemId, NotFoundError, Refused, State
from tests.cast import Clock
from tests.clients.people import cards
from tests.homes import Home, Resident, move_in
from tests.policy.files import ACCOUNT, CONTACTS, CREDENTIALS, JOURNAL, SIGN_INS
from tests.rights.retention.holding import AUTHORITY, CITATION, KEEPING, OFFICER, hold, wanted
from tests.rights.taking import fill


@pytest.fixture
async def house(home: Home) -> AsyncIterator[House]:
    """A house whose policy says that something may have to be kept."""
    yield await home.open(policy=KEEPING)
    await home.leave()


def kept(resident: Resident) -> int:
    """How many contacts are on the disk, whoever may read them."""
    return resident.house.vault.totals(CONTACTS).items


@pytest.mark.keeps("access.must_keep")
async def test_what_is_held_is_read_and_added_to_and_not_erased_changed_or_removed(
    ada: Resident,
) -> None:
    await fill(ada, cards(3))
    order = await hold(ada)
    assert (order.people, order.categories) == (1, (CONTACTS,))
    with pytest.raises(Refused, match="has to be kept") as no:
        await ada.house.erasure.erase(ada.subject, actor=ada.session.actor, category=CONTACTS)
    assert no.value.refusal.clause == "access.must_keep"
    why = no.value.refusal.reason
    assert "aufbewahrt" in (
        reasons.in_language(why, language="de", named=lambda name, _: name) or ""
    )
    book = (await ada.cloud.folders())[0].id
    names = [entry.name for entry in await ada.cloud.entries(book)]
    with pytest.raises(Refused, match="has to be kept"):
        await ada.cloud.delete(book, names[0])
    with pytest.raises(Refused, match="has to be kept"):
        await ada.cloud.put(book, names[0], cards(5)[4].body)
    await ada.cloud.put(book, ItemId("new"), cards(5)[4].body)
    assert kept(ada) == 4


@pytest.mark.keeps("access.must_keep", "retain.destroy")
async def test_what_is_due_waits_for_its_hold_and_goes_when_it_ends(
    ada: Resident, clock: Clock
) -> None:
    await fill(ada, cards(3))
    await hold(ada, days=100)
    agreement = next(iter(ada.house.vault.standing(ada.subject).consents))
    await ada.house.vault.consent(ada.subject, agreement, given=False, actor=ada.session.actor)
    housekeeping = Housekeeping(ada.house, Log())
    clock.pass_days(99)
    await ada.house.desk.holds.look_after()
    await ada.house.vault.expire()
    assert kept(ada) == 3
    clock.pass_days(2)
    await housekeeping.expire()
    clock.pass_seconds(3700)
    await housekeeping.expire()
    assert kept(ada) == 0


@pytest.mark.keeps("access.must_keep")
async def test_an_erased_account_leaves_what_is_held_and_nothing_that_finds_it(
    ada: Resident, clock: Clock
) -> None:
    await fill(ada, cards(3))
    order = await hold(ada)
    receipt = await ada.house.erasure.erase(ada.subject, actor=ada.session.actor)
    assert (CONTACTS in receipt.erased, receipt.erased[ACCOUNT]) == (False, 1)
    assert receipt.withheld[CONTACTS].authority == AUTHORITY
    assert CITATION in receipt.withheld[CONTACTS].reason
    assert receipt.withheld[CONTACTS].until == order.until
    assert "claim is before the court" in receipt.note
    assert await ada.house.account.session(ada.token) is None
    assert await ada.house.devices.authenticate("ada", ada.phone.secret) is None
    with pytest.raises(Refused):
        await ada.cloud.folders()
    assert (await ada.house.account.add("ada")).subject != ada.subject
    clock.pass_days(101)
    assert await ada.house.desk.holds.look_after() == 1
    assert kept(ada) == 0
    assert not [name for who, name, _ in ada.house.ring.names() if who == ada.subject]
    with pytest.raises(NotFoundError):
        ada.house.vault.standing(ada.subject)


@pytest.mark.keeps("access.must_keep")
async def test_a_closed_account_goes_as_far_as_it_may(ada: Resident, clock: Clock) -> None:
    await fill(ada, cards(2))
    await hold(ada)
    await ada.house.states.close(ada.subject, actor=ada.session.actor)
    clock.pass_days(15)
    assert [set(one.withheld) for one in await ada.house.states.erase_due()] == [{CONTACTS}]
    assert (kept(ada), ada.house.vault.state_of(ada.subject).state) == (2, State.CLOSING)
    assert await ada.house.states.erase_due() == []


@pytest.mark.keeps("access.must_keep")
async def test_a_lifted_hold_ends_at_once_and_its_member_is_told_of_both(ada: Resident) -> None:
    await fill(ada, cards(1))
    order = await hold(ada)
    holds = ada.house.desk.holds
    assert holds.of(ada.subject)[CONTACTS].authority == AUTHORITY
    held = {one.category: one.withheld for one in await ada.house.ledger.held(ada.subject)}
    assert held[CONTACTS] == holds.of(ada.subject)[CONTACTS]
    with pytest.raises(OrderError):
        await holds.lift(order.number, reason=" ", officer=OFFICER)
    await holds.lift(order.number, reason="the claim is settled", officer=OFFICER)
    assert holds.all() == []
    await ada.house.erasure.erase(ada.subject, actor=ada.session.actor, category=CONTACTS)
    lines = await ada.house.ledger.lines(ada.subject)
    told = {(line.did, line.actor, line.reason) for line in lines}
    assert ("lift", f"staff:{OFFICER}", "the claim is settled") in told
    assert ("hold", f"staff:{OFFICER}", "a claim is before the court") in told


@pytest.mark.keeps("access.must_keep")
async def test_what_keeps_an_account_in_order_is_never_held(ada: Resident) -> None:
    assert CONTACTS in ada.house.desk.holds.can_be_held()
    assert not {ACCOUNT, CREDENTIALS, SIGN_INS, JOURNAL} & {*ada.house.desk.holds.can_be_held()}


@pytest.mark.keeps("access.must_keep")
async def test_nothing_is_held_where_the_policy_does_not_say_so(home: Home) -> None:
    await home.leave()
    house = await home.open(policy=KEEPING.partition('\n[promise."access.must_keep"]')[0])
    ada = await move_in(house, "ada")
    assert house.desk.holds.can_be_held() == []
    with pytest.raises(Refused, match="does not say"):
        await hold(ada)
    await home.leave()


@pytest.mark.parametrize(
    ("order", "error"),
    [
        (wanted("ada", days=-1), OrderError),
        (wanted("ada", days=4000), OrderError),
        (wanted("ada", reason=""), OrderError),
        (wanted(), OrderError),
        (wanted("ada", "nobody"), NotFoundError),
    ],
)
async def test_no_hold_without_an_end_a_reason_and_people(
    ada: Resident, order: object, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await ada.house.desk.holds.place(order, officer=OFFICER)  # type: ignore[arg-type]  # as given above
    assert ada.house.desk.holds.all() == []
