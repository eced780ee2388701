"""What a guardian may do for a child, what a child may do alone, and turning fourteen."""

from __future__ import annotations

import pytest

from bailee.rights.guardians import MonthError
from bailee.rights.guardians.age import Month, is_under
from bailee.terms import (
    ACCESS,
    BAILEE,
    SERVICE_PURPOSE,
    Actor,
    Agreement,
    Category,
    NotFoundError,
    Operation,
    Purpose,
    Refused,
    State,
    SubjectId,
)
from tests.cast import DAY, EVE, NOON, Clock
from tests.homes import Resident, held, put
from tests.policy.files import CONTACTS, SYNC
from tests.rights.guardians.family import SYNCING, Hearth

RIGHTS = "children.guardian_rights"
MONTHS_UNTIL_FOURTEEN = 18 * 31
"""Days from the beginning until July 2027 has begun, and some."""


def consents(hearth: Hearth, of: SubjectId) -> frozenset[Agreement]:
    """What a subject's consents are now."""
    return hearth.house.vault.standing(of).consents


@pytest.mark.keeps(RIGHTS)
async def test_a_guardian_sees_the_child_and_nobody_elses(
    hearth: Hearth, ada: Resident, ben: Resident
) -> None:
    dot = await hearth.has_dot(ben)
    wards = await hearth.family.wards(ben.subject)
    assert [(ward.subject, ward.handle) for ward in wards] == [(dot, "dot")]
    assert await hearth.family.wards(ada.subject) == []
    with pytest.raises(NotFoundError):
        await hearth.family.ward(ada.subject, dot)


@pytest.mark.keeps(RIGHTS)
async def test_a_guardian_withdraws_and_agrees_on_the_childs_behalf(
    hearth: Hearth, ben: Resident
) -> None:
    dot = await hearth.has_dot(ben)
    await hearth.family.turn(ben.subject, dot, SYNCING, given=False)
    assert consents(hearth, dot) == frozenset()
    await hearth.family.turn(ben.subject, dot, SYNCING, given=True)
    assert consents(hearth, dot) == {SYNCING}
    lines = hearth.house.vault.lines(dot)
    assert {(line.did, line.actor) for line in lines} >= {
        ("withdraw", f"member:{ben.subject}"),
        ("consent", f"member:{ben.subject}"),
        ("guardian", f"member:{ben.subject}"),
    }


@pytest.mark.keeps(RIGHTS)
async def test_a_guardian_erases_a_part_or_all_of_it(hearth: Hearth, ben: Resident) -> None:
    dot = await hearth.has_dot(ben)
    await put(hearth.house.vault, "emil", "BEGIN:VCARD", of=dot)
    receipt = await hearth.family.erase(ben.subject, dot, CONTACTS)
    assert receipt.erased == {CONTACTS: 1}
    assert consents(hearth, dot) == frozenset()
    await hearth.family.erase(ben.subject, dot)
    assert hearth.state(dot) is None
    assert await hearth.family.wards(ben.subject) == []


@pytest.mark.keeps(RIGHTS)
async def test_a_guardian_reads_nothing_of_the_childs(hearth: Hearth, ben: Resident) -> None:
    dot = await hearth.has_dot(ben)
    await put(hearth.house.vault, "emil", "BEGIN:VCARD", of=dot)
    for purpose in (SYNC, ACCESS, SERVICE_PURPOSE, Purpose("approval")):
        holding = held(
            hearth.house.vault, CONTACTS, of=dot, actor=ben.session.actor, purpose=purpose
        )
        for operation in set(Operation) - {Operation.ERASE, Operation.DELETE}:
            with pytest.raises(Refused):
                holding.decide(operation)


@pytest.mark.keeps(RIGHTS)
async def test_nobody_else_has_a_guardians_power(
    hearth: Hearth, ada: Resident, ben: Resident
) -> None:
    dot = await hearth.has_dot(ben)
    with pytest.raises(Refused, match="somebody else"):
        await hearth.family.erase(ada.subject, dot)
    for given in (True, False):
        with pytest.raises(Refused, match="somebody else"):
            await hearth.family.turn(ada.subject, dot, SYNCING, given=given)
    with pytest.raises(Refused, match="nobody waits"):
        await hearth.house.vault.guardians.appoint(dot, ada.subject)


