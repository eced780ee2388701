"""An account that turns out to be a child's: frozen at once, erased when that is certain."""

from __future__ import annotations

import pytest

from bailee.rights.guardians import Contact, Discovery
from bailee.rights.guardians.discovery import OftenError
from bailee.rights.roles import Role
from bailee.terms import NotFoundError, Refused, State
from tests.cast import Clock
from tests.homes import Resident
from tests.rights.guardians.family import Hearth

REASON = "She is in my daughter’s class."
ADAS = "ada@example.org"


@pytest.fixture
async def discovery(hearth: Hearth, ben: Resident) -> Discovery:
    """Where reports go; Ben is the officer."""
    await hearth.house.desk.roles.give(Role.OFFICER, to=ben.subject)
    return hearth.discovery


async def report(discovery: Discovery, by: Resident | None, handle: str = "ada") -> None:
    """Somebody reports that Ada is a child."""
    who = by.subject if by else None
    await discovery.report(handle, REASON, network="192.0.2.0/24", by=who)


@pytest.mark.keeps("children.discovered")
async def test_who_says_that_they_are_a_child_is_erased(
    hearth: Hearth, ada: Resident, discovery: Discovery
) -> None:
    receipt = await discovery.declare(ada.subject)
    assert hearth.state(ada.subject) is None
    assert receipt.erased


@pytest.mark.keeps("children.discovered")
async def test_a_members_report_freezes_at_once_and_erases_nothing(
    hearth: Hearth, ada: Resident, ben: Resident, discovery: Discovery
) -> None:
    await report(discovery, ben)
    assert hearth.state(ada.subject) is State.RESTRICTED
    case = (await discovery.cases())[0]
    assert (case.reason, case.is_frozen) == (REASON, True)
    assert ada.subject not in repr(case)
    assert "ada" not in repr(case)


@pytest.mark.keeps("children.discovered")
async def test_who_froze_their_own_account_does_not_thaw_it_before_the_officer_has_looked(
    hearth: Hearth, ada: Resident, ben: Resident, discovery: Discovery
) -> None:
    await hearth.house.states.restrict(ada.subject, actor=ada.session.actor)
    await report(discovery, ben)
    with pytest.raises(Refused, match="not your choice"):
        await hearth.house.states.resume(ada.subject, actor=ada.session.actor)


@pytest.mark.keeps("children.discovered")
async def test_a_strangers_report_waits_for_the_officer(
    hearth: Hearth, ada: Resident, ben: Resident, discovery: Discovery
) -> None:
    await report(discovery, None)
    assert hearth.state(ada.subject) is State.ACTIVE
    case = (await discovery.cases())[0]
    await discovery.freeze(case.number, officer=ben.subject)
    assert hearth.state(ada.subject) is State.RESTRICTED


@pytest.mark.keeps("children.discovered")
async def test_what_the_officer_confirms_is_erased(
    hearth: Hearth, ada: Resident, ben: Resident, discovery: Discovery
) -> None:
    await report(discovery, ben)
    case = (await discovery.cases())[0]
    await discovery.confirm(case.number, officer=ben.subject)
    assert hearth.state(ada.subject) is None
    assert await discovery.cases() == []


@pytest.mark.keeps("children.discovered")
async def test_what_the_officer_dismisses_opens_again_and_is_not_frozen_soon(
    hearth: Hearth, ada: Resident, ben: Resident, clock: Clock
) -> None:
    discovery = hearth.discovery
    await hearth.house.desk.roles.give(Role.OFFICER, to=ben.subject)
    await report(discovery, ben)
    await discovery.dismiss((await discovery.cases())[0].number, officer=ben.subject)
    assert hearth.state(ada.subject) is State.ACTIVE
    assert await discovery.report_on(ada.subject) is None
    clock.pass_days(1)
    await report(discovery, ben)
    assert hearth.state(ada.subject) is State.ACTIVE
    assert len(await discovery.cases()) == 1


@pytest.mark.keeps("children.discovered")
async def test_only_the_officer_decides(ada: Resident, ben: Resident, discovery: Discovery) -> None:
    await report(discovery, ben)
    case = (await discovery.cases())[0]
    for act in (discovery.confirm, discovery.dismiss, discovery.freeze):
        with pytest.raises(NotFoundError):
            await act(case.number, officer=ada.subject)
        with pytest.raises(NotFoundError):
            await act("no-such", officer=ben.subject)


async def test_a_member_reports_once_a_day(
    ada: Resident, ben: Resident, discovery: Discovery, clock: Clock
) -> None:
    assert ada.subject
    await report(discovery, ben)
    with pytest.raises(OftenError):
        await report(discovery, ben)
    clock.pass_days(1)
    await report(discovery, ben)
    assert len(await discovery.cases()) == 1


async def test_an_unknown_name_is_answered_alike(ben: Resident, discovery: Discovery) -> None:
    await report(discovery, ben, handle="nobody")
    assert await discovery.cases() == []


async def test_a_child_with_a_guardian_cannot_be_reported_away(
    hearth: Hearth, ada: Resident, ben: Resident, discovery: Discovery
) -> None:
    dot = await hearth.has_dot(ben)
    await report(discovery, ada, handle="dot")
    assert hearth.state(dot) is State.ACTIVE


async def test_without_an_officer_nobody_is_frozen(
    hearth: Hearth, ada: Resident, ben: Resident
) -> None:
    await report(hearth.discovery, ben)
    assert hearth.state(ada.subject) is State.ACTIVE


async def test_the_member_answers_and_the_officer_reads_it(
    ada: Resident, ben: Resident, discovery: Discovery
) -> None:
    await report(discovery, ben)
    await discovery.answer(ada.subject, "I was born in\n1990.")
    assert (await discovery.cases())[0].answer == "I was born in 1990."


@pytest.mark.keeps("children.discovered")
async def test_who_reads_the_accounts_mailbox_says_so_and_the_officer_decides(
    hearth: Hearth, ada: Resident, ben: Resident, discovery: Discovery
) -> None:
    await report(discovery, ben)
    await offer_proof(discovery, ben, "ada")
    with pytest.raises(NotFoundError):
        await discovery.prove(hearth.ticket(ADAS), guardian=ada.subject)
    await discovery.prove(hearth.ticket(ADAS), guardian=ben.subject)
    assert hearth.state(ada.subject) is State.RESTRICTED
    assert [case.is_proven for case in await discovery.cases()] == [True]
    with pytest.raises(NotFoundError):
        await discovery.prove(hearth.ticket(ADAS), guardian=ben.subject)


async def offer_proof(discovery: Discovery, by: Resident, handle: str) -> None:
    """A link goes to the account's own address."""
    contact = Contact.read(ADAS)
    await discovery.offer_proof(handle, guardian=by.subject, contact=contact, language="en")


@pytest.mark.keeps("children.discovered")
async def test_no_mailbox_says_anything_of_a_child_with_a_guardian_or_after_a_dismissal(
    hearth: Hearth, ada: Resident, ben: Resident, discovery: Discovery
) -> None:
    dot = await hearth.has_dot(ben)
    await report(discovery, ada, handle="dot")
    await offer_proof(discovery, ada, "dot")
    assert hearth.post.to(ADAS) == []
    await report(discovery, ben)
    await offer_proof(discovery, ben, "ada")
    await discovery.dismiss((await discovery.cases())[0].number, officer=ben.subject)
    with pytest.raises(NotFoundError):
        await discovery.prove(hearth.ticket(ADAS), guardian=ben.subject)
    assert {hearth.state(one) for one in (dot, ada.subject)} == {State.ACTIVE}
