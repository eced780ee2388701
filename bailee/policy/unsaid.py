"""What no file needs to say and none can take back: the rights, and every no with its reason.

Keeps: access.self, retain.destroy, share.none, children.no_disclosure.
May be imported by: policy.decide, policy.publish, policy.cedar.
"""

from __future__ import annotations

from collections.abc import Mapping

from bailee.policy.parts import CategoryClause, Said
from bailee.terms import (
    ACCESS,
    ERASURE,
    RETENTION,
    ActorKind,
    ClauseId,
    Operation,
    Permit,
    Processing,
    Purpose,
    Refuse,
    State,
    kind_of,
)

USE_CLAUSE = ClauseId("use.permitted")
ACCESS_CLAUSE = ClauseId("access.self")
SHARE_CLAUSE = ClauseId("share.none")
RETAIN_CLAUSE = ClauseId("retain.destroy")
CHILDREN_CLAUSE = ClauseId("children.no_disclosure")
BUILT_IN = (USE_CLAUSE, ACCESS_CLAUSE, SHARE_CLAUSE, RETAIN_CLAUSE, CHILDREN_CLAUSE)
"""The promises that `decide` keeps whatever a file says; every policy is published with them."""

FOR_PURPOSES = (
    Operation.COLLECT,
    Operation.READ,
    Operation.CHANGE,
    Operation.DELETE,
    Operation.COMBINE,
)
"""What can be done for a purpose of the file; the rest belongs to rights and to cases."""

NEEDS_THE_KEY = frozenset({Operation.READ, Operation.CHANGE, Operation.COMBINE})
"""What the software itself cannot do with what is sealed."""

RIGHTS: Mapping[tuple[Operation, Purpose, str], Permit] = {
    (Operation.READ, ACCESS, ActorKind.MEMBER): Permit(ACCESS_CLAUSE),
    (Operation.ERASE, ERASURE, ActorKind.MEMBER): Permit(ACCESS_CLAUSE),
    (Operation.DELETE, ERASURE, ActorKind.MEMBER): Permit(ACCESS_CLAUSE),
    (Operation.ERASE, ERASURE, ActorKind.BAILEE): Permit(ACCESS_CLAUSE),
    (Operation.DELETE, ERASURE, ActorKind.BAILEE): Permit(ACCESS_CLAUSE),
    (Operation.EXPIRE, RETENTION, ActorKind.BAILEE): Permit(RETAIN_CLAUSE),
    (Operation.ANONYMIZE, RETENTION, ActorKind.BAILEE): Permit(RETAIN_CLAUSE),
    (Operation.ERASE, RETENTION, ActorKind.BAILEE): Permit(RETAIN_CLAUSE),
}
"""Permitted in every state, for every category, under every policy."""

NOT_ACTIVE: Mapping[State, Refuse] = {
    State.HELD: Refuse("this account waits for approval, and takes in nothing until then"),
    State.RESTRICTED: Refuse("this account is frozen until a question is settled", USE_CLAUSE),
    State.CLOSING: Refuse("this account is being closed", ACCESS_CLAUSE),
}
A_CHILD = Refuse("a child's data goes to no third party", CHILDREN_CLAUSE)
_LEAVES = Refuse("data leaves this house only by a case of disclosure", SHARE_CLAUSE)
_ONLY: Mapping[Purpose, Refuse] = {
    ACCESS: Refuse("only you yourself, signed in, may see all that is held of you", ACCESS_CLAUSE),
    ERASURE: Refuse("only you yourself, signed in, may have it erased", ACCESS_CLAUSE),
    RETENTION: Refuse("only what is due goes, and it goes by itself", RETAIN_CLAUSE),
}


def answer(said: Said, processing: Processing) -> Permit | Refuse:
    """Answer what the file does not permit: by a right, or with what is missing."""
    right = RIGHTS.get((processing.operation, processing.purpose, kind_of(processing.actor)))
    if right is not None:
        return right
    if processing.purpose in _ONLY:
        return _ONLY[processing.purpose]
    if processing.operation is Operation.DISCLOSE:
        return _LEAVES
    clause = said.categories.get(processing.category)
    if clause is None:
        return Refuse(f"the policy says nothing about {processing.category}")
    return Refuse(_reason(clause, processing), clause.clause)


def _reason(clause: CategoryClause, processing: Processing) -> str:
    name, purpose = clause.name, processing.purpose
    if purpose not in clause.bases:
        return f"the policy does not say that {name} is for {purpose}"
    if processing.operation not in FOR_PURPOSES:
        return f"to {processing.operation} {name} is no part of {purpose}"
    kind = kind_of(processing.actor)
    if kind in {*clause.seen_by, ActorKind.BAILEE}:
        return f"{name} is sealed: only its member has the key"
    return f"{name} may not be seen by {kind}"
