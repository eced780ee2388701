"""One difference between two versions.

May be imported by: policy.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from bailee.policy.parts import Words
from bailee.terms import Category, ClauseId, Purpose


class Kind(StrEnum):
    """What differs."""

    CATEGORY = "category"
    CLASS = "class"
    PURPOSE = "purpose"
    BASIS = "basis"
    RETENTION = "retention"
    CUSTODY = "custody"
    SIGHT = "sight"
    ROTATION = "rotation"
    PRECISION = "precision"
    PLACE = "place"
    CASE = "case"
    EVIDENCE = "evidence"
    OPENED = "opened"
    PROMISE = "promise"
    VALUE = "value"
    CONTACT = "contact"
    LANGUAGE = "language"
    WORDING = "wording"


class Change(Struct, frozen=True, kw_only=True):
    """One difference, in plain words; `reduces` where it takes a right away or weakens it.

    `categories` and `purposes` are what it touches (none: the whole policy); `people` says whom.
    """

    clause: ClauseId | None
    kind: Kind
    reduces: bool
    says: Words
    people: Words
    categories: frozenset[Category] = frozenset()
    purposes: frozenset[Purpose] = frozenset()
    before: Words = {}
    """The sentence as it was; only where nothing but the wording changed."""
    after: Words = {}
