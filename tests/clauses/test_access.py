"""The chapter on access: at once, where thirty days were promised."""

from __future__ import annotations

import pytest

from bailee.terms import ItemId
from tests.clients.people import cards
from tests.homes import Resident
from tests.policy.files import CONTACTS


async def keep_cards(ada: Resident, count: int = 5) -> None:
    """Ada's phone brings some cards in."""
    [book] = await ada.cloud.folders()
    for card in cards(count):
        await ada.cloud.put(book.id, ItemId(card.name), card.body)


@pytest.mark.keeps("access.thirty_days", "access.self")
async def test_a_copy_of_everything_comes_with_the_request(ada: Resident) -> None:
    await keep_cards(ada)
    asked_at = ada.house.clock.now()
    export = ada.house.export.stream(ada.subject, actor=ada.session.actor)
    assert len(b"".join([chunk async for chunk in export])) > 1000
    assert ada.house.clock.now() == asked_at


@pytest.mark.keeps("access.thirty_days", "access.self")
async def test_erasure_is_done_when_the_receipt_is_given(ada: Resident) -> None:
    await keep_cards(ada)
    receipt = await ada.house.erasure.erase(ada.subject, actor=ada.session.actor, category=CONTACTS)
    assert receipt.erased == {CONTACTS: 5}
    assert receipt.unreadable_at == receipt.at
    [contacts] = [
        one for one in await ada.house.ledger.held(ada.subject) if one.category == CONTACTS
    ]
    assert contacts.items == 0
