"""What an app is told of somebody, in OpenID Connect's words (Core §2, §5.1).

May be imported by: services.apps.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

__all__ = ["ACR_VALUES", "acr_of", "claims_of", "fields_for"]

ONE, TWO, PHISHING_RESISTANT = "urn:bailee:one", "urn:bailee:two", "phr"
ACR_VALUES: Final = (PHISHING_RESISTANT, TWO, ONE)
"""How surely it is them: a passkey (`phr`, OpenID EAP ACR Values §2), two proofs, one proof."""
_KEYS: Final = frozenset({"hwk", "swk"})
_FIELDS: Final[Mapping[str, str]] = {
    "name": "name",
    "preferred_username": "handle",
    "locale": "language",
    "zoneinfo": "time_zone",
    "email": "email",
    "email_verified": "email",
    "phone_number": "phone",
    "phone_number_verified": "phone",
    "address": "address",
}
"""Which field of the account each claim is made of."""


def acr_of(methods: Collection[str]) -> str:
    """How surely it is them, by the methods of their sign-in (RFC 8176)."""
    if _KEYS & set(methods):
        return PHISHING_RESISTANT
    return TWO if len(set(methods)) > 1 else ONE


def fields_for(claims: Collection[str]) -> frozenset[str]:
    """The fields of the account that these claims are made of."""
    return frozenset(_FIELDS[claim] for claim in claims if claim in _FIELDS)


def claims_of(fields: Mapping[str, object], claims: Collection[str]) -> dict[str, object]:
    """The claims, of those fields that there are; what is empty is left out (Core §5.3.2)."""
    found: dict[str, object] = {}
    for claim in sorted(set(claims) & _FIELDS.keys()):
        value = fields.get(_FIELDS[claim])
        if not value:
            continue
        # Nothing becomes part of an account here before its member proved that it is theirs.
        found[claim] = True if claim.endswith("_verified") else value
    return found
