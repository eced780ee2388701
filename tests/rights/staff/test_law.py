"""Under every policy: staff see nothing by their role, and by a grant what it names and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from msgspec.structs import replace

from bailee.policy.decide import Policy
from bailee.terms import Actor, Opened, Operation, Permit, Processing, Standing
from tests.policy.made import EVERYTHING, OPENED, STANDINGS, policies

BY_STAFF = [asked for asked in EVERYTHING if asked.actor == "staff:x"]


def permitted(policy: Policy, standing: Standing) -> set[Processing]:
    """What staff may do at all."""
    return {asked for asked in BY_STAFF if isinstance(policy.decide(asked, standing), Permit)}


@pytest.mark.keeps("security.staff")
@given(policies(), STANDINGS)
def test_no_member_of_staff_may_do_anything_without_a_grant(
    policy: Policy, standing: Standing
) -> None:
    assert permitted(policy, replace(standing, opened=frozenset())) == set()


@pytest.mark.keeps("security.staff")
@given(policies(), STANDINGS, OPENED)
def test_a_grant_lets_its_holder_read_its_category_for_its_purpose_and_nothing_else(
    policy: Policy, standing: Standing, one: Opened
) -> None:
    found = permitted(policy, replace(standing, opened=frozenset({one})))
    asked = Processing(Operation.READ, one.category, one.purpose, Actor("staff:x"))
    assert found <= ({asked} if one.actor == "staff:x" else set())


@pytest.mark.keeps("security.staff")
@given(policies(), STANDINGS)
def test_a_grant_widens_nothing_for_anybody_else(policy: Policy, standing: Standing) -> None:
    bare = replace(standing, opened=frozenset())
    others = [asked for asked in EVERYTHING if not asked.actor.startswith("staff:")]
    assert [policy.decide(one, standing) for one in others] == [
        policy.decide(one, bare) for one in others
    ]


@pytest.mark.keeps("security.staff", "use.permitted")
@given(policies(), STANDINGS, OPENED)
def test_a_grant_opens_only_what_the_policy_and_the_member_let_staff_see(
    policy: Policy, standing: Standing, one: Opened
) -> None:
    for asked in permitted(policy, replace(standing, opened=frozenset({one}))):
        clause = policy.category(asked.category)
        assert "staff" in clause.seen_by
        assert standing.is_active
        needed = (asked.purpose, asked.category)
        assert needed in standing.consents or needed not in policy.agreements
