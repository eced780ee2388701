"""Signing up: by the operator's rule, an age, an address, its code and a password."""

from __future__ import annotations

import pytest
from msgspec import Struct

from bailee.assembly import House
from bailee.rights.guardians import ContactError, Month
from bailee.services.account import (
    AddressError,
    ClosedError,
    CodeError,
    HandleError,
    InvitationError,
    Joining,
    PasswordError,
    Registration,
    Rules,
    ThrottledError,
)
from bailee.services.account.addresses import read
from bailee.services.account.joining.joining import SignUp
from bailee.terms import NotFoundError, State
from tests.cast import Clock
from tests.homes import PASSWORD, Home, Resident
from tests.letters import code_for, link_for, sent_to
from tests.outbox import Outbox

CEMS, BENS = "cem@example.org", "ben@example.org"
GROWN, TWELVE = Month(1990, 5), Month(2013, 6)
NETWORK = "192.0.2.0/24"
OPEN, INVITED = Rules(Registration.OPEN), Rules(Registration.INVITED, members_invite=True)


class Desk(Struct, frozen=True):
    """Where Cem signs up, and what is sent in this story."""

    house: House
    post: Outbox

    @property
    def joining(self) -> Joining:
        """The way in."""
        return self.house.joining

    async def cem_asks(self, address: str = CEMS, *, invitation: str = "") -> str:
        """Cem, grown up, gives a name and an address; the ticket."""
        age = self.joining.ages.answer(GROWN)
        wish = SignUp("cem", read(address), "Cem C.", invitation)
        return await self.joining.begin(wish, age=age.ticket, network=NETWORK)

    async def cem_joins(self, *, invitation: str = "") -> str:
        """And types the code that he was sent; his handle."""
        ticket = await self.cem_asks(invitation=invitation)
        made = await self.joining.confirm(ticket, code_for(self.post, CEMS), password=PASSWORD)
        return made.handle

    async def dot_asks(self, *, invitation: str = "") -> str:
        """Dot, twelve, gives a name and her father's address; her code."""
        age = self.joining.ages.answer(TWELVE)
        return await self.joining.ask_guardian(
            age, "Dot", BENS, invitation=invitation, network=NETWORK, language="en"
        )


@pytest.fixture
def desk(house: House, home: Home) -> Desk:
    """A house that everybody may join."""
    house.joining.rules = OPEN
    return Desk(house, home.post)


@pytest.mark.keeps("collect.account")
async def test_nothing_is_kept_before_the_code_is_typed(desk: Desk) -> None:
    ticket = await desk.cem_asks()
    assert desk.house.vault.subjects() == []
    assert desk.house.vault.names.all("handle") == []
    await desk.joining.confirm(ticket, code_for(desk.post, CEMS), password=PASSWORD)
    assert len(desk.house.vault.subjects()) == 1


@pytest.mark.keeps("collect.account")
async def test_whoever_types_the_code_is_a_member_and_can_be_reached(desk: Desk) -> None:
    assert await desk.cem_joins() == "cem"
    token = await desk.house.account.sign_in("cem", PASSWORD, network=NETWORK)
    session = await desk.house.account.session(token)
    assert session is not None
    assert (await desk.house.account.profile(session)).name == "Cem C."
    assert desk.house.addresses.find(read(CEMS)) == session.subject
    assert desk.house.vault.standing(session.subject).consents == frozenset()


async def test_an_address_that_has_an_account_is_answered_alike_and_told(
    desk: Desk, clock: Clock
) -> None:
    await desk.cem_joins()
    clock.pass_seconds(30)
    age = desk.joining.ages.answer(GROWN)
    wish = SignUp("dede", read("CEM@example.org"))
    ticket = await desk.joining.begin(wish, age=age.ticket, network=NETWORK)
    assert desk.joining.waiting(ticket) == wish
    assert "belongs to an account already" in sent_to(desk.post, "CEM@example.org")[-1]
    with pytest.raises(CodeError):
        await desk.joining.confirm(ticket, "000000", password=PASSWORD)


async def test_a_taken_name_is_told_before_anything_is_sent(desk: Desk, ada: Resident) -> None:
    age, wish = desk.joining.ages.answer(GROWN), SignUp(ada.member.handle, read(CEMS))
    with pytest.raises(HandleError):
        await desk.joining.begin(wish, age=age.ticket, network=NETWORK)
    assert desk.post.to(CEMS) == []


async def test_an_unfit_password_costs_no_code(desk: Desk) -> None:
    ticket = await desk.cem_asks()
    with pytest.raises(PasswordError):
        await desk.joining.confirm(ticket, code_for(desk.post, CEMS), password="short")
    await desk.joining.confirm(ticket, code_for(desk.post, CEMS), password=PASSWORD)


async def test_two_who_begin_alike_do_not_both_become_members(desk: Desk, clock: Clock) -> None:
    first = await desk.cem_asks()
    code = code_for(desk.post, CEMS)
    clock.pass_seconds(30)
    second = await desk.cem_asks()
    await desk.joining.confirm(first, code, password=PASSWORD)
    with pytest.raises((HandleError, AddressError)):
        await desk.joining.confirm(second, code_for(desk.post, CEMS), password=PASSWORD)
    assert len(desk.house.vault.subjects()) == 1


async def test_one_network_cannot_write_to_the_whole_world(desk: Desk) -> None:
    for number in range(20):
        await desk.cem_asks(f"cem{number}@example.org")
    with pytest.raises(ThrottledError):
        await desk.cem_asks("one-more@example.org")


