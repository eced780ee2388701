"""What goes in and comes out, as types; the published document is made of these and nothing else.

Times are seconds since 1970 (UTC). May be imported by: gateways.api.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

__all__ = [
    "Account",
    "Choice",
    "Choices",
    "Device",
    "Devices",
    "Ledger",
    "Line",
    "Me",
    "Page",
    "Problem",
    "Rename",
    "Request",
    "Requests",
    "Turn",
]

Seconds = Annotated[int, Meta(ge=0, description="Seconds since 1970 (UTC).")]
DeviceName = Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f-\x9f]+$")]
Limit = Annotated[int, Meta(ge=1, le=200)]
Index = Annotated[int, Meta(ge=0, le=10**15)]


class Me(Struct, frozen=True):
    """Who is signed in; `csrf` goes with every request that changes something."""

    handle: str
    name: str
    language: str
    state: str
    csrf: str


class Account(Struct, frozen=True):
    """Where the account stands, since when, whether its member put it there, and until when."""

    state: str
    since: Seconds | None
    is_own: bool
    ends_at: Seconds | None
    reason: str
    undo_days: int


class Device(Struct, frozen=True):
    """One device; `used_at` is the start of the last day on which it came by."""

    id: str
    name: str
    app: str
    added_at: Seconds
    used_at: Seconds | None


class Devices(Struct, frozen=True):
    """All devices, oldest first."""

    devices: list[Device]


class Rename(Struct, frozen=True, forbid_unknown_fields=True):
    """What a device is to be called."""

    name: DeviceName


class Choice(Struct, frozen=True):
    """One switch: what it is for, the sentence that it turns, how it stands, what it stops."""

    purpose: str
    category: str
    clause: str
    says: dict[str, str]
    stops: dict[str, str]
    given: bool
    since: Seconds | None
    keep_days: int
    keep_from: str


class Choices(Struct, frozen=True):
    """Every switch that the member's version of the policy has."""

    choices: list[Choice]


class Turn(Struct, frozen=True, forbid_unknown_fields=True):
    """How a switch is to stand."""

    given: bool


class Line(Struct, frozen=True):
    """One line of the journal: who did what with which category, under which sentence."""

    index: int
    at: Seconds
    did: str
    outcome: str
    category: str | None
    purpose: str | None
    clause: str | None
    by: str
    actor: str
    count: int
    reason: str


class Ledger(Struct, frozen=True):
    """Lines, newest first; `before` is where the next page begins, and null on the last."""

    lines: list[Line]
    before: int | None


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """Which lines: so many, below an index."""

    limit: Limit = 60
    before: Index | UnsetType = UNSET


class Problem(Struct, frozen=True):
    """What went wrong (RFC 9457); `policy` is the sentence that says no."""

    type: str
    status: int
    detail: str
    policy: str | UnsetType = UNSET


class Request(Struct, frozen=True):
    """One request: `due` is by when it is answered; what was said is on the pages alone."""

    number: str
    kind: str
    state: str
    received: Seconds
    due: Seconds
    receipt: str


class Requests(Struct, frozen=True):
    """The member's requests, the oldest change first."""

    requests: list[Request]
