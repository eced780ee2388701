"""What all tests share: no network, no real time, and no deadline on a slow machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.cast import Clock

TESTS = Path(__file__).parent
ON_LOOPBACK = (TESTS / "clients", TESTS / "browser")
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


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run every `async def test_…` on asyncio, as the server does."""
    return "asyncio"


@pytest.fixture
def clock() -> Clock:
    """Noon of a New Year's Day, until the story lets time pass."""
    return Clock()
