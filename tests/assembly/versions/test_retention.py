"""A new version of the policy speaks of what is there already, not only of what comes."""

from __future__ import annotations

import pytest

from bailee.policy.compare import compare
from bailee.policy.load import load
from bailee.storage import evidence
from bailee.terms import BAILEE, Actor, Agreement, Custody, ItemId, Service
from bailee.vault import Body, Vault
from tests.cast import ADA, BEN, CEM, Clock
from tests.homes import DIARY, LETTERS, MANY, NOTES, PLACES, Place, agree, held, put, shelf, texts
from tests.policy.files import COUNTING, IMPROVE, SERVICES, SYNC, USAGE

pytestmark = pytest.mark.keeps("retain.destroy", "change.no_reduction")

KEEPER = Service(
    name="keeper",
    collects=dict.fromkeys((PLACES, NOTES, DIARY, LETTERS), "text/plain"),
    purposes=frozenset({SYNC}),
    custodies=frozenset(Custody),
)
ALL = (*SERVICES, COUNTING, KEEPER)


def newer(number: int, **changed: str) -> str:
    """The policy with other numbers of days: `notes="3"`."""
    text = MANY.replace("version = 1", f"version = {number}", 1)
    for name, days in changed.items():
        head, table, tail = text.partition(f"[category.{name}]")
        before, _, after = tail.partition("keep_days = ")
        text = f"{head}{table}{before}keep_days = {days}\n{after.partition(chr(10))[2]}"
    return text


async def adopt(place: Place, text: str) -> Vault:
    """Put a version in force; gives the vault under all of them."""
    row = place.database.read.one("SELECT count(*) FROM policy")
    new = load(text, origin="story.toml", services=ALL)
    if row == (0,):
        said = evidence.PolicyRow(new.version, new.text, new.digest, place.clock.now())
        await place.database.submit(lambda tx: evidence.add_policy(tx, said))
    else:
        vault = place.open(*known(place))
        over = [
            old.version
            for old in vault.policies.values()
            if not any(change.reduces for change in compare(old, new))
        ]
        await vault.versions.publish(new, over=over)
    return place.open(*known(place))


def known(place: Place) -> list[str]:
    """Every version that was in force, oldest first."""
    return [row.text for row in evidence.policies(place.database.read)]


@pytest.fixture
async def vault(vault: Vault, place: Place) -> Vault:
    """Ada and Ben have a note each, under the first version."""
    vault = await adopt(place, MANY)
    for person in (ADA, BEN):
        await agree(vault, NOTES, of=person)
        await put(vault, "list", "milk", category=NOTES, of=person)
    return vault


async def test_fewer_days_hold_for_what_is_there(vault: Vault, place: Place, clock: Clock) -> None:
    vault = await adopt(place, newer(2, notes="3"))
    clock.pass_days(3)
    assert await vault.expire() == 2


async def test_more_days_hold_only_for_who_comes_after(
    vault: Vault, place: Place, clock: Clock
) -> None:
    vault = await adopt(place, newer(2, notes="90"))
    await vault.admit(CEM)
    await agree(vault, NOTES, of=CEM)
    await put(vault, "list", "milk", category=NOTES, of=CEM)
    await put(vault, "other", "bread", category=NOTES)
    clock.pass_days(10)
    assert await vault.expire() == 3
    assert await texts(vault, NOTES, of=CEM) == {"list": "milk"}


async def test_what_is_under_a_pseudonym_goes_by_the_fewer_days(
    vault: Vault, place: Place, clock: Clock
) -> None:
    await vault.consent(ADA, Agreement(IMPROVE, USAGE), given=True, actor=BAILEE)
    under = await vault.pseudonymous(USAGE, of=ADA, purpose=IMPROVE, actor=Actor("device:x"))
    await (await shelf(under)).put(ItemId("theme"), Body(b"theme"))
    await vault.cut_links(ADA, USAGE)
    await adopt(place, newer(2, usage="5"))
    vault = await adopt(place, newer(3, usage="500"))
    clock.pass_days(5)
    assert await vault.expire() == 1
    assert held(vault, NOTES).totals().items == 1
