"""What can go wrong on the way in, in words for whoever reads them.

May be imported by: services.account.
"""

from __future__ import annotations

from bailee.terms import BaileeError

__all__ = ["HandleError", "PasswordError", "SignInError"]


class SignInError(BaileeError):
    """Name and proof do not belong together."""


class HandleError(BaileeError):
    """The handle cannot be had."""


class PasswordError(BaileeError):
    """The new password will not do."""
