"""Whatever state an account is in, its member's rights go on; and in none but one anything else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from bailee.terms import (
    ACCESS,
    BAILEE,
    ERASURE,
    RETENTION,
    Actor,
    ActorKind,
    ItemId,
    Operation,
    Permit,
    Processing,
    Purpose,
    Refused,
    Standing,
    State,
)
from tests.cast import EVE
from tests.gateways.cards import card
from tests.homes import PASSWORD, Resident
from tests.policy.files import CONTACTS, COUNTING, HOME, MAKER, USAGE_CLAUSES, of

NOT_ACTIVE = [State.HELD, State.RESTRICTED, State.CLOSING]
RIGHTS = {ACCESS, ERASURE, RETENTION}
POLICIES = {"home": of(HOME + USAGE_CLAUSES, COUNTING), "maker": of(MAKER)}
ACTORS = [Actor(f"{kind}:x") for kind in ActorKind] + [Actor("bailee"), Actor("nobody")]
KEEPERS = {"member", "bailee"}
ANSWERING = {*KEEPERS, "staff"}
DEDE, CARD = ItemId("dede.vcf"), card("dede", "Dede Korkut")


def everything(name: str) -> Iterator[Processing]:
    """Every operation on every category for every purpose by every kind of actor."""
    policy = POLICIES[name]
    purposes = [*policy.purposes, *RIGHTS]
    for asked in product(Operation, policy.categories, purposes, ACTORS):
        yield Processing(*asked)


def asks_guardians(name: str, asked: Processing) -> bool:
    """Tell whether this is the house, asking a guardian or whether somebody is a child."""
    clause = POLICIES[name].purposes.get(asked.purpose)
    is_ours = asked.actor.partition(":")[0] == "bailee"
    return clause is not None and clause.under == "children.approval" and is_ours


def keeps_safe(name: str, asked: Processing) -> bool:
    """Tell whether this keeps the account its member's, by the house or the member."""
    clause = POLICIES[name].purposes.get(asked.purpose)
    kind = asked.actor.partition(":")[0]
    return clause is not None and clause.under == "use.safety" and kind in KEEPERS


def answers(name: str, asked: Processing) -> bool:
    """Tell whether this is a case at the desk: what is asked of the house, and its answer."""
    clause = POLICIES[name].purposes.get(asked.purpose)
    kind = asked.actor.partition(":")[0]
    return clause is not None and clause.under == "officer.contact" and kind in ANSWERING


@pytest.mark.keeps("access.self", "account.undo", "use.permitted", "use.safety")
@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("state", NOT_ACTIVE)
def test_in_no_state_but_active_is_anything_done_but_for_rights_and_safety(
    name: str, state: State
) -> None:
    policy, count = POLICIES[name], 0
    for asked in everything(name):
        open_ = policy.decide(asked, Standing(policy.agreements))
        now = policy.decide(asked, Standing(policy.agreements, state))
        if asked.purpose in RIGHTS:
            assert now == open_
        elif isinstance(now, Permit):
            count += 1
            assert open_ == now
            assert keeps_safe(name, asked) or asks_guardians(name, asked) or answers(name, asked)
            assert asked.operation is not Operation.COMBINE
    assert count > 3, "who signs in can be told in every state"


@pytest.mark.keeps("use.safety")
@pytest.mark.parametrize("name", POLICIES)
def test_what_waits_for_approval_takes_in_nothing_but_the_question_for_it(name: str) -> None:
    policy = POLICIES[name]
    for asked in everything(name):
        if asked.operation is Operation.COLLECT:
            answer = policy.decide(asked, Standing(policy.agreements, State.HELD))
            is_child = asks_guardians(name, asked) and asked.category == "child"
            is_case = answers(name, asked) and asked.category == "cases"
            assert isinstance(answer, Permit) is (is_child or is_case)


async def in_state(one: Resident, state: State) -> None:
    """Let the house put an account there."""
    await one.house.vault.set_state(one.subject, state, actor=BAILEE)


@pytest.mark.keeps("account.undo", "use.permitted")
@pytest.mark.parametrize("state", NOT_ACTIVE)
async def test_no_door_lets_a_device_or_an_app_in(ada: Resident, state: State) -> None:
    vault, [book] = ada.house.vault, await ada.cloud.folders()
    await ada.cloud.put(book.id, DEDE, CARD)
    await in_state(ada, state)
    for take in (ada.cloud.folders, lambda: ada.cloud.item(book.id, DEDE)):
        with pytest.raises(Refused, match="this account"):
            await take()
    with pytest.raises(Refused, match="this account"):
        await ada.cloud.put(book.id, ItemId("new"), CARD)
    with pytest.raises(Refused, match="this account"):
        await ada.house.devices.authenticate("ada", ada.phone.secret)
    for actor in (Actor("recipient:app"), EVE, BAILEE):
        holding = vault.holding(CONTACTS, of=ada.subject, purpose=Purpose("sync"), actor=actor)
        with pytest.raises(Refused):
            await holding.folders()


@pytest.mark.keeps("access.self")
@pytest.mark.parametrize("state", NOT_ACTIVE)
async def test_rights_go_on_in_every_state(ada: Resident, state: State) -> None:
    house, [book] = ada.house, await ada.cloud.folders()
    await ada.cloud.put(book.id, DEDE, CARD)
    await in_state(ada, state)
    token = await house.account.sign_in("ada", PASSWORD, network="::1")
    session = await house.account.session(token)
    assert session is not None
    assert (await house.account.profile(session)).handle == "ada"
    assert [one.name for one in await house.devices.list(session)] == ["phone"]
    assert {one.category: one.items for one in await house.ledger.held(ada.subject)}[CONTACTS] == 1
    taken = [chunk async for chunk in house.export.stream(ada.subject, actor=session.actor)]
    assert sum(map(len, taken)) > 1000
    await house.devices.remove(session, ada.phone.id)
    receipt = await house.erasure.erase(ada.subject, actor=session.actor)
    assert receipt.erased[CONTACTS] == 1
