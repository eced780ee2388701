"""What all tests share: no network, no real time, and no deadline on a slow machine."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bailee.assembly import House
from bailee.vault import Vault
from tests.cast import ADA, BEN, Clock
from tests.homes import Home, Place, Resident, agree, move_in
from tests.policy.files import CONTACTS

TESTS = Path(__file__).parent
BROWSER = TESTS / "browser"
ON_LOOPBACK = (TESTS / "clients", BROWSER)
"""Where programs that nobody here wrote talk to a running server."""

# Examples differ from run to run, to find more; not in CI, where a run must be repeatable.
settings.register_profile(
    "house",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the loopback, and nothing farther, to the tests that need it."""
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in ON_LOOPBACK):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1"]))
    # Last: Playwright keeps the thread's event loop from its first test until the run ends.
    items.sort(key=lambda item: item.path.is_relative_to(BROWSER))


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run every `async def test_…` on asyncio, as the server does."""
    return "asyncio"


@pytest.fixture
def clock() -> Clock:
    """Noon of a New Year's Day, until the story lets time pass."""
    return Clock()


@pytest.fixture
def place(tmp_path: Path, clock: Clock) -> Iterator[Place]:
    """A data folder for a vault, with nothing in it yet."""
    place = Place(tmp_path, clock)
    yield place
    place.leave()


@pytest.fixture
async def vault(place: Place) -> Vault:
    """A vault in which Ada and Ben are subjects; Ada has agreed to sync her contacts."""
    vault = place.open()
    await vault.admit(ADA)
    await vault.admit(BEN)
    await agree(vault, CONTACTS)
    return vault


@pytest.fixture
def home(tmp_path: Path, clock: Clock) -> Home:
    """A data folder for a whole house, with nothing in it yet."""
    return Home(tmp_path, clock)


@pytest.fixture
async def house(home: Home) -> AsyncIterator[House]:
    """A house over the home policy, without members."""
    yield await home.open()
    await home.leave()


@pytest.fixture
async def ada(house: House) -> Resident:
    """Ada at home, signed in, her phone connected."""
    return await move_in(house, "ada")


@pytest.fixture
async def ben(house: House) -> Resident:
    """Ben, in the same house."""
    return await move_in(house, "ben")
