"""The two ceremonies of WebAuthn Level 3, as a server sees them: what it asks, what it checks.

Asking is JSON and costs nothing; checking loads the library, at the first passkey that comes.
Attestation is not asked for: whose make an authenticator is, is nobody's business here.

May be imported by: services.account.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Struct

from bailee.services.account.errors import PasskeyError
from bailee.terms import SubjectId

__all__ = [
    "Answer",
    "Asserted",
    "Made",
    "Party",
    "asking",
    "making",
    "read",
    "verify",
    "verify_new",
]

_TIMEOUT_MS = 300_000
_ALGORITHMS = (-8, -7, -257)
"""EdDSA, ES256, RS256 (RFC 9053, RFC 8812): what authenticators have."""
_LONGEST = 16 * 1024
_WRONG = "this passkey could not be checked"


class Party(Struct, frozen=True):
    """Who asks: the domain that passkeys are bound to, and the addresses that pages may have."""

    host: str
    origins: frozenset[str]


class _Response(Struct, rename="camel"):
    client_data_json: str = msgspec.field(name="clientDataJSON")
    attestation_object: str = ""
    authenticator_data: str = ""
    signature: str = ""
    user_handle: str | None = None
    transports: list[str] = []


class _Credential(Struct, rename="camel"):
    id: str
    raw_id: str
    type: str
    response: _Response


class _ClientData(Struct):
    challenge: str


class Answer(Struct, frozen=True):
    """What a browser answered (`PublicKeyCredential.toJSON`), read and not yet believed."""

    id: str
    challenge: bytes
    handle: bytes
    transports: tuple[str, ...]
    text: str


class Made(Struct, frozen=True):
    """A passkey that was made. `count`: how often its authenticator says that it was used."""

    public_key: bytes
    count: int
    is_synced: bool


class Asserted(Struct, frozen=True):
    """A passkey that was used. `is_verified`: its holder proved themselves to it, too."""

    count: int
    is_verified: bool


def handle_of(subject: SubjectId) -> bytes:
    """What authenticators know a member by (WebAuthn L3 §6.3.2, user handle); tells nothing."""
    return sha256(f"passkeys|{subject}".encode()).digest()


def asking(party: Party, challenge: bytes, *, only: list[dict[str, Any]]) -> str:
    """What to ask for an assertion, as JSON (WebAuthn L3 §5.5); `only`: these, or any (empty)."""
    return _json(
        {
            "challenge": _b64(challenge),
            "rpId": party.host,
            "timeout": _TIMEOUT_MS,
            "userVerification": "required",
            "allowCredentials": only,
        }
    )


def making(
    party: Party, challenge: bytes, *, subject: SubjectId, name: str, known: list[dict[str, Any]]
) -> str:
    """What to ask to make a passkey, as JSON (WebAuthn L3 §5.4): discoverable, and verified."""
    return _json(
        {
            "challenge": _b64(challenge),
            "rp": {"id": party.host, "name": party.host},
            "user": {"id": _b64(handle_of(subject)), "name": name, "displayName": name},
            "pubKeyCredParams": [{"type": "public-key", "alg": alg} for alg in _ALGORITHMS],
            "timeout": _TIMEOUT_MS,
            "excludeCredentials": known,
            "authenticatorSelection": {
                "residentKey": "required",
                "requireResidentKey": True,
                "userVerification": "required",
            },
            "attestation": "none",
        }
    )


def descriptor(name: str, transports: tuple[str, ...]) -> dict[str, Any]:
    """How a passkey is named to a browser (WebAuthn L3 §5.8.3)."""
    return {"type": "public-key", "id": name, "transports": list(transports)}


def read(text: str) -> Answer:
    """Read what a browser answered. Raises `PasskeyError`."""
    try:
        if len(text) > _LONGEST:
            raise PasskeyError(_WRONG)
        found = msgspec.json.decode(text, type=_Credential)
        response = found.response
        data = msgspec.json.decode(_bytes(response.client_data_json), type=_ClientData)
        handle = _bytes(response.user_handle or "")
        name = _b64(_bytes(found.id))
        transports = tuple(one[:16] for one in response.transports[:8])
        return Answer(name, _bytes(data.challenge), handle, transports, text)
    except (msgspec.MsgspecError, ValueError) as error:
        raise PasskeyError(_WRONG) from error


def verify_new(answer: Answer, party: Party) -> Made:
    """Check that a passkey was made as asked (WebAuthn L3 §7.1). Raises `PasskeyError`."""
    from webauthn import verify_registration_response  # noqa: PLC0415 - 8 MB, for who has passkeys

    try:
        found = verify_registration_response(
            credential=answer.text,
            expected_challenge=answer.challenge,
            expected_rp_id=party.host,
            expected_origin=sorted(party.origins),
            require_user_verification=True,
        )
    except Exception as error:  # the library raises more than it says: all of it is a no
        raise PasskeyError(_WRONG) from error
    is_synced = found.credential_device_type == "multi_device"
    return Made(found.credential_public_key, found.sign_count, is_synced)


def verify(answer: Answer, party: Party, *, public_key: bytes) -> Asserted:
    """Check an assertion (WebAuthn L3 §7.2, but the counter). Raises `PasskeyError`."""
    from webauthn import verify_authentication_response  # noqa: PLC0415 - as above

    try:
        found = verify_authentication_response(
            credential=answer.text,
            expected_challenge=answer.challenge,
            expected_rp_id=party.host,
            expected_origin=sorted(party.origins),
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except Exception as error:
        raise PasskeyError(_WRONG) from error
    return Asserted(found.new_sign_count, found.user_verified)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
