"""What a review finds in the house: keys due, backups, endings, the journal, who answers.

May be imported by: assembly.review.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from hashlib import sha256

from bailee.assembly.house import House
from bailee.assembly.review.finding import Finding, good, look, must
from bailee.rights.roles import Role
from bailee.rights.staff.record import Phase
from bailee.vault import ROTATION_DUE

__all__ = ["BACKED_UP_AT", "backups", "endings", "journal", "keys", "people", "policy"]

BACKED_UP_AT = "backed-up-at"
_DAY_S, _HOUR_S = 86_400, 3600
_FEW_DAYS, _MANY_DAYS = 8, 31


def keys(house: House) -> Iterator[Finding]:
    """Whether old copies of keys are dead when receipts say so."""
    due = house.vault.fact(ROTATION_DUE)
    if house.ring.is_rotating:
        yield look("keys", "an epoch is ending", "let Bailee run; it goes on by itself")
    elif due and int(due) < house.clock.now():
        yield must(
            "keys",
            "an epoch should have ended: old copies of keys still open what was erased",
            "bailee keys rotate",
        )
    else:
        yield good("keys", f"epoch {house.ring.epoch}; nothing is overdue")


def backups(house: House) -> Iterator[Finding]:
    """When the data was copied last."""
    at = house.vault.fact(BACKED_UP_AT)
    if at is None:
        yield must("backup", "there is none that Bailee knows of", "bailee back-up DIR")
        return
    days = (house.clock.now() - int(at)) // _DAY_S
    said = f"the last one is {days} days old"
    if days > _MANY_DAYS:
        yield must("backup", said, "bailee back-up DIR")
    elif days > _FEW_DAYS:
        yield look("backup", said, "bailee back-up DIR, once a week")
    else:
        yield good("backup", said)


def endings(house: House) -> Iterator[Finding]:
    """Whether what is due goes."""
    report = house.desk.retention.now()
    since = None if report.ran_at is None else house.clock.now() - report.ran_at
    if since is None or since > _DAY_S:
        yield must(
            "endings", "nobody looked for what is due within a day", "let Bailee run; see its log"
        )
    elif report.late and since > 2 * _HOUR_S:
        yield must("endings", f"{report.late} items are overdue", "bailee retention report")
    else:
        yield good("endings", f"looked for within {since // _HOUR_S + 1} hours")


async def journal(house: House) -> AsyncIterator[Finding]:
    """Whether the journal is as it was signed."""
    await house.vault.settle()
    found = await house.vault.tree.verify_in_turns()
    if found.fault:
        do = "keep a copy of the folder as it is, and find out who was at it"
        yield must("journal", found.fault, do)
    else:
        yield good("journal", f"{found.size} lines are as they were signed")


async def people(house: House) -> AsyncIterator[Finding]:
    """Who answers, who may look, and what waits for an answer."""
    desk, now = house.desk, house.clock.now()
    if not desk.roles.all(Role.OFFICER):
        yield look("officer", "nobody answers requests", "bailee staff add NAME --officer")
    else:
        yield good("officer", f"{len(desk.roles.all(Role.OFFICER))} answer")
    open_ = sum(one.phase(now) is Phase.STANDS for one in (await desk.grants.all()).values())
    if open_:
        yield look("grants", f"{open_} let staff look", "end at /desk/grants what is done")
    else:
        yield good("grants", "none is open")


def policy(house: House) -> Iterator[Finding]:
    """Whether the file says what is in force or announced."""
    file = house.folder.policy
    known = {one.digest for one in house.vault.policies.values()}
    if file.exists() and sha256(file.read_bytes()).hexdigest() not in known:
        yield look(
            "policy",
            f"{file} is not what is in force",
            "bailee policy publish FILE, or put back the one in force",
        )
    else:
        yield good("policy", f"version {house.vault.policy.version} is in force")
