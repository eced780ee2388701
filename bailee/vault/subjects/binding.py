"""Which version of the policy binds a subject, when they agree to another one themselves.

Nobody else can agree to it for them, not even the house: a version that takes a right away binds
only those who said yes. What is held is judged by it from then on.

Keeps: change.no_reduction.
May be imported by: vault.
"""

from __future__ import annotations

from bailee.policy import reasons
from bailee.policy.guardians import turning
from bailee.policy.parts import CategoryClause, KeepFrom
from bailee.storage import Tx, items, people
from bailee.terms import (
    Actor,
    ActorKind,
    ClauseId,
    NotFoundError,
    Refuse,
    Refused,
    SubjectId,
    kind_of,
)
from bailee.vault.journal import Act
from bailee.vault.parts import DAY_S, Parts

__all__ = ["bind"]

_CLAUSE = ClauseId("change.no_reduction")
_NOT_FOR_THEM = Refuse(reasons.NOT_FOR_OTHERS(), _CLAUSE)


async def bind(parts: Parts, subject: SubjectId, version: int, *, actor: Actor) -> None:
    """Let a newer version bind a subject who agrees to it. Raises `NotFoundError`, `Refused`."""
    standing, policy = parts.standings.of(subject)
    newer = parts.standings.policies.get(version)
    if newer is None or version <= policy.version:
        raise NotFoundError("there is no such newer version")
    act = Act("bind", None, None, _CLAUSE, actor)
    decision = turning(subject, standing, actor=actor, given=True)
    if kind_of(actor) != ActorKind.MEMBER:
        decision = _NOT_FOR_THEM
    if isinstance(decision, Refuse):
        parts.journal.note(subject, act.refused(decision.reason))
        raise Refused(decision)
    line = parts.journal.prepare(subject, act)

    def write(tx: Tx) -> None:
        people.bind(tx, subject, policy=version)
        for clause in newer.categories.values():
            _judge_anew(tx, subject, clause)
        line.append(tx)

    await parts.database.submit(write)
    parts.standings.forget(subject)


def _judge_anew(tx: Tx, subject: SubjectId, clause: CategoryClause) -> None:
    """What was taken in before goes when the version that binds now says so."""
    since = {KeepFrom.COLLECTED: "collected", KeepFrom.CHANGED: "changed"}.get(clause.keep.event)
    items.judge_anew_of(tx, subject, clause.name, since=since, seconds=clause.keep.days * DAY_S)
