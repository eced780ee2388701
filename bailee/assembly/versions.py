"""Which version of the policy binds whom: each that was ever in force here is archived.

A new version binds everybody when it reduces nobody's rights. When it does, it binds new members
only, until each of the others agrees.

Keeps: change.no_reduction.
May be imported by: assembly.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bailee.policy.compare import compare
from bailee.policy.decide import Policy
from bailee.policy.load import load
from bailee.storage import Database, Tx, evidence, people
from bailee.terms import BaileeError, Clock, Service

__all__ = ["VersionOrderError", "versions"]


class VersionOrderError(BaileeError):
    """The policy file changed and its version did not rise."""


async def versions(
    database: Database, file: Path, *, services: Sequence[Service], clock: Clock
) -> dict[int, Policy]:
    """Every version that may bind somebody, the file's own included.

    Raises `PolicyError`, `VersionOrderError`.
    """
    now = load(_text(file), origin=str(file), services=services)
    archived = evidence.policies(database.read)
    known = {
        row.version: load(row.text, origin=f"version {row.version}", services=None)
        for row in archived
    }
    newest = max(known) if known else 0
    if now.version == newest and now.digest == known[newest].digest:
        return {**known, newest: now}
    if now.version <= newest:
        raise VersionOrderError(
            f"{file} has changed and still says version = {now.version}",
            hint=f"write version = {newest + 1}; members are told what changed",
        )
    await _archive(database, now, old=known.get(newest), clock=clock)
    return {**known, now.version: now}


async def _archive(database: Database, policy: Policy, *, old: Policy | None, clock: Clock) -> None:
    reduces = old is not None and any(change.reduces for change in compare(old, policy))
    row = evidence.PolicyRow(policy.version, policy.text, policy.digest, clock.now())

    def archive(tx: Tx) -> None:
        evidence.add_policy(tx, row)
        if not reduces:
            people.bind_all(tx, policy=policy.version)

    await database.submit(archive)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BaileeError(
            f"the policy file {file} cannot be read", hint="name one with --policy FILE"
        ) from error
