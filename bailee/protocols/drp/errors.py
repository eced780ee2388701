"""What an agent is told of a request that cannot be taken (§3.06).

May be imported by: protocols.drp, rights, gateways.
"""

from __future__ import annotations

__all__ = ["DrpError", "ForbiddenError"]


class DrpError(Exception):
    """A request that is not taken; `is_fatal`: trying again does not help."""

    status = 400

    def __init__(self, message: str, *, is_fatal: bool = False) -> None:
        super().__init__(message)
        self.message, self.is_fatal = message, is_fatal


class ForbiddenError(DrpError):
    """Not by this agent, or not with this key."""

    status = 403
