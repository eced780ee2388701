"""The chapter on children, each promise in one sentence's story."""

from __future__ import annotations

import pytest

from bailee.assembly import House
from bailee.rights.guardians import Contact, Month
from bailee.rights.roles import Role
from bailee.services.account import Registration, Rules
from bailee.terms import Category, Refused, State, SubjectId
from tests.homes import Home, Resident, held, put
from tests.letters import link_for
from tests.policy.files import CONTACTS

BENS = "ben@example.org"


async def dot_asks(house: House) -> SubjectId:
    """Dot, who is twelve, asks for an account."""
    house.joining.rules = Rules(Registration.OPEN)
    code = await house.approvals.begin("dot", Month(2013, 6), Contact.read(BENS), language="en")
    asked = await house.approvals.waiting("dot", code)
    assert asked is not None
    return asked.child


async def ben_approves(house: House, home: Home, ben: Resident) -> SubjectId:
    """Ben approves sync."""
    ticket = link_for(home.post, BENS).partition("ticket=")[2]
    agreed = house.vault.policy.agreements
    return await house.approvals.approve(ticket, guardian=ben.subject, name="ben", agreed=agreed)


@pytest.mark.keeps("children.approval")
async def test_until_a_guardian_agrees_the_account_takes_nothing_in(
    house: House, home: Home, ben: Resident
) -> None:
    dot = await dot_asks(house)
    with pytest.raises(Refused, match="waits for approval"):
        await put(house.vault, "emil", "BEGIN:VCARD", of=dot)
    await ben_approves(house, home, ben)
    await put(house.vault, "emil", "BEGIN:VCARD", of=dot)


@pytest.mark.keeps("children.guardian_rights")
async def test_the_guardian_has_what_is_held_erased_and_cannot_read_it(
    house: House, home: Home, ben: Resident
) -> None:
    await dot_asks(house)
    dot = await ben_approves(house, home, ben)
    await put(house.vault, "emil", "BEGIN:VCARD", of=dot)
    bens = held(house.vault, CONTACTS, of=dot, actor=ben.session.actor)
    with pytest.raises(Refused, match="read nothing"):
        await bens.folders()
    receipt = await house.family.erase(ben.subject, dot, CONTACTS)
    assert receipt.erased == {CONTACTS: 1}


@pytest.mark.keeps("children.discovered")
async def test_a_report_freezes_and_the_officer_erases(
    house: House, ada: Resident, ben: Resident
) -> None:
    await house.desk.roles.give(Role.OFFICER, to=ben.subject)
    await house.desk.discovery.report("ada", "She is eleven.", network="::", by=ben.subject)
    assert house.vault.standing(ada.subject).state is State.RESTRICTED
    [case] = await house.desk.discovery.cases()
    await house.desk.discovery.confirm(case.number, officer=ben.subject)
    assert ada.subject not in house.vault.subjects()


@pytest.mark.keeps("children.no_disclosure")
async def test_of_a_child_with_every_consent_no_case_lets_anything_out(
    house: House, home: Home, ben: Resident
) -> None:
    await dot_asks(house)
    dot = await ben_approves(house, home, ben)
    policy, standing = house.vault.policy_of(dot), house.vault.standing(dot)
    for case in ("agency", "no-such", *policy.said.cases):
        decision = policy.decide_disclosure(
            case, categories=[Category("contacts")], evidence=["document"], standing=standing
        )
        assert decision.clause == "children.no_disclosure"
