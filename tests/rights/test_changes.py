"""A version that takes something away binds whoever agreed to it, and from then on."""

from __future__ import annotations

import pytest

from bailee.rights.changes import Changes
from bailee.terms import BAILEE, Actor, NotFoundError, Refused, State
from bailee.vault import Vault
from tests.cast import ADA, BEN, Clock
from tests.homes import MANY, NOTES, Place, agree, put, texts

pytestmark = pytest.mark.keeps("change.no_reduction")
MEMBER = Actor(f"member:{ADA}")
SHORTER = (
    MANY.replace("keep_days = 10", "keep_days = 5")
    .replace("version = 1", "version = 2")
    .replace("since = 2026-01-01", "since = 2026-01-02")
)


@pytest.fixture
async def vault(place: Place) -> Vault:
    """Ada came under the first version; the second keeps her notes for fewer days."""
    vault = place.open(MANY)
    await vault.admit(ADA)
    await agree(vault, NOTES)
    await put(vault, "note", "rain", category=NOTES)
    place.leave()
    vault = place.open(MANY, SHORTER)
    await vault.admit(BEN)
    return vault


async def test_it_is_offered_to_whom_an_older_one_binds(vault: Vault) -> None:
    changes = Changes(vault)
    offer = changes.offered(ADA)
    assert offer is not None
    assert (offer.binding.version, offer.newest.version) == (1, 2)
    assert [change.clause for change in offer.changes] == ["category.notes"]
    assert changes.offered(BEN) is None


async def test_what_is_held_is_judged_by_it_from_then_on(vault: Vault, clock: Clock) -> None:
    clock.pass_days(6)
    assert await vault.expire() == 0
    await Changes(vault).accept(ADA, 2, actor=MEMBER)
    assert vault.policy_of(ADA).version == 2
    assert Changes(vault).offered(ADA) is None
    assert await vault.expire() == 1
    assert await texts(vault, NOTES) == {}
    told = [line for line in vault.lines(ADA) if line.did == "bind"]
    assert [(line.by, line.clause) for line in told] == [("member", "change.no_reduction")]


async def test_whoever_stays_goes_on_as_before(vault: Vault, clock: Clock) -> None:
    clock.pass_days(9)
    assert await vault.expire() == 0
    assert await texts(vault, NOTES) == {"note": "rain"}
    clock.pass_days(1)
    assert await vault.expire() == 1


@pytest.mark.parametrize("actor", [BAILEE, Actor("staff:operator"), Actor(f"member:{BEN}")])
async def test_nobody_agrees_for_somebody_else(vault: Vault, actor: Actor) -> None:
    with pytest.raises(Refused):
        await Changes(vault).accept(ADA, 2, actor=actor)
    assert vault.policy_of(ADA).version == 1


async def test_whose_account_rests_agrees_to_nothing(vault: Vault) -> None:
    await vault.set_state(ADA, State.RESTRICTED, actor=MEMBER)
    with pytest.raises(Refused, match="frozen"):
        await Changes(vault).accept(ADA, 2, actor=MEMBER)


@pytest.mark.parametrize("version", [0, 1, 3])
async def test_only_a_newer_version_that_there_is_can_be_agreed_to(
    vault: Vault, version: int
) -> None:
    with pytest.raises(NotFoundError):
        await Changes(vault).accept(ADA, version, actor=MEMBER)
