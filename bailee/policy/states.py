"""What the state of an account lets happen, and who may change it.

In every state people's rights go on, and so does what keeps the account theirs: whoever cannot
prove who they are has no rights to use. Everything else waits until the account is active again.

Keeps: account.undo, children.approval, access.self, access.must_keep, use.permitted, use.safety.
May be imported by: policy, vault.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from bailee.policy import reasons
from bailee.terms import (
    ActorKind,
    Category,
    ClauseId,
    Decision,
    Operation,
    Permit,
    Processing,
    Refuse,
    Standing,
    State,
)

__all__ = ["NOT_ACTIVE", "Place", "goes_on", "is_withheld", "must_keep", "rests", "turn"]

_APPROVAL = ClauseId("children.approval")
_DESK = ClauseId("officer.contact")
_SAFETY = ClauseId("use.safety")
_SELF = ClauseId("access.self")
_UNDO = ClauseId("account.undo")
MUST_KEEP = ClauseId("access.must_keep")
_USE = ClauseId("use.permitted")

NOT_ACTIVE: Mapping[State, Refuse] = {
    State.HELD: Refuse(reasons.IS_HELD()),
    State.RESTRICTED: Refuse(reasons.IS_FROZEN(), _USE),
    State.CLOSING: Refuse(reasons.IS_CLOSING(), _SELF),
}
_KEEPERS = frozenset({ActorKind.MEMBER, ActorKind.BAILEE})
"""Who keeps an account safe in every state: never a device, an app, or a member of staff."""
_AT_THE_DESK = _KEEPERS | {ActorKind.STAFF}
"""Who asks for a right, and who answers."""
_WITH_WHAT_IS_THERE = frozenset({Operation.READ, Operation.CHANGE, Operation.DELETE})
_ALWAYS = frozenset(NOT_ACTIVE)
_ONCE_APPROVED = _ALWAYS - {State.HELD}


def goes_on(operation: Operation, *, under: ClauseId, kind: str) -> frozenset[State]:
    """In which states, besides active, a permitted operation of this purpose is still permitted.

    `under`: the promise that its purpose stands under. An account that waits for approval takes
    in nothing, but for what asking for that approval needs.
    """
    if operation is Operation.COMBINE:
        return frozenset()
    if under == _APPROVAL and kind == ActorKind.BAILEE:
        # Else nobody could ask a guardian, or settle whether somebody is a child.
        return _ALWAYS
    if under == _DESK and kind in _AT_THE_DESK:
        # What is asked of the house is asked, and answered, wherever the account stands.
        return _ALWAYS
    if under != _SAFETY or kind not in _KEEPERS:
        return frozenset()
    return _ALWAYS if operation in _WITH_WHAT_IS_THERE else _ONCE_APPROVED


def rests(unders: Iterable[ClauseId]) -> bool:
    """Whether nothing goes on with a category while its member's account is frozen.

    `unders`: the promises that its purposes stand under. Who freezes an account so that nothing
    is done with what is there does not want it deleted either (GDPR Art. 18(1)(b), (c)).
    """
    return not {_APPROVAL, _DESK, _SAFETY} & set(unders)


_LOSES = frozenset(
    {Operation.CHANGE, Operation.DELETE, Operation.ERASE, Operation.EXPIRE, Operation.ANONYMIZE}
)


def is_withheld(processing: Processing, standing: Standing) -> bool:
    """Whether this would lose something that has to be kept: no purpose and no right may."""
    return processing.category in standing.held and processing.operation in _LOSES


def must_keep(category: Category) -> Refuse:
    """Say no to what would lose something of a held category."""
    return Refuse(reasons.MUST_KEEP(category=category), MUST_KEEP)


class Place(Struct, frozen=True):
    """Where an account stands, and whether its member put it there."""

    state: State
    is_own: bool = False


_NOT_YOURS = Refuse(reasons.NOT_YOUR_CHOICE(), _USE)
_FROZEN = Refuse(reasons.NOT_WHILE_FROZEN(), _SELF)
_LEAVING = Refuse(reasons.IS_LEAVING(), _SELF)
_NO_SUCH_TURN = Refuse(reasons.NO_SUCH_TURN(), _SELF)


def turn(now: Place, to: State, *, is_own: bool) -> Decision:
    """Say whether an account may go from one state to another; `is_own`: by its own member.

    Members freeze and close their account, and take back what they did themselves. Whoever else
    may do it (the house, a guardian, the operator) can take back what others did, and stop
    nobody from leaving. What a member froze they can suspend, which makes it theirs, and not open.
    """
    is_taken_over = to is State.RESTRICTED and now.is_own and not is_own
    if to is now.state and not is_taken_over:
        return _NO_SUCH_TURN
    return _own_turn(now, to) if is_own else _turn_of_others(now, to)


def _own_turn(now: Place, to: State) -> Decision:
    if to is State.HELD or now.state is State.HELD:
        return _NO_SUCH_TURN if to is State.HELD else NOT_ACTIVE[State.HELD]
    if now.state is not State.ACTIVE and not now.is_own:
        return _FROZEN if to is State.CLOSING else _NOT_YOURS
    if now.state is State.CLOSING and to is State.RESTRICTED:
        return _NO_SUCH_TURN
    return Permit(_UNDO if State.CLOSING in {now.state, to} else _SELF)


def _turn_of_others(now: Place, to: State) -> Decision:
    if now.state is State.CLOSING and now.is_own:
        return _LEAVING
    if now.state is State.RESTRICTED and now.is_own and to is State.ACTIVE:
        return _NOT_YOURS
    return Permit(_UNDO if to is State.CLOSING else _USE)
