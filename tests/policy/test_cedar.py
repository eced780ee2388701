"""Cedar, given the same policy, answers as we do."""

from __future__ import annotations

import random

import cedarpy
import pytest

from bailee.policy.cedar import cedar
from bailee.policy.decide import Policy
from bailee.policy.load import load
from bailee.terms import (
    ACCESS,
    ERASURE,
    RETENTION,
    Actor,
    ActorKind,
    Agreement,
    Category,
    Opened,
    Operation,
    Permit,
    Processing,
    Purpose,
    Standing,
    State,
)
from tests.policy.files import COUNTING, HOME, MAKER, USAGE_CLAUSES, edited, of

DICE = random.Random(20260101)
SEALED = load(edited(HOME, custody='custody = "sealed"'), origin="sealed.toml", services=None)
POLICIES = {"home": of(HOME + USAGE_CLAUSES, COUNTING), "maker": of(MAKER), "sealed": SEALED}
ACTORS = [Actor(f"{kind}:x") for kind in ActorKind] + [Actor("bailee"), Actor("nobody")]


def some(policy: Policy) -> tuple[Processing, Standing]:
    """Throw dice for what is asked, and of whom."""
    purposes = [*policy.purposes, ACCESS, ERASURE, RETENTION, Purpose("unheard-of")]
    categories = [*policy.categories, Category("unheard-of")]
    agreements = [Agreement(p, c) for p in purposes for c in categories]
    processing = Processing(
        DICE.choice(list(Operation)),
        DICE.choice(categories),
        DICE.choice(purposes),
        DICE.choice(ACTORS),
    )
    consents = frozenset(DICE.sample(agreements, k=len(agreements) // 2))
    opened = frozenset(
        Opened(DICE.choice(ACTORS), agreement.purpose, agreement.category)
        for agreement in DICE.sample(agreements, k=len(agreements) // 2)
    )
    state = DICE.choice([*State, *[State.ACTIVE] * 6])
    return processing, Standing(consents, state, opened=opened)


def as_request(processing: Processing, standing: Standing) -> dict[str, object]:
    """Ask Cedar the same."""
    return {
        "principal": 'Actor::"anyone"',
        "action": f'Action::"{processing.operation}"',
        "resource": f'Category::"{processing.category}"',
        "context": {
            "purpose": processing.purpose,
            "kind": processing.actor.partition(":")[0],
            "actor": processing.actor,
            "state": standing.state.value,
            "opened": [one._asdict() for one in standing.opened],
            "consents": [f"{purpose} {category}" for purpose, category in standing.consents],
        },
    }


@pytest.mark.keeps("use.permitted", "access.self")
@pytest.mark.parametrize(("name", "count"), [("home", 4_000), ("maker", 3_000), ("sealed", 3_000)])
def test_cedar_agrees_ten_thousand_times(name: str, count: int) -> None:
    policy = POLICIES[name]
    asked = [some(policy) for _ in range(count)]
    ours = [isinstance(policy.decide(*question), Permit) for question in asked]
    theirs = cedarpy.is_authorized_batch(
        [as_request(*question) for question in asked],
        cedarpy.PolicySet.from_str(cedar(policy)),
        cedarpy.Entities.from_json_str("[]"),
    )
    assert [answer.allowed for answer in theirs] == ours
    assert count // 50 < sum(ours) < count // 2, "the dice ask for both"
