"""The officer of every story here."""

from __future__ import annotations

import pytest

from bailee.assembly import House
from bailee.rights.roles import Role
from tests.homes import Resident


@pytest.fixture
async def officer(house: House, ben: Resident) -> Resident:
    """Ben, who answers."""
    await house.desk.roles.give(Role.OFFICER, to=ben.subject)
    return ben
