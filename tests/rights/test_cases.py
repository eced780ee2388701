"""Cases have numbers; roles open nothing by themselves."""

from __future__ import annotations

import pytest
from msgspec import Struct

from bailee.rights.cases import Cases
from bailee.rights.roles import Role, Roles
from bailee.terms import Actor, NotFoundError, Refused, State
from bailee.vault import Vault
from tests.cast import ADA, BEN, EVE

AS_ADA = Actor(f"member:{ADA}")


class Asked(Struct, frozen=True):
    """A case, as these stories have them."""

    what: str


@pytest.mark.keeps("officer.contact")
async def test_a_case_is_found_by_its_number_alone(vault: Vault) -> None:
    cases = Cases(vault, "asked", Asked)
    number = await cases.open(ADA, Asked("a copy"))
    assert await cases.by(EVE).get(number.lower()) == Asked("a copy")
    assert cases.whose(number) == ADA
    assert await Cases(vault, "others", Asked).all() == {}
    await cases.change(number, Asked("all of it"))
    assert await cases.all() == {number: Asked("all of it")} == await cases.of(ADA)
    await cases.close(number)
    assert await cases.all() == {}
    with pytest.raises(NotFoundError):
        await cases.get(number)


async def test_a_case_goes_with_its_person(vault: Vault) -> None:
    cases = Cases(vault, "asked", Asked)
    number = await cases.open(ADA, Asked("a copy"))
    await vault.forget(ADA, actor=AS_ADA)
    assert await cases.all() == {}
    with pytest.raises(NotFoundError):
        await cases.get(number)


@pytest.mark.keeps("officer.contact")
async def test_a_role_is_given_and_taken_back_at_once(vault: Vault) -> None:
    roles = Roles(vault)
    for member in (ADA, BEN, ADA):
        await roles.give(Role.OFFICER, to=member)
    assert roles.all(Role.OFFICER) == [ADA, BEN]
    await roles.take(Role.OFFICER, of=ADA)
    assert not roles.is_officer(ADA)
    await vault.set_state(BEN, State.RESTRICTED, actor=EVE)
    assert roles.of(BEN) == frozenset()


async def test_a_child_has_no_role(vault: Vault) -> None:
    child = await vault.guardians.admit()
    with pytest.raises(Refused):
        await Roles(vault).give(Role.STAFF, to=child)
