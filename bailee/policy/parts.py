"""What a policy file says, as values: purposes, categories, cases, promises.

May be imported by: every room above `policy`; nothing here knows how a file is written.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from bailee.terms import ActorKind, Basis, Category, ClauseId, Custody, Purpose

Words = dict[str, str]
"""One sentence in each language: `{"en": "…", "de": "…"}`."""


class DataClass(StrEnum):
    """The two classes of information (class.personal); there is no third and no default."""

    PERSONAL = "personal"
    NON_PERSONAL = "non-personal"


class KeepFrom(StrEnum):
    """The event from which storage is counted, from the earliest to the latest."""

    COLLECTED = "collected"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Keep(Struct, frozen=True):
    """How long: so many days, counted from an event (GDPR Art. 5(1)(e))."""

    days: int
    event: KeepFrom


class Contact(Struct, frozen=True):
    """Someone who answers: a name, and a `mailto:`, `https:` or `tel:` address."""

    name: str
    contact: str


class PurposeClause(Struct, frozen=True, kw_only=True):
    """`[purpose.NAME]`: what data may be processed for."""

    name: Purpose
    under: ClauseId
    says: Words
    written: Words
    """The sentence as the file writes it, before `{values}` are filled in."""

    @property
    def clause(self) -> ClauseId:
        """Its id: `purpose.sync`."""
        return ClauseId(f"purpose.{self.name}")


class CategoryClause(Struct, frozen=True, kw_only=True):
    """`[category.NAME]`: what is kept of people, for what, how long, and who sees it."""

    name: Category
    under: ClauseId
    says: Words
    written: Words
    data_class: DataClass
    bases: dict[Purpose, Basis]
    """Its purposes, in the order of the file, each with its basis."""
    keep: Keep
    custody: Custody
    seen_by: frozenset[ActorKind]
    """Besides `bailee` itself."""
    rotate_days: int | None = None
    """How long one pseudonym lives; only for non-personal categories."""
    precision_m: int | None = None

    @property
    def clause(self) -> ClauseId:
        """Its id: `category.contacts`."""
        return ClauseId(f"category.{self.name}")

    @property
    def purposes(self) -> frozenset[Purpose]:
        """What it is for."""
        return frozenset(self.bases)

    @property
    def is_personal(self) -> bool:
        """Whether a person can be identified by it."""
        return self.data_class is DataClass.PERSONAL


class CaseClause(Struct, frozen=True, kw_only=True):
    """`[case.NAME]`: a case of disclosure, and the evidence that it takes."""

    name: str
    under: ClauseId
    says: Words
    written: Words
    evidence: frozenset[str]
    categories: frozenset[Category]

    @property
    def clause(self) -> ClauseId:
        """Its id: `case.agency`."""
        return ClauseId(f"case.{self.name}")


class PromiseClause(Struct, frozen=True, kw_only=True):
    """`[promise."ID"]`: a promise of the catalogue in the operator's words, with its values."""

    clause: ClauseId
    says: Words
    written: Words
    values: dict[str, int]

    @property
    def under(self) -> ClauseId:
        """The promise of the catalogue: itself."""
        return self.clause


AnyClause = PurposeClause | CategoryClause | CaseClause | PromiseClause


class Said(Struct, frozen=True, kw_only=True):
    """All that one policy file says."""

    name: str
    version: int
    since: date
    languages: tuple[str, ...]
    controller: Contact
    officer: Contact
    purposes: dict[Purpose, PurposeClause]
    categories: dict[Category, CategoryClause]
    cases: dict[str, CaseClause]
    promises: dict[ClauseId, PromiseClause]
    text: str
    digest: str
    """SHA-256 of the text, in hexadecimal."""

    @property
    def clauses(self) -> dict[ClauseId, AnyClause]:
        """Every clause of the file by its id: purposes, categories, cases, promises."""
        clauses: tuple[AnyClause, ...] = (
            *self.purposes.values(),
            *self.categories.values(),
            *self.cases.values(),
            *self.promises.values(),
        )
        return {clause.clause: clause for clause in clauses}

    @property
    def covers(self) -> frozenset[ClauseId]:
        """The promises of the catalogue that the file speaks of, as whatever kind of clause."""
        return frozenset(clause.under for clause in self.clauses.values())
