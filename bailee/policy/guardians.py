"""What a guardian may do for a child, and who turns a consent: nothing more than is written here.

A guardian sees which kinds of data are held and how much, never what it says; agrees and withdraws
on the child's behalf, and erases. These powers are over this one child, and end when the child
accepts in person.

Keeps: children.approval, children.guardian_rights, use.permitted.
May be imported by: policy, vault.
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.policy import reasons
from bailee.policy.states import NOT_ACTIVE
from bailee.terms import (
    ERASURE,
    Actor,
    ActorKind,
    ClauseId,
    Decision,
    Operation,
    Permit,
    Processing,
    Purpose,
    Refuse,
    Standing,
    SubjectId,
    kind_of,
)

__all__ = ["RIGHTS_OF_GUARDIANS", "appointing", "for_another", "turning"]

APPROVAL_CLAUSE = ClauseId("children.approval")
GUARDIANS_CLAUSE = ClauseId("children.guardian_rights")
_SELF = ClauseId("access.self")
_USE = ClauseId("use.permitted")

RIGHTS_OF_GUARDIANS: Mapping[tuple[Operation, Purpose], Permit] = {
    (Operation.ERASE, ERASURE): Permit(GUARDIANS_CLAUSE),
    (Operation.DELETE, ERASURE): Permit(GUARDIANS_CLAUSE),
}
"""What a guardian may have done to a child's data, in every state and for every category."""

_NOT_YOURS = Refuse(reasons.NOT_YOURS(), _SELF)
_NO_MORE = Refuse(reasons.NO_MORE(), GUARDIANS_CLAUSE)
_ASK_GUARDIAN = Refuse(reasons.ASK_GUARDIAN(), APPROVAL_CLAUSE)
_NO_CHILD = Refuse(reasons.NO_CHILD(), APPROVAL_CLAUSE)
_NOT_ACTIVE = Refuse(reasons.GUARDIAN_NOT_ACTIVE(), APPROVAL_CLAUSE)
_NOBODY_WAITS = Refuse(reasons.NOBODY_WAITS(), APPROVAL_CLAUSE)


def is_guardian(standing: Standing, actor: Actor) -> bool:
    """Whether an actor is the guardian of a child of this standing."""
    guardian = standing.guardian
    return standing.is_child and guardian is not None and actor == f"member:{guardian}"


def for_another(processing: Processing, standing: Standing) -> Decision:
    """Answer a member who asks about somebody else's data."""
    if not is_guardian(standing, processing.actor):
        return _NOT_YOURS
    asked = (processing.operation, processing.purpose)
    return RIGHTS_OF_GUARDIANS.get(asked, _NO_MORE)


def turning(subject: SubjectId, standing: Standing, *, actor: Actor, given: bool) -> Decision:
    """Say whether an actor may give a subject's consent, or withdraw it.

    A child withdraws alone, and agrees to nothing without the guardian; not even the house does
    that for them. Whoever's account is not active can withdraw, and agree to nothing.
    """
    is_members = kind_of(actor) == ActorKind.MEMBER
    is_guardians = is_guardian(standing, actor)
    if is_members and not is_guardians and actor != f"member:{subject}":
        return _NOT_YOURS
    if given and is_members and not standing.is_active:
        return NOT_ACTIVE[standing.state]
    if is_guardians:
        return Permit(GUARDIANS_CLAUSE)
    if given and standing.is_child:
        return _ASK_GUARDIAN
    return Permit(_USE)


def appointing(child: Standing, guardian: Standing, *, is_same: bool) -> Decision:
    """Say whether a member may become the guardian of a child that has none."""
    if not child.is_child or child.guardian is not None:
        return _NOBODY_WAITS
    if guardian.is_child or is_same:
        return _NO_CHILD
    if not guardian.is_active:
        return _NOT_ACTIVE
    return Permit(APPROVAL_CLAUSE)
