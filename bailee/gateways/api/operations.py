"""Each operation once: its place, its types, and what it does. Decides nothing: the vault does.

May be imported by: gateways.api.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from bailee.gateways.api import values
from bailee.gateways.api.desks import Desks
from bailee.rights.consent import Choice
from bailee.rights.requests import Identity, Kind, SubjectRequest
from bailee.services.devices import Device
from bailee.terms import Agreement, Category, NotFoundError, Purpose, Session

__all__ = ["OPERATIONS", "Asked", "Operation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request of a member: the parts of its path, its page, its body."""

    desks: Desks
    session: Session
    parts: Mapping[str, str]
    page: values.Page
    body: Any


Act: TypeAlias = Callable[[Asked], Awaitable[object | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method on one path. `takes`: the type of the body; `gives`: of the answer."""

    name: str
    method: str
    path: str
    says: str
    act: Act
    gives: type[Any] | None
    takes: type[Any] | None = None
    is_paged: bool = False

    @property
    def is_safe(self) -> bool:
        """Whether it changes nothing."""
        return self.method == "GET"


async def _did(asked: Asked, kind: Kind, *, about: str = "") -> None:
    """Leave a request behind that was answered at once."""
    session = asked.session
    identity = Identity(session.methods, session.confirmed_at)
    await asked.desks.requests.did(
        session.subject, kind, actor=session.actor, identity=identity, about=about
    )


async def _me(asked: Asked) -> values.Me:
    profile = await asked.desks.account.profile(asked.session)
    state = asked.desks.states.of(asked.session.subject).state.value
    return values.Me(profile.handle, profile.name, profile.language, state, asked.session.csrf)


async def _account(asked: Asked) -> values.Account:
    states, subject = asked.desks.states, asked.session.subject
    now = states.of(subject)
    return values.Account(
        state=now.state.value,
        since=now.since,
        is_own=now.is_own,
        ends_at=now.ends_at,
        reason=await states.reason(subject),
        undo_days=states.undo_days(subject),
    )


async def _freeze(asked: Asked) -> values.Account:
    await asked.desks.states.restrict(asked.session.subject, actor=asked.session.actor)
    await _did(asked, Kind.RESTRICT)
    return await _account(asked)


async def _resume(asked: Asked) -> values.Account:
    await asked.desks.states.resume(asked.session.subject, actor=asked.session.actor)
    return await _account(asked)


async def _devices(asked: Asked) -> values.Devices:
    found = await asked.desks.devices.list(asked.session)
    return values.Devices([_device(one) for one in found])


def _device(one: Device) -> values.Device:
    return values.Device(one.id, one.name, one.app, one.added_at, one.used_at)


async def _rename(asked: Asked) -> values.Device:
    name, devices = asked.parts["device"], asked.desks.devices
    await devices.rename(asked.session, name, asked.body.name)
    return next(_device(one) for one in await devices.list(asked.session) if one.id == name)


async def _remove(asked: Asked) -> None:
    await asked.desks.devices.remove(asked.session, asked.parts["device"])


async def _choices(asked: Asked) -> values.Choices:
    found = await asked.desks.consents.choices(asked.session.subject)
    return values.Choices([_choice(one) for one in found])


def _choice(one: Choice) -> values.Choice:
    return values.Choice(
        purpose=one.purpose,
        category=one.category,
        clause=one.clause,
        says=dict(one.says),
        stops=dict(one.stops),
        given=one.given,
        since=one.since,
        keep_days=one.keep.days,
        keep_from=one.keep.event.value,
    )


async def _turn(asked: Asked) -> values.Choice:
    consents, session = asked.desks.consents, asked.session
    wanted = Agreement(Purpose(asked.parts["purpose"]), Category(asked.parts["category"]))
    turn = consents.give if asked.body.given else consents.withdraw
    await turn(session.subject, wanted, actor=session.actor)
    if not asked.body.given:
        await _did(asked, Kind.WITHDRAW, about=f"{wanted.purpose}:{wanted.category}")
    for one in await consents.choices(session.subject):
        if Agreement(one.purpose, one.category) == wanted:
            return _choice(one)
    raise NotFoundError("there is no such choice")


async def _requests(asked: Asked) -> values.Requests:
    found = await asked.desks.requests.of(asked.session.subject)
    return values.Requests([_request(number, one) for number, one in found.items()])


def _request(number: str, one: SubjectRequest) -> values.Request:
    return values.Request(
        number=number,
        kind=one.kind.value,
        state=one.phase.value,
        received=one.received,
        due=one.due,
        receipt=one.answer.receipt if one.answer else "",
    )


async def _ledger(asked: Asked) -> values.Ledger:
    page, subject = asked.page, asked.session.subject
    before = page.before if isinstance(page.before, int) else None
    found = await asked.desks.ledger.lines(subject, limit=page.limit, before=before)
    lines = [
        values.Line(
            index=one.index,
            at=one.at,
            did=one.did,
            outcome=one.outcome,
            category=one.category,
            purpose=one.purpose,
            clause=one.clause,
            by=one.by,
            actor=one.actor,
            count=one.count,
            reason=one.reason,
        )
        for one in found
    ]
    return values.Ledger(lines, lines[-1].index if len(lines) == page.limit else None)


OPERATIONS: Final = (
    Operation(name="me", method="GET", path="/me", act=_me, gives=values.Me,
              says="Who is signed in."),
    Operation(name="account", method="GET", path="/account", act=_account, gives=values.Account,
              says="Where the account stands."),
    Operation(name="freeze", method="POST", path="/account/freeze", act=_freeze,
              gives=values.Account, says="Freeze the account (GDPR Art. 18)."),
    Operation(name="resume", method="POST", path="/account/resume", act=_resume,
              gives=values.Account, says="Thaw the account, or open it again while it closes."),
    Operation(name="devices", method="GET", path="/devices", act=_devices, gives=values.Devices,
              says="The devices, oldest first."),
    Operation(name="rename-device", method="PATCH", path="/devices/{device}", act=_rename,
              takes=values.Rename, gives=values.Device, says="Call a device something else."),
    Operation(name="remove-device", method="DELETE", path="/devices/{device}", act=_remove,
              gives=None, says="Sign a device out: its next request is refused."),
    Operation(name="choices", method="GET", path="/choices", act=_choices, gives=values.Choices,
              says="Every switch, each with its sentence."),
    Operation(name="turn-choice", method="PUT", path="/choices/{purpose}/{category}", act=_turn,
              takes=values.Turn, gives=values.Choice,
              says="Agree, or withdraw: a withdrawal binds from the next request on."),
    Operation(name="requests", method="GET", path="/requests", act=_requests,
              gives=values.Requests, says="What the member asked, and by when it is answered."),
    Operation(name="ledger", method="GET", path="/ledger", act=_ledger, gives=values.Ledger,
              is_paged=True, says="Who did what with the member's data, newest first."),
)  # fmt: skip
"""All of them."""