@pytest.mark.keeps("children.approval")
async def test_a_child_withdraws_alone_and_agrees_to_nothing_alone(
    hearth: Hearth, ben: Resident
) -> None:
    dot = await hearth.has_dot(ben)
    vault, herself = hearth.house.vault, Actor(f"member:{dot}")
    await vault.consent(dot, SYNCING, given=False, actor=herself)
    for actor in (herself, BAILEE):
        with pytest.raises(Refused, match="a guardian has to agree"):
            await vault.consent(dot, SYNCING, given=True, actor=actor)
    assert consents(hearth, dot) == frozenset()


async def test_a_child_guards_nobody_and_not_herself(hearth: Hearth, ben: Resident) -> None:
    dot = await hearth.has_dot(ben)
    guardians = hearth.house.vault.guardians
    other = await guardians.admit()
    for who in (dot, other):
        with pytest.raises(Refused):
            await guardians.appoint(other, who)


async def test_a_frozen_member_cannot_become_a_guardian(hearth: Hearth, ben: Resident) -> None:
    await hearth.dot_asks()
    await hearth.house.vault.set_state(ben.subject, State.RESTRICTED, actor=BAILEE)
    with pytest.raises(Refused, match="needs an account that is open"):
        await hearth.ben_approves(ben)
    await hearth.house.vault.set_state(ben.subject, State.ACTIVE, actor=BAILEE)
    await hearth.ben_approves(ben)


@pytest.mark.keeps("use.permitted")
async def test_a_guardian_opens_what_waits_and_nothing_that_others_suspended(
    hearth: Hearth, ada: Resident, ben: Resident
) -> None:
    dot = await hearth.has_dot(ben)
    await hearth.house.states.restrict(dot, actor=EVE)
    for who in (ada, ben):
        with pytest.raises(NotFoundError):
            await hearth.approvals.open(dot, guardian=who.subject, name="ben", agreed=())
    assert hearth.state(dot) is State.RESTRICTED


async def test_a_child_whose_guardian_is_gone_waits_again(
    hearth: Hearth, ada: Resident, ben: Resident, clock: Clock
) -> None:
    dot = await hearth.has_dot(ben)
    await ben.house.erasure.erase(ben.subject, actor=ben.session.actor)
    assert hearth.house.vault.standing(dot).guardian is None
    await hearth.approvals.look_after()
    assert hearth.state(dot) is State.HELD
    clock.pass_days(14)
    await hearth.approvals.look_after()
    assert hearth.state(dot) is None
    assert hearth.state(ada.subject) is State.ACTIVE


@pytest.mark.keeps("children.approval")
async def test_who_is_old_enough_takes_over_though_the_guardian_is_gone(
    hearth: Hearth, ben: Resident, clock: Clock
) -> None:
    dot = await hearth.has_dot(ben)
    clock.pass_days(546)
    await ben.house.erasure.erase(ben.subject, actor=ben.session.actor)
    await hearth.approvals.look_after()
    assert hearth.state(dot) is State.HELD
    await hearth.family.accept(dot, agreed=[SYNCING])
    assert hearth.state(dot) is State.ACTIVE
    assert consents(hearth, dot) == {SYNCING}
    clock.pass_days(15)
    assert await hearth.approvals.look_after() == 0


@pytest.mark.keeps("children.approval")
async def test_a_crash_in_the_middle_of_taking_over_leaves_nobody_waiting_for_good(
    hearth: Hearth, ben: Resident, clock: Clock
) -> None:
    dot = await hearth.has_dot(ben)
    clock.pass_days(546)
    await ben.house.erasure.erase(ben.subject, actor=ben.session.actor)
    await hearth.approvals.look_after()
    await hearth.house.vault.guardians.end(dot, actor=Actor(f"member:{dot}"))
    assert hearth.state(dot) is State.HELD
    await hearth.approvals.look_after()
    assert hearth.state(dot) is State.ACTIVE
    assert consents(hearth, dot) == frozenset()
    assert await hearth.approvals.look_after() == 0


