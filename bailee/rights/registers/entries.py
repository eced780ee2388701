"""What an entry of a register says, and what is none.

A processor's entry has what Art. 28 and Art. 30(1)(d), (e) GDPR ask for: its contract and the day
of it, that it is bound to confidentiality, what it may be given and what for, where it is, and by
which safeguard data may go there. A product of others has the address of its own policy.

Keeps: scope.third_party_products.
May be imported by: rights.
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from msgspec import Struct

from bailee.policy.decide import Policy
from bailee.terms import BaileeError, Category, ClauseId, Purpose

__all__ = ["EntryError", "Processor", "Product", "check_processor", "check_product"]

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_MOST = 300
_UNDER = ClauseId("share.processors")
_AREA = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE"}
    | {"IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"}
)
"""The European Economic Area: beyond it, a transfer takes a safeguard (GDPR Art. 44)."""


class EntryError(BaileeError):
    """What was said is no entry: something is missing, or the policy does not allow it."""


class Processor(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who works for the operator, by contract and on instruction (GDPR Art. 28)."""

    id: str
    name: str
    contact: str
    contract: str
    signed_on: date
    categories: tuple[Category, ...]
    purposes: tuple[Purpose, ...]
    country: str
    safeguard: str = ""
    deletion: str
    """Where it is told to delete: an `https:` or `mailto:` address."""
    is_confidential: bool
    since: int = 0

    @property
    def is_transfer(self) -> bool:
        """Whether what it is given leaves the European Economic Area (GDPR Art. 44)."""
        return self.country not in _AREA


class Product(Struct, frozen=True, kw_only=True):
    """A product, a part or a site of others, which has a policy of its own."""

    id: str
    name: str
    maker: str
    policy: str
    """The `https:` address of its policy."""
    since: int = 0


def check_processor(entry: Processor, policy: Policy) -> None:
    """Raises `EntryError`."""
    _check_words(entry.id, entry.name, entry.contact, entry.contract)
    if not _COUNTRY.fullmatch(entry.country):
        raise EntryError("the country is two capital letters (ISO 3166)", hint="DE, say")
    if entry.is_transfer and not entry.safeguard.strip():
        raise EntryError(
            f"{entry.country} is outside the European Economic Area: which safeguard is there?",
            hint="--safeguard, as GDPR Art. 46 has them",
        )
    if not entry.is_confidential:
        raise EntryError("whoever works for you has to be bound to confidentiality")
    if urlsplit(entry.deletion).scheme not in {"https", "mailto"}:
        raise EntryError("it is told to delete at an https: or mailto: address")
    _check_policy(entry, policy)


def _check_policy(entry: Processor, policy: Policy) -> None:
    cases = [case for case in policy.said.cases.values() if case.under == _UNDER]
    if not cases:
        raise EntryError(
            "the policy has no case for processors", hint=f"it takes a [case.NAME] under {_UNDER}"
        )
    allowed = frozenset[Category]().union(*(case.categories for case in cases))
    outside = sorted(set(entry.categories) - allowed)
    unknown = sorted(set(entry.purposes) - set(policy.purposes))
    if outside or not entry.categories:
        raise EntryError(f"the policy gives processors {', '.join(sorted(allowed))} and no more")
    if unknown or not entry.purposes:
        raise EntryError(f"the policy's purposes are {', '.join(sorted(policy.purposes))}")


def check_product(entry: Product) -> None:
    """Raises `EntryError`."""
    _check_words(entry.id, entry.name, entry.maker, entry.policy)
    if urlsplit(entry.policy).scheme != "https" or not urlsplit(entry.policy).hostname:
        raise EntryError("its policy is at an https: address")


def _check_words(name: str, *words: str) -> None:
    if not _ID.fullmatch(name):
        raise EntryError("an id is small letters, digits and hyphens", hint="acme-mail, say")
    if not all(word.strip() and word.isprintable() and len(word) <= _MOST for word in words):
        raise EntryError(f"every word of an entry is there, on one line, in {_MOST} letters")
