"""Where each account stands: who may move it is decided here, and journaled like anything else.

A state that lets less happen binds before it is written, one that lets more only after.

Keeps: account.undo, access.self, use.permitted.
May be imported by: vault.
"""

from __future__ import annotations

from bailee.policy import states
from bailee.storage import Tx, people
from bailee.terms import Actor, ClauseId, NotFoundError, Permit, Refuse, Refused, State, SubjectId
from bailee.vault.journal import Act
from bailee.vault.parts import Parts
from bailee.vault.values import AccountState

__all__ = ["ending", "is_own", "state_of", "turn"]


def is_own(subject: SubjectId, actor: Actor) -> bool:
    """Whether a member acts on their own account."""
    return actor == f"member:{subject}"


def state_of(parts: Parts, subject: SubjectId) -> AccountState:
    """Where an account stands. Raises `NotFoundError`."""
    row = people.state(parts.database.read, subject)
    if row is None:
        raise NotFoundError("there is no such subject")
    return AccountState(State(row.state), row.since, is_own=row.is_own, ends_at=row.ends)


def ending(parts: Parts, state: State) -> list[SubjectId]:
    """Those whose time in a state is over."""
    found = people.ending(parts.database.read, state=state.value, now=parts.clock.now())
    return [SubjectId(one) for one in found]


async def turn(
    parts: Parts,
    subject: SubjectId,
    to: State,
    *,
    actor: Actor,
    reason: str = "",
    ends_at: int | None = None,
) -> None:
    """Move an account to another state; `reason` is told to its member alone.

    Raises `NotFoundError`, `Refused`.
    """
    while True:
        permit = _decide(parts, subject, to, actor=actor)
        act = Act(f"state-{to.value}", None, None, permit.clause, actor, reason=reason)
        parts.standings.bar(subject, to)
        try:
            row = _row(parts, subject, to, actor=actor, ends_at=ends_at)
            if await _write(parts, subject, act, row):
                return
        finally:
            parts.standings.unbar(subject, to)


def _decide(parts: Parts, subject: SubjectId, to: State, *, actor: Actor) -> Permit:
    now = state_of(parts, subject)
    place = states.Place(now.state, is_own=now.is_own)
    decision = states.turn(place, to, is_own=is_own(subject, actor))
    if isinstance(decision, Refuse):
        clause: ClauseId | None = decision.clause
        act = Act(f"state-{to.value}", None, None, clause, actor)
        parts.journal.note(subject, act.refused(decision.reason))
        raise Refused(decision)
    return decision


def _row(
    parts: Parts, subject: SubjectId, to: State, *, actor: Actor, ends_at: int | None
) -> people.StateRow:
    own = is_own(subject, actor) and to is not State.ACTIVE
    return people.StateRow(to.value, parts.clock.now(), own, ends_at)


async def _write(parts: Parts, subject: SubjectId, act: Act, row: people.StateRow) -> bool:
    """Write it down; False when something came between, and it has to be decided again."""
    before, line = people.state(parts.database.read, subject), parts.journal.prepare(subject, act)

    def write(tx: Tx) -> bool:
        if people.state(tx, subject) != before:
            return False
        people.set_state(tx, subject, row)
        line.append(tx)
        return True

    return await parts.database.submit(write)
