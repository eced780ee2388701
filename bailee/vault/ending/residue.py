"""What stays of a key that is gone: older copies of the key store, until the epoch ends.

Whoever destroys a key plans the end of its epoch in the same breath, by the days that the policy
promises.

Keeps: access.residual.
May be imported by: vault.
"""

from __future__ import annotations

from bailee.policy.decide import Policy
from bailee.storage import Tx, evidence
from bailee.terms import ClauseId

__all__ = ["ROTATION_DUE", "plan_rotation", "promised"]

ROTATION_DUE = "rotation-due"
"""The fact that keys were shredded, and by when the epoch has to end."""
_DAY_S = 86_400
_RESIDUAL = ClauseId("access.residual")


def promised(policy: Policy, at: int) -> int:
    """By when no old copy of the keys may open what goes now, by the version that binds."""
    return at + policy.value(_RESIDUAL, "days") * _DAY_S


def plan_rotation(tx: Tx, due: int) -> None:
    """Plan the end of the epoch, before the key goes; what was promised first counts."""
    known = evidence.fact(tx, ROTATION_DUE)
    if not known or int(known) > due:
        evidence.set_fact(tx, ROTATION_DUE, str(due))
