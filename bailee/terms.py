"""The words of the house: ids, operations, decisions and named errors. Imports nothing of ours.

May be imported by: every room but `protocols`, which knows nothing of us.
Each word is the field's (W3C DPV 2.0, GDPR); docs/glossary.md gives the source of each.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, NewType, Protocol

from msgspec import Struct

SubjectId = NewType("SubjectId", str)
"""Whose data it is: 16 random letters, never a name."""
Category = NewType("Category", str)
"""A category of personal data (GDPR Art. 30(1)(c)); the unit of keys, clauses and retention."""
Purpose = NewType("Purpose", str)
"""What data is processed for (GDPR Art. 5(1)(b))."""
Actor = NewType("Actor", str)
"""Who performs, as `kind:id`; the kinds are those of `ActorKind`. `bailee` has no id."""
ClauseId = NewType("ClauseId", str)
"""A promise of the catalogue, or `category.NAME`, `purpose.NAME`, `case.NAME` of a policy file."""
FolderId = NewType("FolderId", str)
"""A folder of one holding: an address book, a calendar. Random, never a name."""
ItemId = NewType("ItemId", str)
"""The name of one item in its folder, chosen by a client; sealed wherever it is kept."""


class ActorKind(StrEnum):
    """Who may perform."""

    DEVICE = "device"
    MEMBER = "member"
    STAFF = "staff"
    RECIPIENT = "recipient"
    BAILEE = "bailee"


def kind_of(actor: Actor) -> str:
    """The kind of an actor: `device` of `device:k3x…`."""
    return actor.partition(":")[0]


class Operation(StrEnum):
    """What can be done to data (GDPR Art. 4(2)). `expire`, `delete`, `erase` are three things."""

    COLLECT = "collect"
    READ = "read"
    CHANGE = "change"
    DELETE = "delete"
    DISCLOSE = "disclose"
    ERASE = "erase"
    EXPIRE = "expire"
    ANONYMIZE = "anonymize"
    COMBINE = "combine"


class Basis(StrEnum):
    """The six bases of GDPR Art. 6(1)(a)-(f)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal-obligation"
    VITAL_INTERESTS = "vital-interests"
    PUBLIC_TASK = "public-task"
    LEGITIMATE_INTERESTS = "legitimate-interests"


class Custody(StrEnum):
    """Who holds the key of a category (security.rest, security.own_eyes)."""

    KEPT = "kept"
    UNLOCKED = "unlocked"
    SEALED = "sealed"


class State(StrEnum):
    """What a subject's account is. Only `active` is processed for purposes; rights go on in all."""

    ACTIVE = "active"
    HELD = "held"
    RESTRICTED = "restricted"
    CLOSING = "closing"


class Agreement(NamedTuple):
    """One consent: to this purpose, for this category."""

    purpose: Purpose
    category: Category


class Opened(NamedTuple):
    """What one member of staff may read of a subject by a grant that stands (security.staff)."""

    actor: Actor
    purpose: Purpose
    category: Category


class Standing(Struct, frozen=True):
    """What is true of a subject when a decision falls.

    `guardian`: a child's, if there is one. `held`: the categories that have to be kept. `opened`:
    by the grants that stand at this moment; nothing, as a rule.
    """

    consents: frozenset[Agreement] = frozenset()
    state: State = State.ACTIVE
    is_child: bool = False
    guardian: SubjectId | None = None
    held: frozenset[Category] = frozenset()
    opened: frozenset[Opened] = frozenset()

    @property
    def is_active(self) -> bool:
        """Whether the account is open."""
        return self.state is State.ACTIVE


class Processing(NamedTuple):
    """One proposed operation, before it is decided."""

    operation: Operation
    category: Category
    purpose: Purpose
    actor: Actor


class Permit(Struct, frozen=True):
    """Yes, and by which clause."""

    clause: ClauseId


