"""What the operator may do about members: see who there is, suspend, restore, recover, remove.

Each is said in the member's own ledger, by `staff:operator` and with the reason that was given.

Keeps: account.undo, security.evidence.
May be imported by: assembly.
"""

from __future__ import annotations

from typing import Any

from bailee.assembly.house import House
from bailee.rights.notices.plain import send
from bailee.rights.roles import Role
from bailee.services.account import read_address
from bailee.services.account.addresses import letters
from bailee.services.account.members import normal
from bailee.terms import Actor, BaileeError, NotFoundError, State, SubjectId

__all__ = [
    "OPERATOR",
    "find_member",
    "invite_member",
    "list_members",
    "name_officer",
    "recover_member",
    "remove_member",
    "restore_member",
    "suspend_member",
]

OPERATOR = Actor("staff:operator")
"""Whoever can open the data folder of this house."""
Answer = dict[str, Any]


async def list_members(house: House) -> Answer:
    """Everybody by handle: where their account stands, and how many devices came by until when."""
    known = [(one, profile.handle) for one, profile in await house.account.members()]
    waiting = [one for one in await house.approvals.held() if one not in known]
    everybody = sorted((*known, *waiting), key=lambda one: one[1])
    return {"members": [await _listed(house, *one) for one in everybody]}


async def _listed(house: House, subject: SubjectId, handle: str) -> Answer:
    stands, devices = house.states.of(subject), await house.devices.seen(subject)
    return {
        "handle": handle,
        "state": stands.state.value,
        "since": stands.since,
        "ends_at": stands.ends_at,
        "by_member": stands.is_own,
        "policy": house.vault.policy_of(subject).version,
        "devices": devices.count,
        "seen_at": devices.used_at,
    }


async def suspend_member(house: House, *, handle: str, reason: str) -> Answer:
    """Freeze an account; its member reads the reason, and keeps every right."""
    subject = find_member(house, handle)
    await house.states.restrict(subject, actor=OPERATOR, reason=_said(reason))
    return await _listed(house, subject, normal(handle))


async def restore_member(house: House, *, handle: str, reason: str = "") -> Answer:
    """Take back a suspension, or a removal whose days are not over."""
    subject = find_member(house, handle)
    await house.states.resume(subject, actor=OPERATOR, reason=reason)
    return await _listed(house, subject, normal(handle))


async def recover_member(house: House, *, handle: str, origin: str) -> Answer:
    """Begin a recovery for a member who lost every way in: a link, and when it opens something."""
    begun = await house.recoveries.begin_for(find_member(house, handle), origin=origin)
    await house.recoveries.settle()
    link = f"{origin}/lost/open?ticket={begun.ticket}"
    opens_at = begun.opens_at if begun.opens_at > house.clock.now() else None
    return {"handle": normal(handle), "link": link, "opens_at": opens_at}


async def remove_member(house: House, *, handle: str, reason: str, at_once: bool = False) -> Answer:
    """Close an account; it is erased when its days are over, or `at_once`."""
    subject = find_member(house, handle)
    receipt = None
    if house.states.of(subject).state is not State.CLOSING or not at_once:
        receipt = await house.states.close(subject, actor=OPERATOR, reason=_said(reason))
    if receipt is None and not at_once:
        return await _listed(house, subject, normal(handle))
    receipt = receipt or await house.states.erase(subject)
    return {
        "handle": normal(handle),
        "state": "erased",
        "receipt": receipt.id,
        "unreadable_at": receipt.unreadable_at,
        "backups_dead_by": receipt.backups_dead_by,
    }


async def invite_member(house: House, *, to: str = "") -> Answer:
    """Make an invitation, good once and for seven days; `to`: send it there as well."""
    address = read_address(to) if to else None
    ticket = await house.joining.invitations.make()
    link = f"{house.origin}/sign-up?invitation={ticket}"
    if address is not None:
        language = house.vault.policy.languages[0]
        await send(house.post, address, letters.invited(link, language))
    return {"link": link, "sent": bool(to), "registration": house.joining.rules.registration.value}


async def name_officer(house: House, *, handle: str) -> Answer:
    """Let a member be an officer: who answers requests, and settles reports about children."""
    await house.desk.roles.give(Role.OFFICER, to=find_member(house, handle))
    return {"handle": normal(handle)}


def find_member(house: House, handle: str) -> SubjectId:
    """Whose name this is. Raises `NotFoundError`."""
    found = house.vault.names.find("handle", normal(handle))
    if found is None:
        raise NotFoundError(
            f"there is no member called {handle}", hint="bailee member list shows who there is"
        )
    return SubjectId(found.subject)


def _said(reason: str) -> str:
    if not reason.strip():
        raise BaileeError("a reason is needed", hint="its member reads it: --reason TEXT")
    return reason
