"""Where members are reached: a code to the new address, a way back to the old."""

from __future__ import annotations

import asyncio

import pytest
from msgspec import Struct

from bailee.assembly import House
from bailee.rights.notices.post import PostError
from bailee.services.account.addresses import Address, AddressError, Addresses, Kind, read
from bailee.services.account.addresses.kept import Kept, records
from bailee.services.account.codes import GOOD_S, CodeError
from bailee.services.account.throttle import ThrottledError
from tests.cast import Clock
from tests.homes import Home, Resident
from tests.letters import ORIGIN, code_for, link_for, sent_to
from tests.outbox import Outbox

ADAS, NEW, PHONE = "ada@example.org", "ada@new.example", "+491701234567"


class Desk(Struct, frozen=True):
    """The addresses of everybody's house, and what is sent in this story."""

    addresses: Addresses
    post: Outbox


@pytest.fixture
def desk(house: House, home: Home) -> Desk:
    """In the house of Ada and Ben."""
    return Desk(house.addresses, home.post)


async def give(desk: Desk, whose: Resident, text: str) -> Address:
    """Add an address, as its member does."""
    ticket = await desk.addresses.ask(whose.session, text, language="en")
    code = code_for(desk.post, read(text).value)
    return await desk.addresses.confirm(whose.session, ticket, code, origin=ORIGIN)


async def values(desk: Desk, whose: Resident) -> list[str]:
    """The addresses that a member sees."""
    return [one.value for one in await desk.addresses.of(whose.subject, actor=whose.session.actor)]


async def told_at(desk: Desk, whose: Resident) -> list[list[str]]:
    """Where somebody is told of things: the addresses of now, and those before."""
    return [[one.value for one in some] for some in await desk.addresses.reach(whose.subject)]


def ticket_in(link: str) -> str:
    return link.partition("ticket=")[2]


async def test_an_address_is_kept_once_its_code_is_typed(ada: Resident, desk: Desk) -> None:
    ticket = await desk.addresses.ask(ada.session, ADAS, language="en")
    assert await values(desk, ada) == []
    assert desk.addresses.find(read(ADAS)) is None
    await desk.addresses.confirm(ada.session, ticket, code_for(desk.post, ADAS), origin=ORIGIN)
    assert await values(desk, ada) == [ADAS]
    assert desk.addresses.find(read("ADA@Example.ORG")) == ada.subject


async def test_mail_and_phone_stand_side_by_side(ada: Resident, desk: Desk) -> None:
    await give(desk, ada, ADAS)
    await give(desk, ada, "+49 170 / 1234567")
    assert await values(desk, ada) == [ADAS, PHONE]
    assert desk.addresses.find(read("0049 170 1234567")) == ada.subject


async def test_a_wrong_code_five_times_ends_the_right_one(ada: Resident, desk: Desk) -> None:
    ticket = await desk.addresses.ask(ada.session, ADAS, language="en")
    right = code_for(desk.post, ADAS)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _ in range(5):
        with pytest.raises(CodeError):
            await desk.addresses.confirm(ada.session, ticket, wrong, origin=ORIGIN)
    with pytest.raises(CodeError):
        await desk.addresses.confirm(ada.session, ticket, right, origin=ORIGIN)


async def test_a_code_is_good_for_a_quarter_of_an_hour_and_once(
    ada: Resident, desk: Desk, clock: Clock
) -> None:
    ticket = await desk.addresses.ask(ada.session, ADAS, language="en")
    clock.pass_seconds(GOOD_S)
    with pytest.raises(CodeError):
        await desk.addresses.confirm(ada.session, ticket, code_for(desk.post, ADAS), origin=ORIGIN)
    ticket = await desk.addresses.ask(ada.session, ADAS, language="en")
    await desk.addresses.confirm(ada.session, ticket, code_for(desk.post, ADAS), origin=ORIGIN)
    with pytest.raises(CodeError):
        await desk.addresses.confirm(ada.session, ticket, code_for(desk.post, ADAS), origin=ORIGIN)


async def test_a_code_is_of_no_use_to_another_member(
    ada: Resident, ben: Resident, desk: Desk
) -> None:
    ticket = await desk.addresses.ask(ada.session, ADAS, language="en")
    with pytest.raises(CodeError):
        await desk.addresses.confirm(ben.session, ticket, code_for(desk.post, ADAS), origin=ORIGIN)


