"""What subjects agree to, as the door sees it: given, withdrawn, and the clock that starts then.

Each consent that is given has a key, which seals nothing and is destroyed by the withdrawal. So an
older copy of the data, put back beside the newest keys, gives no consent again. In its place comes
a key whose name says when that was, so that the clock of what is kept does not start anew either.

Keeps: use.permitted, cloud.withdraw.
May be imported by: vault.
"""

from __future__ import annotations

from collections.abc import Iterable

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
    Purpose,
    Refuse,
    Refused,
    SubjectId,
    kind_of,
)
from bailee.vault.journal import Act
from bailee.vault.parts import Parts
from bailee.vault.subjects import links

__all__ = ["consent", "goes_on", "keep_key", "key_of", "lose_keys", "turner", "withdrawals"]

_WITHDRAWN = "withdrawn"


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
        _turn_keys(parts, subject, agreement, given=given, at=at)
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


def withdrawals(keys: Iterable[tuple[str, str, str]]) -> dict[tuple[str, Agreement], int]:
    """When each withdrawn consent was withdrawn, by subject; `keys`: as `Ring.names` tells them."""
    found = dict[tuple[str, Agreement], int]()
    for subject, name, _ in keys:
        kind, _, rest = name.partition("/")
        if kind == _WITHDRAWN:
            at, purpose, category = rest.split("/", 2)
            found[subject, Agreement(Purpose(purpose), Category(category))] = int(at)
    return found


def _withdrawal(agreement: Agreement, at: int) -> str:
    return f"{_WITHDRAWN}/{at}/{agreement.purpose}/{agreement.category}"


def _turn_keys(
    parts: Parts, subject: SubjectId, agreement: Agreement, *, given: bool, at: int
) -> None:
    """Put the key of a consent in the place of that of its withdrawal, or the other way round."""
    if not given:
        parts.ring.ensure(subject, _withdrawal(agreement, at))
        _lose_key(parts, subject, agreement)
        return
    keep_key(parts, subject, agreement)
    for row in people.consents(parts.database.read, subject):
        before = _withdrawal(agreement, row.at)
        if (row.purpose, row.category, row.given) != (*agreement, False):
            continue
        if parts.ring.find(subject, before) is not None:
            parts.ring.shred(subject, before)


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
