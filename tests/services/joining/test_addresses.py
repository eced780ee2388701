"""Where members are reached: a code to the new address, a way back to the old."""

from __future__ import annotations

import pytest

from bailee.services.account.addresses import Address, AddressError, Addresses, Kind, read
from bailee.services.account.codes import GOOD_S, CodeError
from bailee.services.account.throttle import ThrottledError
from tests.cast import Clock
from tests.homes import Resident
from tests.letters import ORIGIN, code_for, link_for, sent_to
from tests.outbox import Outbox

ADAS, NEW, PHONE = "ada@example.org", "ada@new.example", "+491701234567"


@pytest.fixture
def post() -> Outbox:
    """What is sent in this story."""
    return Outbox()


@pytest.fixture
def addresses(ada: Resident, post: Outbox) -> Addresses:
    """The addresses of Ada's house."""
    return Addresses(ada.house.vault, post)


async def give(addresses: Addresses, post: Outbox, whose: Resident, text: str) -> Address:
    """Add an address, as its member does."""
    ticket = await addresses.ask(whose.session, text, language="en")
    code = code_for(post, read(text).value)
    return await addresses.confirm(whose.session, ticket, code, origin=ORIGIN)


async def values(addresses: Addresses, whose: Resident) -> list[str]:
    """The addresses that a member sees."""
    return [one.value for one in await addresses.of(whose.subject, actor=whose.session.actor)]


def ticket_in(link: str) -> str:
    return link.partition("ticket=")[2]


async def test_an_address_is_kept_once_its_code_is_typed(
    ada: Resident, addresses: Addresses, post: Outbox
) -> None:
    ticket = await addresses.ask(ada.session, ADAS, language="en")
    assert await values(addresses, ada) == []
    assert addresses.find(read(ADAS)) is None
    await addresses.confirm(ada.session, ticket, code_for(post, ADAS), origin=ORIGIN)
    assert await values(addresses, ada) == [ADAS]
    assert addresses.find(read("ADA@Example.ORG")) == ada.subject


async def test_mail_and_phone_stand_side_by_side(
    ada: Resident, addresses: Addresses, post: Outbox
) -> None:
    await give(addresses, post, ada, ADAS)
    await give(addresses, post, ada, "+49 170 / 1234567")
    assert await values(addresses, ada) == [ADAS, PHONE]
    assert addresses.find(read("0049 170 1234567")) == ada.subject


async def test_a_wrong_code_five_times_ends_the_right_one(
    ada: Resident, addresses: Addresses, post: Outbox
) -> None:
    ticket = await addresses.ask(ada.session, ADAS, language="en")
    right = code_for(post, ADAS)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _ in range(5):
        with pytest.raises(CodeError):
            await addresses.confirm(ada.session, ticket, wrong, origin=ORIGIN)
    with pytest.raises(CodeError):
        await addresses.confirm(ada.session, ticket, right, origin=ORIGIN)


async def test_a_code_is_good_for_a_quarter_of_an_hour_and_once(
    ada: Resident, addresses: Addresses, post: Outbox, clock: Clock
) -> None:
    ticket = await addresses.ask(ada.session, ADAS, language="en")
    clock.pass_seconds(GOOD_S)
    with pytest.raises(CodeError):
        await addresses.confirm(ada.session, ticket, code_for(post, ADAS), origin=ORIGIN)
    ticket = await addresses.ask(ada.session, ADAS, language="en")
    await addresses.confirm(ada.session, ticket, code_for(post, ADAS), origin=ORIGIN)
    with pytest.raises(CodeError):
        await addresses.confirm(ada.session, ticket, code_for(post, ADAS), origin=ORIGIN)


async def test_a_code_is_of_no_use_to_another_member(
    ada: Resident, ben: Resident, addresses: Addresses, post: Outbox
) -> None:
    ticket = await addresses.ask(ada.session, ADAS, language="en")
    with pytest.raises(CodeError):
        await addresses.confirm(ben.session, ticket, code_for(post, ADAS), origin=ORIGIN)


async def test_another_code_puts_the_one_before_out_of_use(
    ada: Resident, addresses: Addresses, post: Outbox, clock: Clock
) -> None:
    first = await addresses.ask(ada.session, ADAS, language="en")
    old = code_for(post, ADAS)
    clock.pass_seconds(30)
    ticket = await addresses.ask_again(ada.session, first)
    with pytest.raises(CodeError):
        await addresses.confirm(ada.session, first, old, origin=ORIGIN)
    await addresses.confirm(ada.session, ticket, code_for(post, ADAS), origin=ORIGIN)


async def test_nobody_is_made_to_get_letter_after_letter(
    ada: Resident, addresses: Addresses, post: Outbox, clock: Clock
) -> None:
    await addresses.ask(ada.session, ADAS, language="en")
    with pytest.raises(ThrottledError):
        await addresses.ask(ada.session, ADAS, language="en")
    for _ in range(4):
        clock.pass_seconds(30)
        await addresses.ask(ada.session, ADAS, language="en")
    clock.pass_seconds(30)
    with pytest.raises(ThrottledError):
        await addresses.ask(ada.session, ADAS, language="en")
    assert len(post.to(ADAS)) == 5


