"""The law of restoring: an older copy of the data brings nobody and nothing back."""

from __future__ import annotations

import shutil

import pytest

from bailee.assembly.folder import FolderError
from bailee.assembly.operator import ask
from bailee.rights.guardians import Contact, Month
from bailee.services.account import HandleError
from bailee.terms import Agreement, ItemId, Refused
from tests.cast import DAY, Clock
from tests.clients.people import cards
from tests.homes import PASSWORD, Home, Resident, move_in
from tests.letters import link_for
from tests.policy.files import CONTACTS, SYNC


async def fill(resident: Resident) -> None:
    """A phone brings some cards in."""
    [book] = await resident.cloud.folders()
    for card in cards(5):
        await resident.cloud.put(book.id, ItemId(card.name), card.body)


async def restore(home: Home) -> None:
    """Stop, and put the older copy of the data in the place of the newer."""
    await home.leave()
    shutil.move(home.data / "older.db", home.data / "vault.db")


@pytest.mark.keeps("access.residual")
async def test_an_erased_category_is_empty_and_off_after_a_restore(home: Home) -> None:
    house = await home.open()
    ada = await move_in(house, "ada")
    await fill(ada)
    house.database.copy_to(home.data / "older.db")
    await house.erasure.erase(ada.subject, actor=ada.session.actor, category=CONTACTS)
    await restore(home)
    house = await home.open()
    [contacts] = [h for h in await house.ledger.held(ada.subject) if h.category == CONTACTS]
    choices = await house.consents.choices(ada.subject)
    sync = next(choice for choice in choices if choice.category == CONTACTS)
    assert (contacts.items, sync.given) == (0, False)
    wish = Agreement(sync.purpose, sync.category)
    await house.consents.give(ada.subject, wish, actor=ada.session.actor)
    [book] = await Resident(house, ada.member, "", ada.session, ada.phone).cloud.folders()
    assert book.items == 0
    await home.leave()


@pytest.mark.keeps("use.permitted", "cloud.withdraw")
async def test_a_withdrawn_consent_stays_withdrawn_after_a_restore(
    home: Home, clock: Clock
) -> None:
    house = await home.open()
    ada, ben = await move_in(house, "ada"), await move_in(house, "ben")
    await fill(ada)
    house.database.copy_to(home.data / "older.db")
    sync = Agreement(SYNC, CONTACTS)
    await house.consents.withdraw(ada.subject, sync, actor=ada.session.actor)
    await house.consents.withdraw(ben.subject, sync, actor=ben.session.actor)
    await house.consents.give(ben.subject, sync, actor=ben.session.actor)
    withdrawn_at = clock.now()
    clock.pass_days(10)
    await restore(home)
    house = await home.open()
    assert house.vault.standing(ada.subject).consents == frozenset()
    assert house.vault.standing(ben.subject).consents == {sync}
    assert house.vault.lines(ada.subject)[0].did == "withdraw"
    assert house.vault.ends_at(ada.subject, CONTACTS) == withdrawn_at + 30 * DAY
    clock.pass_days(21)
    assert await house.vault.expire() == 5
    await home.leave()


async def test_a_consent_from_before_consents_had_keys_stays_given(home: Home) -> None:
    house = await home.open()
    ada = await move_in(house, "ada")
    for _, name, _ in house.ring.names():
        if name.startswith("consent/"):
            house.ring.shred(ada.subject, name)
    await house.database.submit(lambda tx: tx.run("DELETE FROM fact WHERE name = 'consents-keyed'"))
    home.cut_power()
    house = await home.open()
    assert house.vault.standing(ada.subject).consents == {Agreement(SYNC, CONTACTS)}
    await home.leave()


@pytest.mark.keeps("access.residual", "access.self")
async def test_an_erased_member_stays_unknown_after_a_restore(home: Home) -> None:
    house = await home.open()
    ada, ben = await move_in(house, "ada"), await move_in(house, "ben")
    await fill(ben)
    house.database.copy_to(home.data / "older.db")
    await house.erasure.erase(ada.subject, actor=ada.session.actor)
    await restore(home)
    house = await home.open()
    assert [profile.handle for _, profile in await house.account.members()] == ["ben"]
    assert (await house.account.add("ada", password=PASSWORD)).subject != ada.subject
    with pytest.raises(HandleError):
        await house.account.add("ben")
    await home.leave()


@pytest.mark.keeps("account.withdraw")
async def test_a_removed_device_stays_removed_after_a_restore(home: Home) -> None:
    house = await home.open()
    ada = await move_in(house, "ada")
    laptop = await house.devices.add(ada.session, "laptop", username="ada")
    house.database.copy_to(home.data / "older.db")
    await house.devices.remove(ada.session, laptop.id)
    await restore(home)
    house = await home.open()
    assert await house.devices.authenticate("ada", laptop.secret) is None
    assert await house.devices.authenticate("ada", ada.phone.secret) is not None
    await home.leave()


@pytest.mark.parametrize("lost", ["keys.db", "vault.db"])
async def test_half_a_house_is_not_opened(home: Home, lost: str) -> None:
    await home.open()
    await home.leave()
    (home.data / lost).unlink()
    with pytest.raises(FolderError, match=f"{lost} is missing beside"):
        await home.open()


def test_a_command_makes_no_house_where_there_is_none(home: Home) -> None:
    with pytest.raises(FolderError, match="there is no Bailee in"):
        ask(home.folder, "list_members")
    assert not home.data.exists()


@pytest.mark.keeps("children.guardian_rights", "access.residual")
async def test_no_older_copy_makes_a_child_of_whoever_took_over(home: Home, clock: Clock) -> None:
    house = await home.open()
    ben = await move_in(house, "ben")
    await house.approvals.begin(
        "dot", Month(2013, 6), Contact.read("ben@example.org"), language="en"
    )
    ticket = link_for(home.post, "ben@example.org").partition("ticket=")[2]
    dot = await house.approvals.approve(ticket, guardian=ben.subject, name="ben", agreed=())
    house.database.copy_to(home.data / "older.db")
    clock.pass_days(546)
    await house.family.accept(dot, agreed=())
    await restore(home)
    house = await home.open()
    standing = house.vault.standing(dot)
    assert (standing.is_child, standing.guardian) == (False, None)
    with pytest.raises(Refused):
        await house.family.erase(ben.subject, dot)
    await home.leave()