@pytest.mark.parametrize("own", [True, False])
async def test_nothing_is_taken_over_half_while_the_account_is_frozen(
    hearth: Hearth, ben: Resident, clock: Clock, *, own: bool
) -> None:
    dot = await hearth.has_dot(ben)
    clock.pass_days(546)
    await hearth.house.states.restrict(dot, actor=Actor(f"member:{dot}") if own else EVE)
    with pytest.raises(Refused, match="frozen"):
        await hearth.family.accept(dot, agreed=[SYNCING])
    standing = hearth.house.vault.standing(dot)
    assert standing.guardian == ben.subject
    assert standing.consents == {SYNCING}


def test_a_birthday_counts_once_its_month_is_over() -> None:
    born = Month(2013, 1)
    assert Month.at(NOON) == Month(2026, 1)
    assert is_under(13, born=born, now=NOON)
    assert not is_under(13, born=born, now=NOON + 31 * DAY)
    assert is_under(14, born=born, now=NOON + 31 * DAY)


@pytest.mark.parametrize("text", ["", "2013", "2013-00", "2013-13", "2026-02", "1890-01", "x"])
def test_what_is_no_month_of_birth_is_refused(text: str) -> None:
    with pytest.raises(MonthError):
        Month.read(text, now=NOON)


async def test_before_the_month_is_over_there_is_nothing_to_accept(
    hearth: Hearth, ben: Resident, clock: Clock
) -> None:
    dot = await hearth.has_dot(ben)
    clock.pass_days(540)  # the 25th of June 2027
    assert not await hearth.family.is_due(dot)
    with pytest.raises(NotFoundError):
        await hearth.family.accept(dot, agreed=())
    clock.pass_days(6)
    assert await hearth.family.is_due(dot)


@pytest.mark.keeps("children.approval", RIGHTS)
async def test_at_fourteen_the_child_takes_over_in_person(
    hearth: Hearth, ben: Resident, clock: Clock
) -> None:
    dot = await hearth.has_dot(ben)
    clock.pass_days(546)
    assert consents(hearth, dot) == {SYNCING}
    await hearth.family.accept(dot, agreed=[SYNCING])
    standing = hearth.house.vault.standing(dot)
    assert (standing.is_child, standing.guardian) == (False, None)
    assert standing.consents == {SYNCING}
    assert hearth.house.vault.consents(dot)[-1].at == clock.now()
    assert await hearth.family.relation(dot) is None
    told = {subject for subject, key in hearth.told.notices if key == "family.child-turned-of-age"}
    assert told == {dot, ben.subject}


@pytest.mark.keeps(RIGHTS)
async def test_no_link_of_his_undoes_what_she_took_over(
    hearth: Hearth, ben: Resident, clock: Clock
) -> None:
    dot = await hearth.dot_asks(born=Month(2011, 12))
    await hearth.ben_approves(ben)
    clock.pass_days(1)
    await hearth.approvals.look_after()
    ticket = hearth.ticket()
    await hearth.family.accept(dot, agreed=())
    with pytest.raises(NotFoundError):
        await hearth.approvals.refuse(ticket)
    assert hearth.state(dot) is State.ACTIVE


@pytest.mark.keeps(RIGHTS)
async def test_what_she_does_not_agree_to_ends_and_so_do_his_powers(
    hearth: Hearth, ben: Resident, clock: Clock
) -> None:
    dot = await hearth.has_dot(ben)
    clock.pass_days(546)
    await hearth.family.accept(dot, agreed=())
    assert consents(hearth, dot) == frozenset()
    assert await hearth.family.wards(ben.subject) == []
    with pytest.raises(Refused, match="somebody else"):
        await hearth.family.erase(ben.subject, dot)
    with pytest.raises(Refused, match="somebody else"):
        await hearth.family.turn(ben.subject, dot, SYNCING, given=True)
    kept = {one.category for one in await hearth.house.ledger.held(dot) if one.items}
    assert Category("child") not in kept
