"""One request: what is asked, since when, until when, by whom and how that was proven, and the end.

A refusal without a ground, a reason, its evidence and its appeal is no value of its type: it can be
neither made, nor saved, nor read.

Keeps: access.refusal, access.identity, access.thirty_days.
May be imported by: rights.requests.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from bailee.rights.guardians import Contact
from bailee.rights.requests.kinds import Ground, Kind
from bailee.terms import Actor, BaileeError, SubjectId

__all__ = [
    "Answer",
    "Did",
    "FullError",
    "Identity",
    "Phase",
    "Refusal",
    "RequestError",
    "Step",
    "SubjectRequest",
    "bounded",
]

_LONGEST = 4_000
_MOST_STEPS = 60


class RequestError(BaileeError, ValueError):
    """This is no request, no answer, or no refusal; the message says what is missing."""


class FullError(RequestError):
    """Too many wait already."""


class Did(StrEnum):
    """What happened to a request."""

    RECEIVED = "received"
    ADDED = "added"
    ASKED_BACK = "asked-back"
    ANSWERED = "answered"
    REFUSED = "refused"
    APPEALED = "appealed"
    TAKEN_BACK = "taken-back"
    OVERDUE = "overdue"


class Phase(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    ANSWERED = "answered"
    REFUSED = "refused"
    TAKEN_BACK = "taken-back"


class Identity(Struct, frozen=True):
    """How whoever asks proved who they are, and when.

    `methods`: as RFC 8176 names them (`pwd`, `otp`, `hwk`), or `mail` and `sms` for a code that was
    sent to an address.
    """

    methods: tuple[str, ...]
    at: int


class Step(Struct, frozen=True):
    """One thing that happened, when, and who did it."""

    at: int
    by: Actor
    did: Did
    says: str = ""


class Answer(Struct, frozen=True):
    """What was answered, or done; `receipt`: the number of the receipt for what was done."""

    at: int
    by: Actor
    says: str = ""
    receipt: str = ""


class Refusal(Struct, frozen=True, kw_only=True):
    """A no, on one of four grounds. `appeal`: the path where it is appealed against."""

    at: int
    by: Actor
    ground: Ground
    reason: str
    evidence: str
    appeal: str

    def __post_init__(self) -> None:
        """Refuse to be without any of its parts. Raises `RequestError`."""
        if all(self.ground is not one for one in Ground):
            raise RequestError("a refusal needs one of the four grounds")
        for name in ("reason", "evidence", "appeal"):
            if not getattr(self, name).strip():
                raise RequestError(f"a refusal needs its {name}")


class SubjectRequest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One request of one subject.

    `due`: by when it is answered. `about`: which purpose, or what name or number. `appeals`: the
    number of what is appealed against, `appealed`: of the appeal. `ward`: the child that a guardian
    asks for. `contact` and `key`: where somebody without an account is answered, and the key of the
    page where they follow it. `alarmed_at`: when it was last told that it is late.
    """

    kind: Kind
    received: int
    due: int
    identity: Identity
    says: str = ""
    about: str = ""
    language: str = "en"
    steps: tuple[Step, ...] = ()
    answer: Answer | None = None
    refusal: Refusal | None = None
    taken_back_at: int = 0
    appeals: str = ""
    appealed: str = ""
    ward: SubjectId | None = None
    contact: Contact | None = None
    key: str = ""
    alarmed_at: int = 0

    def __post_init__(self) -> None:
        """Hold what every request keeps to. Raises `RequestError`."""
        if self.due < self.received:
            raise RequestError("a request cannot be due before it comes")
        if self.answer is not None and self.refusal is not None:
            raise RequestError("a request is answered or refused, and not both")
        if len(self.steps) > _MOST_STEPS:
            raise RequestError("this request has too many steps", hint="begin another one")

    @property
    def phase(self) -> Phase:
        """Where it stands."""
        if self.answer is not None:
            return Phase.ANSWERED
        if self.refusal is not None:
            return Phase.REFUSED
        return Phase.TAKEN_BACK if self.taken_back_at else Phase.OPEN

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.phase is Phase.OPEN

    @property
    def is_own_doing(self) -> bool:
        """Whether a machine did at once what was asked."""
        return self.answer is not None and self.due == self.received

    def is_late(self, now: int) -> bool:
        """Whether its time is over, and nobody has answered."""
        return self.is_open and self.due < now


def bounded(text: str) -> str:
    """What somebody wrote: a few thousand characters, printable, its lines kept."""
    lines = text[:_LONGEST].splitlines()
    kept = ("".join(char for char in line if char.isprintable()).rstrip() for line in lines)
    return "\n".join(kept).strip()