@pytest.mark.parametrize("rules", [Rules(), INVITED])
async def test_without_the_operators_leave_nobody_joins(desk: Desk, rules: Rules) -> None:
    desk.joining.rules = rules
    with pytest.raises(ClosedError):
        await desk.cem_asks()
    with pytest.raises(ClosedError):
        await desk.dot_asks(invitation="made-up")
    assert desk.post.letters == []


async def test_an_invitation_is_good_once_and_for_seven_days(desk: Desk, clock: Clock) -> None:
    desk.joining.rules = INVITED
    invitation, late = [await desk.joining.invitations.make() for _ in range(2)]
    await desk.cem_joins(invitation=invitation)
    with pytest.raises(InvitationError):
        await desk.joining.invitations.use(invitation)
    clock.pass_days(7)
    with pytest.raises(ClosedError):
        await desk.joining.check(late)


async def test_a_sign_up_in_vain_does_not_use_the_invitation_up(
    desk: Desk, ada: Resident, clock: Clock
) -> None:
    desk.joining.rules = INVITED
    invitation = await desk.joining.invitations.make(by=ada.subject)
    ticket = await desk.cem_asks(invitation=invitation)
    await desk.house.account.add("cem")
    clock.pass_seconds(30)
    with pytest.raises(HandleError):
        await desk.joining.confirm(ticket, code_for(desk.post, CEMS), password=PASSWORD)
    assert desk.joining.invitations.is_good(invitation)


async def test_a_member_has_ten_invitations_at_most_and_they_end_with_the_account(
    desk: Desk, ada: Resident
) -> None:
    invitations = [await desk.joining.invitations.make(by=ada.subject) for _ in range(10)]
    assert len(desk.joining.invitations.of(ada.subject)) == 10
    with pytest.raises(InvitationError):
        await desk.joining.invitations.make(by=ada.subject)
    await desk.house.erasure.erase(ada.subject, actor=ada.session.actor)
    assert not any(desk.joining.invitations.is_good(one) for one in invitations)


@pytest.mark.keeps("children.approval")
async def test_a_child_cannot_go_back_and_be_older(desk: Desk, clock: Clock) -> None:
    first = desk.joining.ages.answer(TWELVE)
    again = desk.joining.ages.answer(GROWN, before=first.ticket)
    assert again == first
    with pytest.raises(CodeError):
        await desk.joining.begin(SignUp("dot", read(CEMS)), age=first.ticket, network=NETWORK)
    clock.pass_days(1)
    assert not desk.joining.ages.answer(GROWN, before=first.ticket).is_child


@pytest.mark.keeps("children.approval")
async def test_of_who_is_old_enough_the_month_is_not_kept(desk: Desk) -> None:
    assert desk.joining.ages.answer(GROWN).born is None


@pytest.mark.keeps("children.approval")
async def test_a_child_asks_waits_is_approved_and_comes_in(desk: Desk, ben: Resident) -> None:
    code = await desk.dot_asks()
    waiting = await desk.joining.waiting_child("DOT", code)
    assert waiting is not None
    assert waiting.state is State.HELD
    with pytest.raises(NotFoundError):
        await desk.joining.finish("dot", code, password=PASSWORD)
    ticket = link_for(desk.post, BENS).partition("ticket=")[2]
    await desk.house.approvals.approve(ticket, guardian=ben.subject, name="ben", agreed=())
    await desk.joining.finish("dot", code, password=PASSWORD)
    assert await desk.house.account.sign_in("dot", PASSWORD, network=NETWORK)
    assert await desk.joining.waiting_child("dot", code) is None


async def test_the_question_lets_a_guardian_open_an_account_where_one_is_invited(
    desk: Desk,
) -> None:
    desk.joining.rules = INVITED
    await desk.dot_asks(invitation=await desk.joining.invitations.make())
    ticket = link_for(desk.post, BENS).partition("ticket=")[2]
    assert await desk.cem_joins(invitation=ticket) == "cem"
    with pytest.raises(ClosedError):
        await desk.joining.check(ticket)
    assert await desk.house.approvals.question(ticket) is not None


async def test_another_link_to_a_guardian_lets_nobody_else_in(desk: Desk, clock: Clock) -> None:
    desk.joining.rules = INVITED
    code = await desk.dot_asks(invitation=await desk.joining.invitations.make())
    await desk.cem_joins(invitation=link_for(desk.post, BENS).partition("ticket=")[2])
    clock.pass_seconds(30)
    await desk.joining.ask_guardian_again("dot", code, BENS, network=NETWORK)
    with pytest.raises(ClosedError):
        await desk.joining.check(link_for(desk.post, BENS).partition("ticket=")[2])


async def test_a_child_asks_again_elsewhere(desk: Desk, clock: Clock) -> None:
    code = await desk.dot_asks()
    clock.pass_seconds(30)
    await desk.joining.ask_guardian_again("dot", code, "+491701234567", network=NETWORK)
    assert "asks you to approve" in sent_to(desk.post, "+491701234567")[-1]
    with pytest.raises(NotFoundError):
        await desk.joining.ask_guardian_again("dot", "wrong", BENS, network=NETWORK)


async def test_a_child_gives_somebody_who_can_be_reached(desk: Desk) -> None:
    age = desk.joining.ages.answer(TWELVE)
    with pytest.raises(ContactError):
        await desk.joining.ask_guardian(
            age, "dot", "dad", invitation="", network=NETWORK, language="en"
        )
    assert desk.house.vault.subjects() == []
