"""A house with Ada in it, and an app that she may sign in to."""

from __future__ import annotations

import pytest

from bailee.assembly import House
from tests.cast import Clock
from tests.gateways.oidc.world import CALLBACK, World
from tests.homes import PASSWORD


@pytest.fixture
async def world(house: House, clock: Clock) -> World:
    """Ada has an account and has told everything of herself; she is not signed in."""
    ada = await house.account.add("ada", password=PASSWORD)
    app = await house.apps.register.add("The Reading Room", [CALLBACK])
    world = World(house, app, clock)
    await world.fill_in(ada.subject)
    return world
