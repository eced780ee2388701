"""What the stories about notices share."""

from __future__ import annotations

import pytest

from bailee.vault import Vault
from tests.rights.notices.telling import Telling


@pytest.fixture
def telling(vault: Vault) -> Telling:
    """A vault with notices over it; Ada has a mail address."""
    return Telling(vault)
