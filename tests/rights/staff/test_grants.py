"""Grants: nobody looks without one, nobody gives one to themselves, and each ends."""

from __future__ import annotations

import pytest

from bailee.rights.roles import Role, staff
from bailee.rights.staff import CONFIDENTIALITY, GrantError, Phase
from bailee.terms import Category, NotFoundError, Operation, Refused, State
from tests.cast import Clock
from tests.homes import held, withdraw
from tests.policy.files import CONTACTS, DEVICES, SYNC
from tests.rights.staff.granting import Hall

pytestmark = pytest.mark.keeps("security.staff")


async def test_a_role_alone_opens_nothing(hall: Hall) -> None:
    for one in (hall.ben, hall.cem):
        book = held(hall.house.vault, of=hall.ada.subject, actor=staff(one.subject))
        with pytest.raises(Refused, match="only with a grant"):
            await book.folders()


async def test_a_grant_stands_once_another_gave_it_and_secrecy_was_accepted(hall: Hall) -> None:
    number, grants = await hall.asked(), hall.house.desk.grants
    with pytest.raises(Refused):
        await hall.look(number)
    await grants.give(number, officer=hall.cem.subject)
    with pytest.raises(Refused):
        await hall.look(number)
    await grants.accept(number, by=hall.ben.subject, language="de")
    assert [item.text[:11] for item in (await hall.look(number)).items] == ["BEGIN:VCARD"]
    grant = await grants.one(number)
    assert grant.accepted == CONFIDENTIALITY["de"]
    assert grant.accepted_at == grants.now


async def test_a_grant_lets_look_and_touch_nothing(hall: Hall) -> None:
    await hall.standing()
    book = held(hall.house.vault, of=hall.ada.subject, actor=staff(hall.ben.subject))
    for operation in set(Operation) - {Operation.READ}:
        with pytest.raises(Refused):
            book.decide(operation)


async def test_a_grant_is_for_one_person_one_subject_one_purpose(hall: Hall) -> None:
    number, vault = await hall.standing(), hall.house.vault
    ada, ben, cem = (one.subject for one in (hall.ada, hall.ben, hall.cem))
    for of, by, purpose in ((ada, cem, SYNC), (cem, ben, SYNC), (ada, ben, "service")):
        with pytest.raises(Refused):
            held(vault, of=of, actor=staff(by), purpose=purpose).decide(Operation.READ)  # type: ignore[arg-type] # a purpose is a word
    with pytest.raises(NotFoundError):
        await hall.house.desk.looks.look(number, CONTACTS, by=cem)


async def test_it_ends_by_the_clock(hall: Hall, clock: Clock) -> None:
    number = await hall.standing(days=2)
    clock.pass_seconds(2 * 86_400 - 1)
    assert (await hall.look(number)).items
    clock.pass_seconds(1)
    with pytest.raises(Refused):
        await hall.look(number)
    assert (await hall.house.desk.grants.one(number)).phase(clock.now()) is Phase.OVER


async def test_what_was_taken_back_is_refused_by_the_next_read(hall: Hall) -> None:
    number = await hall.standing()
    book = held(hall.house.vault, of=hall.ada.subject, actor=staff(hall.ben.subject))
    shelf = book.shelf((await book.folders())[0].id)
    assert await shelf.entries()
    await hall.house.desk.grants.end(number, officer=hall.cem.subject)
    with pytest.raises(Refused):
        await shelf.entries()
    assert (await hall.house.desk.grants.one(number)).phase(0) is Phase.REVOKED


async def test_nobody_gives_a_grant_to_themselves(hall: Hall) -> None:
    number = await hall.asked(by=hall.cem.subject)
    with pytest.raises(Refused, match="themselves"):
        await hall.house.desk.grants.give(number, officer=hall.cem.subject)
    with pytest.raises(Refused, match="an officer gives"):
        await hall.house.desk.grants.give(number, officer=hall.ben.subject)


async def test_a_grant_is_for_what_the_policy_lets_staff_see(hall: Hall) -> None:
    grants = hall.house.desk.grants
    assert grants.offered() == {SYNC: [CONTACTS]}
    for categories, days in (([DEVICES], 1), ([], 1), ([CONTACTS], 15), ([CONTACTS], 0)):
        with pytest.raises(GrantError):
            await grants.ask(
                hall.ben.subject,
                about="ada",
                reference="T-17",
                reason="why",
                categories=categories,
                purpose=SYNC,
                days=days,
            )


async def test_without_the_role_the_grant_opens_nothing_more(hall: Hall) -> None:
    number = await hall.standing()
    await hall.house.desk.roles.take(Role.STAFF, of=hall.ben.subject)
    with pytest.raises(Refused):
        await hall.look(number)


async def test_a_frozen_account_and_a_withdrawn_consent_close_it_too(hall: Hall) -> None:
    number, states, member = await hall.standing(), hall.house.states, hall.ada.session
    await states.restrict(hall.ada.subject, actor=member.actor)
    with pytest.raises(Refused):
        await hall.look(number)
    await states.resume(hall.ada.subject, actor=member.actor)
    assert hall.house.states.of(hall.ada.subject).state is State.ACTIVE
    assert (await hall.look(number)).items
    await withdraw(hall.house.vault, of=hall.ada.subject)
    with pytest.raises(Refused):
        await hall.look(number)


async def test_a_grant_goes_with_its_subject(hall: Hall) -> None:
    await hall.standing()
    await hall.house.erasure.erase(hall.ada.subject, actor=hall.ada.session.actor)
    assert hall.house.vault.grants.all() == []
    assert await hall.house.desk.grants.all() == {}


async def test_who_is_let_go_may_look_at_nothing_any_more(hall: Hall) -> None:
    number = await hall.standing()
    assert await hall.house.desk.grants.end_all_of(hall.ben.subject) == 1
    with pytest.raises(Refused):
        await hall.look(number)
    assert Category("contacts") in (await hall.house.desk.grants.one(number)).categories