async def test_an_address_of_somebody_else_is_answered_alike_and_told_to_them(
    ada: Resident, ben: Resident, addresses: Addresses, post: Outbox, clock: Clock
) -> None:
    await give(addresses, post, ben, ADAS)
    clock.pass_seconds(30)
    ticket = await addresses.ask(ada.session, "ADA@example.org", language="en")
    assert addresses.asked(ada.session, ticket) == read("ADA@example.org")
    assert "belongs to an account already" in sent_to(post, "ADA@example.org")[-1]
    assert await values(addresses, ada) == []


async def test_a_change_writes_to_the_old_address_which_can_undo_it(
    ada: Resident, addresses: Addresses, post: Outbox, clock: Clock
) -> None:
    await give(addresses, post, ada, ADAS)
    await give(addresses, post, ada, NEW)
    assert await values(addresses, ada) == [NEW]
    ticket = ticket_in(link_for(post, ADAS))
    clock.pass_seconds(72 * 3600 - 1)
    await addresses.undo(ticket)
    assert await values(addresses, ada) == [ADAS]
    assert addresses.find(read(ADAS)) == ada.subject
    assert addresses.find(read(NEW)) is None
    assert await ada.house.account.session(ada.token) is None


async def test_after_72_hours_the_old_address_is_nobodys(
    ada: Resident, ben: Resident, addresses: Addresses, post: Outbox, clock: Clock
) -> None:
    await give(addresses, post, ada, ADAS)
    await give(addresses, post, ada, NEW)
    ticket = ticket_in(link_for(post, ADAS))
    clock.pass_seconds(72 * 3600)
    assert not addresses.can_undo(ticket)
    with pytest.raises(CodeError):
        await addresses.undo(ticket)
    await ada.house.vault.names.drop_stale()
    assert (await give(addresses, post, ben, ADAS)).value == ADAS


async def test_a_chain_of_changes_leads_back_to_where_it_began(
    ada: Resident, addresses: Addresses, post: Outbox, clock: Clock
) -> None:
    await give(addresses, post, ada, ADAS)
    for stranger in ("one@cem.example", "two@cem.example"):
        clock.pass_seconds(30)
        await give(addresses, post, ada, stranger)
    await addresses.undo(ticket_in(link_for(post, ADAS)))
    assert await values(addresses, ada) == [ADAS]
    with pytest.raises(CodeError):
        await addresses.undo(ticket_in(link_for(post, "one@cem.example")))
    assert await values(addresses, ada) == [ADAS]


async def test_for_72_hours_notices_reach_the_old_address_too(
    ada: Resident, addresses: Addresses, post: Outbox, clock: Clock
) -> None:
    await give(addresses, post, ada, ADAS)
    await give(addresses, post, ada, NEW)
    assert {one.value for one in await addresses.reach(ada.subject)} == {ADAS, NEW}
    clock.pass_seconds(72 * 3600)
    assert {one.value for one in await addresses.reach(ada.subject)} == {NEW}


async def test_an_address_that_is_taken_out_can_come_back(
    ada: Resident, addresses: Addresses, post: Outbox, clock: Clock
) -> None:
    await give(addresses, post, ada, ADAS)
    await addresses.remove(ada.session, Kind.EMAIL, origin=ORIGIN, language="de")
    assert addresses.find(read(ADAS)) is None
    assert "rückgängig" in sent_to(post, ADAS)[-1]
    clock.pass_seconds(30)
    await give(addresses, post, ada, ADAS)
    assert addresses.find(read(ADAS)) == ada.subject


async def test_two_who_add_one_address_at_once_do_not_both_get_it(
    ada: Resident, ben: Resident, addresses: Addresses, post: Outbox, clock: Clock
) -> None:
    adas = await addresses.ask(ada.session, ADAS, language="en")
    first = code_for(post, ADAS)
    clock.pass_seconds(30)
    bens = await addresses.ask(ben.session, ADAS, language="en")
    await addresses.confirm(ada.session, adas, first, origin=ORIGIN)
    with pytest.raises(AddressError):
        await addresses.confirm(ben.session, bens, code_for(post, ADAS), origin=ORIGIN)
    assert await values(addresses, ben) == []


async def test_erasing_the_account_frees_its_addresses(
    ada: Resident, ben: Resident, addresses: Addresses, post: Outbox, clock: Clock
) -> None:
    await give(addresses, post, ada, ADAS)
    await ada.house.erasure.erase(ada.subject, actor=ada.session.actor)
    assert addresses.find(read(ADAS)) is None
    clock.pass_seconds(30)
    await give(addresses, post, ben, ADAS)


@pytest.mark.parametrize("text", ["", "ada", "030 1234567", "a@b", "x" * 1000, "@"])
async def test_what_is_no_address_is_refused_in_words(
    ada: Resident, addresses: Addresses, text: str
) -> None:
    with pytest.raises(AddressError) as told:
        await addresses.ask(ada.session, text, language="en")
    assert "with the country" in told.value.hint
