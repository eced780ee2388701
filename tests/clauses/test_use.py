"""The chapter on use: what the file does not say is refused, whoever asks and for whatever."""

from __future__ import annotations

import tomllib
from itertools import product

import pytest

from bailee.terms import (
    ACCESS,
    APPS,
    ERASURE,
    RETENTION,
    Actor,
    ActorKind,
    Agreement,
    Category,
    Operation,
    Purpose,
    Refused,
)
from tests.homes import Resident
from tests.policy.files import CALENDAR, HOME, SYNC

SAID = tomllib.loads(HOME)["category"]
PURPOSES = [Purpose(name) for name in ("sync", "service", "safety", "ads")]
RIGHTS = {
    (Operation.READ, ACCESS, "member"),
    *((one, ERASURE, kind) for one in ("erase", "delete") for kind in ("member", "bailee")),
    *((one, RETENTION, "bailee") for one in ("expire", "anonymize", "erase")),
}
EVERYTHING = list(
    product(
        Operation,
        [Category(name) for name in (*SAID, "photos")],
        [*PURPOSES, ACCESS, ERASURE, RETENTION],
        ActorKind,
    )
)


def is_said(operation: Operation, category: Category, purpose: Purpose, kind: ActorKind) -> bool:
    """Read the file as a person would; all that takes consent was agreed to."""
    if (operation, purpose, kind) in RIGHTS:
        return True
    clause = SAID.get(category, {"purposes": ()})
    done = {"collect", "read", "change", "delete", "combine"}
    return (
        operation in done
        and purpose in clause["purposes"]
        and kind in {*clause["seen_by"], "bailee"}
    )


def actor(kind: ActorKind, ada: Resident) -> Actor:
    return Actor(f"{kind}:{ada.subject}") if kind is not ActorKind.BAILEE else Actor("bailee")


@pytest.mark.keeps("use.permitted", "share.none")
async def test_the_door_opens_for_what_the_file_says_and_for_nothing_else(ada: Resident) -> None:
    wrong, calendars = list[object](), Agreement(SYNC, CALENDAR)
    await ada.house.consents.give(ada.subject, calendars, actor=ada.session.actor)
    for operation, category, purpose, kind in EVERYTHING:
        holding = ada.house.vault.holding(
            category, of=ada.subject, purpose=purpose, actor=actor(kind, ada)
        )
        try:
            holding.decide(operation)
            opens = True
        except Refused as refused:
            assert refused.refusal.reason
            opens = False
        if opens is not is_said(operation, category, purpose, kind):
            wrong.append((operation, category, purpose, kind))
    assert wrong == []


@pytest.mark.keeps("use.permitted", "cloud.withdraw")
async def test_each_consent_is_asked_for_by_itself_and_can_be_taken_back(ada: Resident) -> None:
    vault, consents = ada.house.vault, ada.house.consents
    for choice in await consents.choices(ada.subject):
        agreement = Agreement(choice.purpose, choice.category)
        leaves = choice.purpose == APPS
        operation = Operation.DISCLOSE if leaves else Operation.READ
        actor = ada.actor if "device" in choice.sees else ada.session.actor
        actor = Actor("recipient:app") if leaves else actor
        holding = vault.holding(
            choice.category, of=ada.subject, purpose=choice.purpose, actor=actor
        )
        await consents.give(ada.subject, agreement, actor=ada.session.actor)
        holding.decide(operation)
        await consents.withdraw(ada.subject, agreement, actor=ada.session.actor)
        with pytest.raises(Refused, match="you have not agreed"):
            holding.decide(operation)


@pytest.mark.keeps("class.personal")
async def test_beside_everything_that_is_kept_stands_whether_it_is_personal(ada: Resident) -> None:
    for held in await ada.house.ledger.held(ada.subject):
        clause = ada.house.vault.policy.category(held.category)
        assert clause.data_class.value == SAID[held.category]["class"]
