"""A house writes to the addresses that its members confirmed."""

from __future__ import annotations

from bailee.terms import State
from tests.homes import Home, Resident
from tests.letters import code_for

MAIL = "ada@family.example"


async def test_a_notice_goes_to_the_address_whose_code_was_typed(home: Home, ada: Resident) -> None:
    ticket = await ada.house.addresses.ask(ada.session, MAIL, language="en")
    await ada.house.notices.tell(ada.subject, "security.signed-in")
    await ada.house.notices.deliver()
    assert [letter.subject for letter in home.post.to(MAIL)] == ["Your code"]
    code = code_for(home.post, MAIL)
    await ada.house.addresses.confirm(ada.session, ticket, code, origin="https://c.example")
    await ada.house.notices.tell(ada.subject, "security.device-added", device="phone")
    await ada.house.notices.deliver()
    assert [letter.subject for letter in home.post.to(MAIL)] == ["Your code", "A device was added"]


async def test_the_address_before_hears_of_it_as_well(home: Home, ada: Resident) -> None:
    for address in (MAIL, "thief@elsewhere.example"):
        ticket = await ada.house.addresses.ask(ada.session, address, language="en")
        code = code_for(home.post, address)
        await ada.house.addresses.confirm(ada.session, ticket, code, origin="https://c.example")
    await ada.house.notices.tell(ada.subject, "security.signed-in")
    await ada.house.notices.deliver()
    assert home.post.to(MAIL)[-1].subject == "A new sign-in to your account"
    assert home.post.to("thief@elsewhere.example")[-1].subject == "A new sign-in to your account"


async def test_a_frozen_account_is_written_to_when_it_concerns_its_safety(
    home: Home, ada: Resident
) -> None:
    ticket = await ada.house.addresses.ask(ada.session, MAIL, language="en")
    code = code_for(home.post, MAIL)
    await ada.house.addresses.confirm(ada.session, ticket, code, origin="https://c.example")
    await ada.house.vault.set_state(ada.subject, State.RESTRICTED, actor=ada.session.actor)
    assert await ada.house.notices.tell(ada.subject, "account.account-suspended")
    assert await ada.house.notices.deliver() == 1
    assert home.post.to(MAIL)[-1].subject == "Your account is suspended"


async def test_a_change_of_address_is_told_once_to_each(home: Home, ada: Resident) -> None:
    house, new = ada.house, "ada@new.example"
    for address in (MAIL, new):
        ticket = await house.addresses.ask(ada.session, address, language="en")
        code = code_for(home.post, address)
        await house.addresses.confirm(ada.session, ticket, code, origin="https://c.example")
    await house.notices.deliver()
    changed = ["Your code", "Your address was changed"]
    assert [letter.subject for letter in home.post.to(MAIL)] == changed
    assert [letter.subject for letter in home.post.to(new)] == [
        "Your code",
        "An address of your account was changed",
    ]
