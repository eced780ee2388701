"""A house whose policy has cases, Ada with contacts in it, and two officers."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bailee.assembly import House
from bailee.terms import ItemId
from bailee.vault import Body
from tests.homes import Home, Resident, held, move_in, shelf
from tests.rights.disclosure.papers import WITH_CASES, Officers, officers


@pytest.fixture
async def house(home: Home) -> AsyncIterator[House]:
    """A house with three cases of disclosure."""
    yield await home.open(policy=WITH_CASES)
    await home.leave()


@pytest.fixture
async def ada(house: House) -> Resident:
    """Ada, with one contact."""
    ada = await move_in(house, "ada")
    book = await shelf(held(house.vault, of=ada.subject, actor=ada.actor))
    await book.put(ItemId("dede"), Body(b"BEGIN:VCARD\r\nFN:Dede\r\nEND:VCARD\r\n"))
    return ada


@pytest.fixture
async def desk(house: House, ada: Resident) -> Officers:
    """Eve and Fay at the desk."""
    assert ada.member.handle == "ada"
    return await officers(house)
