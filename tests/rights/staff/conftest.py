"""The hall of every story here."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.homes import Home
from tests.rights.staff.granting import SEEN, Hall, hall_in


@pytest.fixture
async def hall(home: Home) -> AsyncIterator[Hall]:
    """Ada, Ben and Cem, in a house whose policy lets staff see contacts by a grant."""
    yield await hall_in(await home.open(policy=SEEN))
    await home.leave()
