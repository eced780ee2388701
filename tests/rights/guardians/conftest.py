"""The family's side of the house of every story here."""

from __future__ import annotations

import pytest

from bailee.assembly import House
from tests.rights.guardians.family import Hearth


@pytest.fixture
def hearth(house: House) -> Hearth:
    """Where Ben and Dot are at home."""
    return Hearth.of(house)
