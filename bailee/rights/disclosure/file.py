"""A disclosure file as a value: what is asked, each piece of evidence, who checked, who decided.

Which evidence it has is computed here and nowhere else: a piece that somebody else has not checked
is none, and a scan takes two. A change of what was checked or decided undoes the decision.

Keeps: share.law, share.interest, share.emergency, share.proceedings, share.agency,
    share.public_agency, share.permitted, share.merger.
May be imported by: rights.disclosure, pages, tests.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from bailee.terms import BaileeError, Category, SubjectId

__all__ = [
    "AFTER",
    "RANKS",
    "Decision",
    "DisclosureError",
    "DisclosureFile",
    "Gag",
    "Phase",
    "Piece",
    "Scope",
    "evidence_of",
]

AFTER = frozenset({"share.interest", "share.emergency"})
"""The promises by which a person is told after, because it could not wait."""
RANKS = ("head", "deputy-head", "like-rank")
"""Who may sign for an agency: its head, whoever acts for them, or somebody of like rank."""
BY_HOUSE = frozenset({"scope", "second-staff", "time-limit", "notice"})
"""Evidence that the file itself shows; nobody can add it as a piece."""
_SCAN_CHECKS = 2


class DisclosureError(BaileeError):
    """This step is not to be had now; the message says why, and what comes first."""


class Phase(StrEnum):
    """Where a file stands."""

    OPEN = "open"
    GRANTED = "granted"
    RELEASED = "released"
    REFUSED = "refused"


class Scope(Struct, frozen=True):
    """Which categories, and what was changed from `since` until before `until` (Unix, s)."""

    categories: tuple[Category, ...]
    since: int
    until: int

    @property
    def is_whole(self) -> bool:
        """Whether it names something."""
        return bool(self.categories) and self.since < self.until

    def holds(self, other: Scope) -> bool:
        """Whether the other stays within this one."""
        inside = self.since <= other.since and other.until <= self.until
        return inside and set(other.categories) <= set(self.categories)


class Piece(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One piece of evidence: words, or an attachment by its SHA-256.

    `covers`: the SHA-256 of the document that a signature is of; `signed_by`: the fingerprint of
    the certificate by which it was verified here. `rank`: whose signature it is, of `RANKS`.
    """

    by: SubjectId
    at: int
    says: str = ""
    sha256: str = ""
    size: int = 0
    covers: str = ""
    signed_by: str = ""
    rank: str = ""
    checked: tuple[SubjectId, ...] = ()

    @property
    def others(self) -> int:
        """How many checked it besides whoever brought it."""
        return len({*self.checked} - {self.by})


class Gag(Struct, frozen=True):
    """Until when its subject may not be told, who ordered that, and where it stands."""

    until: int
    authority: str
    reference: str


class Decision(Struct, frozen=True):
    """What one officer decided, and why."""

    by: SubjectId
    at: int
    grants: Scope
    reason: str


class DisclosureFile(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file. Whose data it is about, a blind name says, and only while there is that person."""

    case: str
    recipient: str
    at: int
    by: SubjectId
    asked: Scope
    certificate: str
    """The recipient's, PEM: only they can open the package."""
    expires_at: int = 0
    """The end of an opening that has a time limit; 0 without."""
    pieces: dict[str, Piece] = {}
    gag: Gag | None = None
    gag_over: bool = False
    first: Decision | None = None
    second: Decision | None = None
    refusal: Decision | None = None
    phase: Phase = Phase.OPEN
    told_at: int = 0
    released_at: int = 0
    released_by: SubjectId = SubjectId("")
    items: dict[str, int] = {}
    sha256: str = ""
    """Of the package as it left."""

    @property
    def is_narrowed(self) -> bool:
        """Whether less was granted than asked."""
        return self.second is not None and self.second.grants != self.asked

    def is_gagged(self, now: int) -> bool:
        """Whether its subject may not be told now."""
        return self.gag is not None and now < self.gag.until


def evidence_of(file: DisclosureFile, now: int) -> frozenset[str]:
    """The evidence that a file has now, by the names of the policy."""
    scope = file.second.grants if file.second else file.first.grants if file.first else file.asked
    shown = {
        "scope": scope.is_whole and file.asked.holds(scope),
        "time-limit": now < file.expires_at,
        "second-staff": _two_decided(file),
        "notice": bool(file.told_at),
    }
    found = {name for name, holds in shown.items() if holds}
    return frozenset(found | {name for name in file.pieces if _is_checked(file, name)})


def _two_decided(file: DisclosureFile) -> bool:
    return file.first is not None and file.second is not None and file.first.by != file.second.by


def _is_checked(file: DisclosureFile, name: str) -> bool:
    piece = file.pieces[name]
    if name in BY_HOUSE or not piece.others:
        return False
    if name == "document":
        return bool(piece.sha256)
    if name == "signature":
        document = file.pieces.get("document")
        is_of_it = document is not None and piece.covers == document.sha256
        return is_of_it and (bool(piece.signed_by) or len({*piece.checked}) >= _SCAN_CHECKS)
    if name == "rank-of-signatory":
        return piece.rank in RANKS
    return bool(piece.says or piece.sha256)
