"""What an agent is answered: where a request stands, an error, and what business this is.

May be imported by: protocols.drp, rights, gateways.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

import msgspec
from msgspec import Struct

from bailee.protocols.drp.errors import DrpError
from bailee.protocols.drp.messages import Action

__all__ = ["Business", "State", "Status", "failed", "moment"]


class State(StrEnum):
    """Where a request can stand (§3.02)."""

    IN_PROGRESS = "in_progress"
    FULFILLED = "fulfilled"
    REVOKED = "revoked"
    DENIED = "denied"
    EXPIRED = "expired"


class Status(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The Exercise Status (§3.03); times as ISO 8601."""

    request_id: str
    status: State
    received_at: str
    agent_request_id: str = ""
    reason: str = ""
    expected_by: str = ""
    processing_details: str = ""
    user_verification_url: str = ""
    results_url: str = ""
    expires_at: str = ""

    def written(self) -> bytes:
        """As JSON."""
        return msgspec.json.encode(self)


class Business(Struct, frozen=True, kw_only=True):
    """This business, as an entry of the network's directory (§3.05.2)."""

    id: str
    name: str
    api_base: str
    web_url: str
    privacy_policy_url: str
    business_contact: str
    technical_contact: str
    supported_actions: tuple[str, ...] = tuple(one.value for one in Action)
    supported_verifications: tuple[str, ...] = ()
    logo: str | None = None

    def written(self) -> bytes:
        """As JSON."""
        return msgspec.json.encode(self)


def failed(error: DrpError) -> bytes:
    """An error (§3.06)."""
    said: dict[str, str | bool] = {"code": str(error.status), "message": error.message}
    if error.is_fatal:
        said["fatal"] = True
    return msgspec.json.encode(said)


def moment(at: int) -> str:
    """`2026-01-01T12:00:00+00:00`."""
    return datetime.fromtimestamp(at, tz=UTC).isoformat()
