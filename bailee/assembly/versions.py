"""Which version of the policy binds whom: each that was ever in force here is archived.

A new version is held against each of them: whoever is bound by one that it takes nothing from is
bound by it at once. The others, and only they, stay where they are until each of them agrees.

Keeps: change.no_reduction.
May be imported by: assembly.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bailee.policy.compare import compare
from bailee.policy.decide import Policy
from bailee.policy.load import load
from bailee.policy.parts import CategoryClause, KeepFrom
from bailee.storage import Database, Tx, evidence, items, people
from bailee.terms import BaileeError, Clock, Service

__all__ = ["VersionOrderError", "archived", "versions"]


DAY_S = 86_400


class VersionOrderError(BaileeError):
    """The policy file changed and its version did not rise."""


def archived(database: Database) -> dict[int, Policy]:
    """Every version that was ever in force here."""
    return {
        row.version: load(row.text, origin=f"version {row.version}", services=None)
        for row in evidence.policies(database.read)
    }


async def versions(
    database: Database, file: Path, *, services: Sequence[Service], clock: Clock
) -> dict[int, Policy]:
    """Every version that may bind somebody, the file's own included.

    Raises `PolicyError`, `VersionOrderError`.
    """
    now = load(_text(file), origin=str(file), services=services)
    known = archived(database)
    newest = max(known) if known else 0
    if now.version == newest and now.digest == known[newest].digest:
        return {**known, newest: now}
    if now.version <= newest:
        raise VersionOrderError(
            f"{file} has changed and still says version = {now.version}",
            hint=f"write version = {newest + 1}; members see on /policy what changed",
        )
    await _archive(database, now, known=known, clock=clock)
    return {**known, now.version: now}


async def _archive(
    database: Database, policy: Policy, *, known: dict[int, Policy], clock: Clock
) -> None:
    row = evidence.PolicyRow(policy.version, policy.text, policy.digest, clock.now())
    # Against each, not only the last: two steps, of which only the first took something, are
    # still a loss to whoever never agreed to the first.
    left = [old.version for old in known.values() if not _takes_something(policy, old)]

    def archive(tx: Tx) -> None:
        evidence.add_policy(tx, row)
        for version in left:
            people.rebind(tx, policy=policy.version, bound_by=version)
        for clause in policy.categories.values():
            _judge_anew(tx, clause, policy=policy.version)

    await database.submit(archive)


def _judge_anew(tx: Tx, clause: CategoryClause, *, policy: int) -> None:
    """What was taken in under another version goes when the one that binds now says so."""
    since = {KeepFrom.COLLECTED: "collected", KeepFrom.CHANGED: "changed"}.get(clause.keep.event)
    seconds = clause.keep.days * DAY_S
    items.judge_anew(tx, clause.name, policy=policy, since=since, seconds=seconds)


def _takes_something(policy: Policy, old: Policy) -> bool:
    return any(change.reduces for change in compare(old, policy))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BaileeError(
            f"the policy file {file} cannot be read", hint="name one with --policy FILE"
        ) from error
