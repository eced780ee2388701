"""Which version of the policy binds whom: what the archive has, and what the file says now.

A file with a higher version is published when the house opens, as `bailee policy publish` does it
while it runs. The file in the data folder is the one that was published last.

Keeps: change.no_reduction, change.notice.
May be imported by: assembly.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bailee.assembly.folder import write_whole
from bailee.policy.compare import Change
from bailee.policy.decide import Policy
from bailee.policy.load import load
from bailee.policy.parts import Words
from bailee.rights.changes import Publishing, VersionOrderError, pending_in
from bailee.storage import Database, Tx, announcements, evidence
from bailee.terms import BaileeError, Clock, Service

if TYPE_CHECKING:
    from bailee.assembly.house import House

__all__ = [
    "VersionOrderError",
    "announced",
    "archived",
    "first",
    "pending_policy",
    "publish_policy",
    "take_up",
    "weigh_policy",
    "withdraw_policy",
]

Answer = dict[str, Any]


def archived(database: Database) -> dict[int, Policy]:
    """Every version that was ever in force here."""
    return {row.version: _as_it_was(row) for row in evidence.policies(database.read)}


def announced(database: Database) -> dict[int, Policy]:
    """Every version that was published and is not in force, or never was."""
    found = announcements.all_of_them(database.read)
    known = {row.version for row in evidence.policies(database.read)}
    return {row.version: _as_it_was(row) for row in found if row.version not in known}


def _as_it_was(row: evidence.PolicyRow | announcements.AnnouncementRow) -> Policy:
    return load(row.text, origin=f"version {row.version}", services=None)


async def first(
    database: Database, file: Path, *, services: Sequence[Service], clock: Clock
) -> dict[int, Policy]:
    """Bring the first version into force: there is nobody yet to be told. Raises `PolicyError`."""
    policy = load(_text(file), origin=str(file), services=services)
    row = evidence.PolicyRow(policy.version, policy.text, policy.digest, clock.now())

    def archive(tx: Tx) -> None:
        evidence.add_policy(tx, row)

    await database.submit(archive)
    return {policy.version: policy}


async def take_up(publishing: Publishing, file: Path) -> None:
    """Publish what the file says, if that is new.

    Raises `PolicyError`, `VersionOrderError`.
    """
    draft = publishing.weigh(_text(file), origin=str(file))
    if draft is not None:
        await publishing.publish(draft)


# What the operator may do about versions, whether the house runs or not.


async def weigh_policy(house: House, *, text: str, file: str) -> Answer:
    """Say what publishing a file would do: what it takes, from when it binds, how many are told."""
    draft = house.publishing.weigh(text, origin=file)
    if draft is None:
        raise VersionOrderError(f"{file} is published already", hint="see bailee policy pending")
    return {
        "version": draft.policy.version,
        "at_once": draft.at_once,
        "binds_on": draft.binds_on.isoformat(),
        "staying": draft.staying,
        "told": draft.told,
        **_told(draft.changes),
    }


async def publish_policy(house: House, *, text: str, file: str) -> Answer:
    """Publish a file, and put it where the next start reads it.

    The file comes first: a start after a crash in between publishes what it finds there.
    """
    draft = house.publishing.weigh(text, origin=file)
    answer = {**await weigh_policy(house, text=text, file=file), "file": str(house.policy_file)}
    if draft is not None:
        await _put(house.policy_file, text)
        await house.publishing.publish(draft)
    return answer


async def pending_policy(house: House) -> Answer:
    """The version that is announced, if one is, and how many are still to be told."""
    pending = pending_in(house.vault)
    in_force = house.vault.policy.version
    if pending is None:
        return {"in_force": in_force, "version": None}
    return {
        "in_force": in_force,
        "version": pending.policy.version,
        "announced_at": pending.announced_at,
        "binds_on": pending.binds_on.isoformat(),
        "untold": pending.untold,
        **_told(pending.changes),
    }


async def withdraw_policy(house: House) -> Answer:
    """Withdraw the announced version; whoever had heard of it is told."""
    if pending_in(house.vault) is not None:
        await _put(house.policy_file, house.vault.policy.text)
    gone = await house.publishing.withdraw()
    return {"withdrawn": gone.version, "in_force": house.vault.policy.version}


def _told(changes: Sequence[Change]) -> Answer:
    told: dict[str, list[dict[str, Words]]] = {"reduces": [], "others": []}
    for change in changes:
        one = {"says": change.says, "people": change.people}
        told["reduces" if change.reduces else "others"].append(one)
    return dict(told)


async def _put(file: Path, text: str) -> None:
    try:
        await asyncio.to_thread(write_whole, file, text.encode())
    except OSError as error:
        raise BaileeError(
            f"{file} cannot be written: {error.strerror}",
            hint="put the new text there by hand, then start Bailee: that publishes it, too",
        ) from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BaileeError(
            f"the policy file {file} cannot be read", hint="name one with --policy FILE"
        ) from error
