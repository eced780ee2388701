"""What a provider says of itself (OpenID Connect Discovery §3, RFC 8414 §2).

May be imported by: services.apps, gateways.oidc.
"""

from __future__ import annotations

from collections.abc import Sequence

from bailee.protocols.oidc.claims import SCOPES

__all__ = ["metadata"]

_SECRETS = ["client_secret_basic", "client_secret_post"]
_ENDPOINTS = {
    "authorization_endpoint": "authorize",
    "token_endpoint": "token",
    "userinfo_endpoint": "userinfo",
    "jwks_uri": "jwks",
    "introspection_endpoint": "introspect",
    "revocation_endpoint": "revoke",
    "end_session_endpoint": "end-session",
}
_ABOUT_SIGN_IN = ("sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "at_hash")
_SUPPORTED: dict[str, object] = {
    "scopes_supported": ["openid", *SCOPES, "offline_access"],
    "response_types_supported": ["code"],
    "response_modes_supported": ["query"],
    "grant_types_supported": ["authorization_code", "refresh_token"],
    "subject_types_supported": ["pairwise"],
    "token_endpoint_auth_methods_supported": [*_SECRETS, "none"],
    "introspection_endpoint_auth_methods_supported": _SECRETS,
    "revocation_endpoint_auth_methods_supported": [*_SECRETS, "none"],
    "code_challenge_methods_supported": ["S256"],
    "prompt_values_supported": ["none", "login", "consent", "select_account"],
    "claim_types_supported": ["normal"],
    "claims_supported": [*_ABOUT_SIGN_IN, *(name for names in SCOPES.values() for name in names)],
    "claims_parameter_supported": True,
    "request_parameter_supported": False,
    "request_uri_parameter_supported": False,
    "authorization_response_iss_parameter_supported": True,
}


def metadata(
    issuer: str,
    *,
    algorithms: Sequence[str],
    acr_values: Sequence[str],
    languages: Sequence[str],
    registers: bool,
) -> dict[str, object]:
    """The discovery document; `registers`: whether apps may register by themselves."""
    said: dict[str, object] = {
        "issuer": issuer,
        **{name: f"{issuer}/oidc/{path}" for name, path in _ENDPOINTS.items()},
        **_SUPPORTED,
        "id_token_signing_alg_values_supported": list(algorithms),
        "acr_values_supported": list(acr_values),
        "ui_locales_supported": list(languages),
        "op_policy_uri": f"{issuer}/policy",
    }
    if registers:
        said["registration_endpoint"] = f"{issuer}/oidc/register"
    return said