async def test_another_code_puts_the_one_before_out_of_use(
    ada: Resident, desk: Desk, clock: Clock
) -> None:
    first = await desk.addresses.ask(ada.session, ADAS, language="en")
    old = code_for(desk.post, ADAS)
    clock.pass_seconds(30)
    ticket = await desk.addresses.ask_again(ada.session, first)
    with pytest.raises(CodeError):
        await desk.addresses.confirm(ada.session, first, old, origin=ORIGIN)
    await desk.addresses.confirm(ada.session, ticket, code_for(desk.post, ADAS), origin=ORIGIN)


async def test_nobody_is_made_to_get_letter_after_letter(
    ada: Resident, desk: Desk, clock: Clock
) -> None:
    await desk.addresses.ask(ada.session, ADAS, language="en")
    with pytest.raises(ThrottledError):
        await desk.addresses.ask(ada.session, ADAS, language="en")
    for _ in range(4):
        clock.pass_seconds(30)
        await desk.addresses.ask(ada.session, ADAS, language="en")
    clock.pass_seconds(30)
    with pytest.raises(ThrottledError):
        await desk.addresses.ask(ada.session, ADAS, language="en")
    assert len(desk.post.to(ADAS)) == 5


async def test_an_address_of_somebody_else_is_answered_alike_and_told_to_them(
    ada: Resident, ben: Resident, desk: Desk, clock: Clock
) -> None:
    await give(desk, ben, ADAS)
    clock.pass_seconds(30)
    ticket = await desk.addresses.ask(ada.session, "ADA@example.org", language="en")
    assert desk.addresses.asked(ada.session, ticket) == read("ADA@example.org")
    assert "belongs to an account already" in sent_to(desk.post, "ADA@example.org")[-1]
    assert await values(desk, ada) == []


async def test_a_change_writes_to_the_old_address_which_can_undo_it(
    ada: Resident, desk: Desk, clock: Clock
) -> None:
    await give(desk, ada, ADAS)
    await give(desk, ada, NEW)
    assert await values(desk, ada) == [NEW]
    ticket = ticket_in(link_for(desk.post, ADAS))
    clock.pass_seconds(72 * 3600 - 1)
    await desk.addresses.undo(ticket)
    assert await values(desk, ada) == [ADAS]
    assert desk.addresses.find(read(ADAS)) == ada.subject
    assert desk.addresses.find(read(NEW)) is None
    assert await ada.house.account.session(ada.token) is None


@pytest.mark.keeps("use.safety")
async def test_without_its_way_back_no_address_changes(
    ada: Resident, desk: Desk, clock: Clock
) -> None:
    await give(desk, ada, ADAS)
    ticket = await desk.addresses.ask(ada.session, NEW, language="en")
    desk.post.down = True
    with pytest.raises(PostError):
        await desk.addresses.confirm(ada.session, ticket, code_for(desk.post, NEW), origin=ORIGIN)
    with pytest.raises(PostError):
        await desk.addresses.remove(ada.session, Kind.EMAIL, origin=ORIGIN, language="en")
    assert await values(desk, ada) == [ADAS]
    assert desk.addresses.find(read(ADAS)) == ada.subject
    assert not desk.addresses.is_taken(read(NEW))
    desk.post.down = False
    clock.pass_seconds(30)
    assert (await give(desk, ada, NEW)).value == NEW


async def test_after_72_hours_the_old_address_is_nobodys(
    ada: Resident, ben: Resident, desk: Desk, clock: Clock
) -> None:
    await give(desk, ada, ADAS)
    await give(desk, ada, NEW)
    ticket = ticket_in(link_for(desk.post, ADAS))
    clock.pass_seconds(72 * 3600)
    assert not desk.addresses.can_undo(ticket)
    with pytest.raises(CodeError):
        await desk.addresses.undo(ticket)
    await ada.house.vault.names.drop_stale()
    assert (await give(desk, ben, ADAS)).value == ADAS


