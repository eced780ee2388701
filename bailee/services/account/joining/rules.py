"""Who may join: the operator's setting.

May be imported by: services.account.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from bailee.terms import BaileeError

__all__ = ["ClosedError", "Registration", "Rules"]


class Registration(StrEnum):
    """Who may open an account."""

    OPEN = "open"
    INVITED = "invited"
    CLOSED = "closed"


class Rules(Struct, frozen=True):
    """The operator's setting; `members_invite`: members may hand invitations out as well."""

    registration: Registration = Registration.CLOSED
    members_invite: bool = False


class ClosedError(BaileeError):
    """Nobody may join this way."""
