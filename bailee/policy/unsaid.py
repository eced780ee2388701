"""What no file needs to say and none can take back: the rights, and every no with its reason.

Keeps: access.self, retain.destroy, share.none, children.no_disclosure, security.staff.
May be imported by: policy.decide, policy.publish, policy.cedar.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bailee.policy import reasons
from bailee.policy.parts import CategoryClause, Said
from bailee.terms import (
    ACCESS,
    APPS,
    ERASURE,
    RETENTION,
    ActorKind,
    Basis,
    Category,
    ClauseId,
    Custody,
    Operation,
    Permit,
    Purpose,
    Refuse,
)

Asked = tuple[Operation, Category, Purpose, str]
"""What a decision depends on, besides the subject: the kind of the actor, not who it is."""

USE_CLAUSE = ClauseId("use.permitted")
ACCESS_CLAUSE = ClauseId("access.self")
SHARE_CLAUSE = ClauseId("share.none")
RETAIN_CLAUSE = ClauseId("retain.destroy")
CHILDREN_CLAUSE = ClauseId("children.no_disclosure")
STAFF_CLAUSE = ClauseId("security.staff")
DESK_CLAUSE = ClauseId("officer.contact")
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

A_CHILD = Refuse(reasons.A_CHILD(), CHILDREN_CLAUSE)
NO_GRANT = Refuse(reasons.NO_GRANT(), STAFF_CLAUSE)
_LEAVES = Refuse(reasons.LEAVES(), SHARE_CLAUSE)
_ONLY: Mapping[Purpose, Refuse] = {
    ACCESS: Refuse(reasons.ONLY_YOU_SEE(), ACCESS_CLAUSE),
    ERASURE: Refuse(reasons.ONLY_YOU_ERASE(), ACCESS_CLAUSE),
    RETENTION: Refuse(reasons.ONLY_WHAT_IS_DUE(), RETAIN_CLAUSE),
}


def operations(clause: CategoryClause, purpose: Purpose) -> tuple[Operation, ...]:
    """What a purpose of the file allows of a category.

    Signing in elsewhere is the one that lets data out, by the member's own standing consent; it
    allows nothing else, and nothing without that consent.
    """
    if purpose != APPS:
        return FOR_PURPOSES
    return (Operation.DISCLOSE,) if clause.bases[purpose] is Basis.CONSENT else ()


def kinds(clause: CategoryClause, operation: Operation) -> frozenset[ActorKind]:
    """Who may do it; the house cannot open what is sealed, so it never may."""
    if operation is Operation.DISCLOSE:
        # What only its member can open cannot be handed over by the house.
        is_closed = clause.custody is Custody.SEALED
        return frozenset() if is_closed else frozenset({ActorKind.RECIPIENT})
    is_closed = clause.custody is Custody.SEALED and operation in NEEDS_THE_KEY
    return clause.seen_by if is_closed else clause.seen_by | {ActorKind.BAILEE}


def takes_grant(kind: str, *, under: ClauseId) -> bool:
    """Whether it takes a grant besides; the papers of the desk itself take the role alone."""
    return kind == ActorKind.STAFF and under != DESK_CLAUSE


def is_open_to(kind: str, operation: Operation, *, under: ClauseId) -> bool:
    """Whether a kind of actor that sees a category may do this to it: a grant lets look, no more.

    `under`: the promise that the purpose stands under.
    """
    return operation is Operation.READ or not takes_grant(kind, under=under)


def seers(clause: CategoryClause, purposes: Iterable[Purpose]) -> frozenset[ActorKind]:
    """Who may come to see it for any of these purposes; its member always (access.self)."""
    found = {
        kind
        for purpose in purposes
        for operation in operations(clause, purpose)
        for kind in kinds(clause, operation)
    }
    return frozenset(found - {ActorKind.BAILEE} | {ActorKind.MEMBER})


def answer(said: Said, asked: Asked) -> Permit | Refuse:
    """Answer what the file does not permit: by a right, or with what is missing."""
    operation, category, purpose, kind = asked
    only = _ONLY.get(purpose)
    if only is not None:
        return RIGHTS.get((operation, purpose, kind), only)
    if operation is Operation.DISCLOSE:
        return _LEAVES
    clause = said.categories.get(category)
    if clause is None:
        return Refuse(reasons.NOT_SAID(category=category))
    return Refuse(_reason(clause, asked), clause.clause)


def _reason(clause: CategoryClause, asked: Asked) -> str:
    operation, name, purpose, kind = asked
    if purpose not in clause.bases:
        return reasons.OTHER_PURPOSE(category=name, purpose=purpose)
    if operation not in operations(clause, purpose):
        return reasons.NO_PART(operation=operation, category=name, purpose=purpose)
    if kind == ActorKind.STAFF and kind in clause.seen_by:
        return reasons.LOOKS_ONLY()
    if kind in {*clause.seen_by, ActorKind.BAILEE}:
        return reasons.IS_SEALED(category=name)
    return reasons.NOT_SEEN_BY(category=name, kind=kind)
