"""What an app is told of somebody, in OpenID Connect's words (Core §2, §5.1).

May be imported by: services.apps.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, cast

from bailee.terms import ItemId

__all__ = ["ACR_VALUES", "acr_of", "claims_of", "fields_for"]

ONE, TWO, PHISHING_RESISTANT = "urn:bailee:one", "urn:bailee:two", "phr"
ACR_VALUES: Final = (PHISHING_RESISTANT, TWO, ONE)
"""How surely it is them: a passkey (`phr`, OpenID EAP ACR Values §2), two proofs, one proof."""
_KEYS: Final = frozenset({"hwk", "swk"})
_PROFILE, _ADDRESSES = ItemId("profile"), ItemId("addresses")
_FIELDS: Final[Mapping[str, tuple[ItemId, tuple[str, ...]]]] = {
    "name": (_PROFILE, ("name",)),
    "preferred_username": (_PROFILE, ("handle",)),
    "locale": (_PROFILE, ("language",)),
    "zoneinfo": (_PROFILE, ("time_zone",)),
    "email": (_ADDRESSES, ("now",)),
    "email_verified": (_ADDRESSES, ("now",)),
    "phone_number": (_ADDRESSES, ("now",)),
    "phone_number_verified": (_ADDRESSES, ("now",)),
    "address": (_PROFILE, ("postal_address", "postcode")),
}
"""Which fields of the account each claim is made of."""
_KINDS: Final = {"email": "email", "phone_number": "phone"}
_ADDRESS: Final = ("formatted", "postal_code")


def acr_of(methods: Collection[str]) -> str:
    """How surely it is them, by the methods of their sign-in (RFC 8176)."""
    if _KEYS & set(methods):
        return PHISHING_RESISTANT
    return TWO if len(set(methods)) > 1 else ONE


def fields_for(claims: Collection[str]) -> dict[ItemId, set[str]]:
    """The records and fields of the account that these claims are made of."""
    found: dict[ItemId, set[str]] = {}
    for record, fields in (_FIELDS[claim] for claim in claims if claim in _FIELDS):
        found.setdefault(record, set()).update(fields)
    return found


def claims_of(
    told: Mapping[ItemId, Mapping[str, object]], claims: Collection[str]
) -> dict[str, object]:
    """The claims, of those fields that there are; what is empty is left out (Core §5.3.2)."""
    found = {claim: _claim(told, claim) for claim in sorted(set(claims) & _FIELDS.keys())}
    return {claim: value for claim, value in found.items() if value}


def _claim(told: Mapping[ItemId, Mapping[str, object]], claim: str) -> object:
    record, fields = _FIELDS[claim]
    values = [told.get(record, {}).get(field) for field in fields]
    kind = _KINDS.get(claim.removesuffix("_verified"))
    if kind:
        # It is in the account only since its member typed the code that was sent there.
        reached = _of_kind(values[0], kind)
        return bool(reached) if claim.endswith("_verified") else reached
    if claim == "address":
        return {name: value for name, value in zip(_ADDRESS, values, strict=True) if value}
    return values[0]


def _of_kind(addresses: object, kind: str) -> str:
    for one in cast("list[dict[str, str]]", addresses or []):
        if one.get("kind") == kind:
            return one.get("value", "")
    return ""
