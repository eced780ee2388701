"""What subjects agree to, as the door sees it: given, withdrawn, and the clock that starts then.

Each consent that is given has a key, which seals nothing and is destroyed by the withdrawal. So an
older copy of the data, put back beside the newest keys, gives no consent again.

Keeps: use.permitted, cloud.withdraw.
May be imported by: vault.
"""

from __future__ import annotations

from bailee.policy.decide import Policy
from bailee.policy.guardians import turning
from bailee.storage import Tx, people
from bailee.terms import (
    Actor,
    ActorKind,
    Agreement,
    Basis,
    Category,
    ClauseId,
    Refuse,
    Refused,
    SubjectId,
    kind_of,
)
from bailee.vault.journal import Act
from bailee.vault.parts import Parts
from bailee.vault.subjects import links

__all__ = ["consent", "goes_on", "keep_key", "key_of", "lose_keys", "turner"]


async def consent(
    parts: Parts, subject: SubjectId, agreement: Agreement, *, given: bool, actor: Actor
) -> None:
    """Write down that a consent was given or withdrawn.

    A withdrawal binds from this call on, before it is written; a consent from when it is written.
    Who may give one is decided by `policy.guardians`. Raises `Refused`.
    """
    standing, policy = parts.standings.of(subject)
    act = _act(policy, agreement, given=given, actor=actor)
    decision = turning(subject, standing, actor=actor, given=given)
    if isinstance(decision, Refuse):
        parts.journal.note(subject, act.refused(decision.reason))
        raise Refused(decision)
    if (agreement in standing.consents) is given:
        return
    withheld, at = frozenset(() if given else (agreement,)), parts.clock.now()
    row = people.ConsentRow(*agreement, given, at, policy.version, turner(subject, actor))
    line = parts.journal.prepare(subject, act)
    is_personal = policy.category(agreement.category).is_personal
    ends = not given and not goes_on(policy, agreement.category, standing.consents - {agreement})

    def write(tx: Tx) -> None:
        people.add_consent(tx, subject, row)
        if given:
            people.resume(tx, subject, agreement.category)
        elif ends and is_personal:
            people.end(tx, subject, agreement.category, at=at)
        line.append(tx)

    parts.standings.withhold(subject, withheld)
    try:
        # First: after a crash in between, a withdrawal is written down by the next start.
        (keep_key if given else _lose_key)(parts, subject, agreement)
        if ends and not is_personal:
            # It has no clock: without the link that made it so, it is personal no more.
            await links.cut(parts, subject, agreement.category)
        await parts.database.submit(write)
    finally:
        parts.standings.release(subject, withheld)


def turner(subject: SubjectId, actor: Actor) -> str:
    """Who turns a switch: its member, a guardian in their place, or the kind of whoever else."""
    kind = kind_of(actor)
    is_other = kind == ActorKind.MEMBER and actor != f"member:{subject}"
    return "guardian" if is_other else kind


def key_of(agreement: Agreement) -> str:
    """The name of the key that a consent has for as long as it is given."""
    return f"consent/{agreement.purpose}/{agreement.category}"


def keep_key(parts: Parts, subject: SubjectId, agreement: Agreement) -> None:
    """Make the key of a consent."""
    parts.ring.ensure(subject, key_of(agreement))


def lose_keys(parts: Parts, subject: SubjectId, category: Category) -> None:
    """Destroy the keys of all consents for a category."""
    for agreement in parts.standings.of(subject).policy.agreements:
        if agreement.category == category:
            _lose_key(parts, subject, agreement)


def _lose_key(parts: Parts, subject: SubjectId, agreement: Agreement) -> None:
    if parts.ring.find(subject, key_of(agreement)) is not None:
        parts.ring.shred(subject, key_of(agreement))


def goes_on(policy: Policy, category: Category, consents: frozenset[Agreement]) -> bool:
    """Whether a category is still processed for some purpose."""
    bases = policy.category(category).bases
    return any(
        basis is not Basis.CONSENT or Agreement(purpose, category) in consents
        for purpose, basis in bases.items()
    )


def _act(policy: Policy, agreement: Agreement, *, given: bool, actor: Actor) -> Act:
    did = "consent" if given else "withdraw"
    clause: ClauseId = policy.category(agreement.category).clause
    return Act(did, agreement.category, agreement.purpose, clause, actor)
