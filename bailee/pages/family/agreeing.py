"""Purpose by purpose: the choices of a policy as boxes that nobody ticked yet.

Keeps: children.approval, use.permitted.
May be imported by: pages.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from bailee.policy.decide import Policy
from bailee.terms import Agreement, Basis, Category, ClauseId, Purpose

__all__ = ["Choice", "agreed_in", "choices_of", "stand_alone"]


class Choice(Struct, frozen=True):
    """One box: its field, and the sentences that it stands for."""

    field: str
    category: Category
    purpose: Purpose
    says: Mapping[str, str]
    clause: ClauseId
    meant: Mapping[str, str]


def choices_of(policy: Policy) -> list[Choice]:
    """Every choice of a policy, in its order."""
    return [
        Choice(
            f"agree:{one.purpose}:{one.category}",
            one.category,
            one.purpose,
            policy.category(one.category).says,
            policy.category(one.category).clause,
            policy.purposes[one.purpose].says,
        )
        for category in policy.categories
        for one in sorted(policy.agreements)
        if one.category == category
    ]


def stand_alone(policy: Policy) -> frozenset[Category]:
    """What is kept by consent alone, so that an account can be without it."""
    return frozenset(
        name
        for name, clause in policy.categories.items()
        if all(basis is Basis.CONSENT for basis in clause.bases.values())
    )


def agreed_in(form: Mapping[str, str], policy: Policy) -> frozenset[Agreement]:
    """What was ticked."""
    return frozenset(
        Agreement(one.purpose, one.category)
        for one in choices_of(policy)
        if form.get(one.field) == "yes"
    )
