"""Which claims a scope stands for, and which a request names one by one (Core §5.4, §5.5).

May be imported by: protocols.oidc, services.apps, gateways.oidc, pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

import msgspec
from msgspec import Struct

__all__ = ["CLAIMS", "NOTHING_ASKED", "SCOPES", "Asked", "parse", "scope_of"]

SCOPES: Final[Mapping[str, tuple[str, ...]]] = {
    "profile": ("name", "preferred_username", "locale", "zoneinfo"),
    "email": ("email", "email_verified"),
    "phone": ("phone_number", "phone_number_verified"),
    "address": ("address",),
}
"""What each scope stands for, of what is kept here."""
CLAIMS: Final = frozenset(claim for claims in SCOPES.values() for claim in claims)
_OF: Final = {claim: scope for scope, claims in SCOPES.items() for claim in claims}
_ABOUT_SIGN_IN: Final = frozenset({"acr", "amr", "auth_time"})
_MOST_CHARACTERS: Final = 4096


class Asked(Struct, frozen=True):
    """The `claims` parameter: names for each place, and what `sub` and `acr` must be."""

    userinfo: frozenset[str] = frozenset()
    id_token: frozenset[str] = frozenset()
    sub: str = ""
    acr: tuple[str, ...] = ()
    wants_auth_time: bool = False


NOTHING_ASKED: Final = Asked()


def scope_of(claim: str) -> str:
    """The scope that a claim belongs to."""
    return _OF[claim]


def parse(text: str) -> Asked:
    """Read the `claims` parameter; a claim that is not known is left out (Core §5.5).

    Raises `ValueError` when it is not what the standard says.
    """
    if len(text) > _MOST_CHARACTERS:
        raise ValueError("the claims parameter is too long")
    try:
        said = msgspec.json.decode(text, type=dict[str, dict[str, Any] | None])
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        raise ValueError("the claims parameter is not JSON as OpenID Connect wants it") from None
    userinfo, id_token = said.get("userinfo") or {}, said.get("id_token") or {}
    return Asked(
        userinfo=CLAIMS & userinfo.keys(),
        id_token=(CLAIMS | _ABOUT_SIGN_IN) & id_token.keys(),
        sub=_first(_values(id_token.get("sub"))) or _first(_values(userinfo.get("sub"))),
        acr=_values(id_token.get("acr")),
        wants_auth_time="auth_time" in id_token,
    )


def _values(wanted: object) -> tuple[str, ...]:
    """What a claim must be: its `value`, or one of its `values` (Core §5.5.1)."""
    if not isinstance(wanted, dict):
        return ()
    rules = cast("dict[str, object]", wanted)
    found: list[object] = [rules.get("value")]
    many = rules.get("values")
    if isinstance(many, list):
        found += cast("list[object]", many)
    return tuple(value for value in found if isinstance(value, str))


def _first(values: tuple[str, ...]) -> str:
    return values[0] if values else ""