class Refuse(Struct, frozen=True):
    """No: a reason that people can read, and the clause that says so (None: none allows it)."""

    reason: str
    clause: ClauseId | None = None


Decision = Permit | Refuse

SERVICE_PURPOSE = Purpose("service")
ACCESS = Purpose("access")
"""A subject sees or takes what is held of them (GDPR Art. 15, 20); no policy can take it away."""
ERASURE = Purpose("erasure")
"""A subject has what is held of them erased (GDPR Art. 17); no policy can take it away."""
APPS = Purpose("apps")
"""A member signs in elsewhere, and the app learns what they let it (GDPR Art. 6(1)(a))."""
RETENTION = Purpose("retention")
"""What is due goes (GDPR Art. 5(1)(e)); performed by `bailee` alone."""
BAILEE = Actor("bailee")


class Service(Struct, frozen=True):
    """What a service declares: nothing else about it is known to policy, vault or rights.

    `collects` gives the media type of each category; `custodies` what each can be run in;
    `secret` names those that prove who somebody is, and so are told of but never given out.
    `stops` says, for purposes that ask for consent, what no longer works without it, by language.
    """

    name: str
    collects: dict[Category, str]
    purposes: frozenset[Purpose]
    custodies: frozenset[Custody] = frozenset({Custody.KEPT})
    secret: frozenset[Category] = frozenset()
    stops: dict[Purpose, dict[str, str]] = {}


class Session(Struct, frozen=True):
    """A member signed in on a page.

    `since`: when they signed in (`auth_time` of OpenID Connect Core §2). `confirmed_at`: when they
    proved last that it is them. `methods`: how, as RFC 8176 names it (`pwd`, `otp`, `hwk`, `user`).
    `id`: what a list of sessions calls it; it opens nothing.
    """

    subject: SubjectId
    actor: Actor
    csrf: str
    confirmed_at: int
    since: int = 0
    methods: tuple[str, ...] = ()
    id: str = ""


class KeyRow(NamedTuple):
    """One wrapped key, as the key store keeps it: `keys` makes it, `storage` keeps it."""

    subject: str
    name: str
    holder: str
    epoch: int
    wrapped: bytes


class Clock(Protocol):
    """Where the time comes from: the assembly's clock, or a test's."""

    def now(self) -> int:
        """Seconds since 1970 (UTC)."""
        ...


class BaileeError(Exception):
    """An error of ours, told in words for whoever reads it; `hint` says what to do."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Refused(BaileeError):  # noqa: N818 - the domain's no is not a fault (house.md)
    """The policy said no. Raised once, in the vault; shown once, at the edge."""

    def __init__(self, refusal: Refuse) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


class ExistsError(BaileeError):
    """There is one of this name already."""


class NotFoundError(BaileeError):
    """There is no such thing, or it is not yours: both answer alike."""


class VersionError(BaileeError):
    """The item is not in the state that the caller named (a lost update was prevented)."""


class AliasError(BaileeError):
    """Another item of the folder already has this alias (RFC 6352 §6.3.2.1 no-uid-conflict)."""

    def __init__(self, holder: ItemId) -> None:
        super().__init__("another item has this identity")
        self.holder = holder


class LockedError(BaileeError):
    """The key is held by the member's devices, and none of them has a session now."""


class DamagedError(BaileeError):
    """What is kept is not what was sealed: something happened to it on its disk."""


ONES_OWN = (Refused, NotFoundError, LockedError, DamagedError)
"""What is wrong with one subject's data, and must not hold up the work for all the others."""


class TooLargeError(BaileeError):
    """The body is larger than the category admits."""


class PaperError(BaileeError):
    """A signature or certificate is not what it should be; the message says what is wrong."""


class StaleTokenError(BaileeError):
    """The sync token is older than the change log reaches, or was never given."""


class StorageError(BaileeError):
    """The data folder cannot be used: full, read-only, damaged, or in use."""


class KeyUnavailableError(BaileeError):
    """The root key is missing or does not open this data folder."""
