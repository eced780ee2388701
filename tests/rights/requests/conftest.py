"""The office of every story here."""

from __future__ import annotations

import pytest

from bailee.assembly import House
from bailee.rights.roles import Role
from tests.homes import Resident
from tests.rights.requests.asking import Office


@pytest.fixture
async def office(house: House, ada: Resident, ben: Resident) -> Office:
    """Ada asks, and Ben is the officer."""
    await house.desk.roles.give(Role.OFFICER, to=ben.subject)
    return Office(house, ada, ben)