async def test_a_chain_of_changes_leads_back_to_where_it_began(
    ada: Resident, desk: Desk, clock: Clock
) -> None:
    await give(desk, ada, ADAS)
    for stranger in ("one@cem.example", "two@cem.example"):
        clock.pass_seconds(30)
        await give(desk, ada, stranger)
    await desk.addresses.undo(ticket_in(link_for(desk.post, ADAS)))
    assert await values(desk, ada) == [ADAS]
    with pytest.raises(CodeError):
        await desk.addresses.undo(ticket_in(link_for(desk.post, "one@cem.example")))
    assert await values(desk, ada) == [ADAS]


async def test_for_72_hours_notices_reach_the_old_address_too(
    ada: Resident, desk: Desk, clock: Clock
) -> None:
    await give(desk, ada, ADAS)
    await give(desk, ada, NEW)
    assert await told_at(desk, ada) == [[NEW], [ADAS]]
    clock.pass_seconds(72 * 3600)
    assert await told_at(desk, ada) == [[NEW], []]


async def test_an_address_that_is_taken_out_can_come_back(
    ada: Resident, desk: Desk, clock: Clock
) -> None:
    await give(desk, ada, ADAS)
    await desk.addresses.remove(ada.session, Kind.EMAIL, origin=ORIGIN, language="de")
    assert desk.addresses.find(read(ADAS)) is None
    assert "rückgängig" in sent_to(desk.post, ADAS)[-1]
    clock.pass_seconds(30)
    await give(desk, ada, ADAS)
    assert desk.addresses.find(read(ADAS)) == ada.subject


async def test_two_who_add_one_address_at_once_do_not_both_get_it(
    ada: Resident, ben: Resident, desk: Desk, clock: Clock
) -> None:
    adas = await desk.addresses.ask(ada.session, ADAS, language="en")
    first = code_for(desk.post, ADAS)
    clock.pass_seconds(30)
    bens = await desk.addresses.ask(ben.session, ADAS, language="en")
    await desk.addresses.confirm(ada.session, adas, first, origin=ORIGIN)
    with pytest.raises(AddressError):
        await desk.addresses.confirm(ben.session, bens, code_for(desk.post, ADAS), origin=ORIGIN)
    assert await values(desk, ben) == []


async def test_erasing_the_account_frees_its_addresses(
    ada: Resident, ben: Resident, desk: Desk, clock: Clock
) -> None:
    await give(desk, ada, ADAS)
    await ada.house.erasure.erase(ada.subject, actor=ada.session.actor)
    assert desk.addresses.find(read(ADAS)) is None
    clock.pass_seconds(30)
    await give(desk, ben, ADAS)


async def test_an_address_before_is_forgotten_after_72_hours(
    ada: Resident, desk: Desk, clock: Clock
) -> None:
    await give(desk, ada, ADAS)
    await give(desk, ada, NEW)
    clock.pass_seconds(72 * 3600 - 1)
    await desk.addresses.forget_former()
    assert len((await kept_of(ada)).before) == 1
    clock.pass_seconds(1)
    await desk.addresses.forget_former()
    assert (await kept_of(ada)).before == ()
    assert await values(desk, ada) == [NEW]


async def kept_of(whose: Resident) -> Kept:
    kept = await records(whose.house.vault, of=whose.subject).get("addresses")
    assert kept is not None
    return kept


@pytest.mark.parametrize("text", ["", "ada", "030 1234567", "a@b", "x" * 1000, "@"])
async def test_what_is_no_address_is_refused_in_words(ada: Resident, desk: Desk, text: str) -> None:
    with pytest.raises(AddressError) as told:
        await desk.addresses.ask(ada.session, text, language="en")
    assert "with the country" in told.value.hint


async def test_two_changes_at_once_come_one_after_the_other(ada: Resident, desk: Desk) -> None:
    await give(desk, ada, ADAS)
    others = ("first@new.example", "second@new.example")
    tickets = [await desk.addresses.ask(ada.session, one, language="en") for one in others]
    codes = [code_for(desk.post, one) for one in others]
    await asyncio.gather(
        *(
            desk.addresses.confirm(ada.session, ticket, code, origin=ORIGIN)
            for ticket, code in zip(tickets, codes, strict=True)
        )
    )
    (left,) = await values(desk, ada)
    (gone,) = {*others} - {left}
    assert {ADAS, gone} <= set((await told_at(desk, ada))[1])
    assert desk.addresses.find(read(left)) == ada.subject
    assert desk.addresses.find(read(gone)) is None
    assert desk.addresses.find(read(ADAS)) is None
