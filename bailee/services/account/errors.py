"""What can go wrong on the way in, in words for whoever reads them.

May be imported by: services.account.
"""

from __future__ import annotations

from bailee.terms import BaileeError

__all__ = ["CodeNeededError", "HandleError", "PasskeyError", "PasswordError", "SignInError"]


class SignInError(BaileeError):
    """Name and proof do not belong together."""


class HandleError(BaileeError):
    """The handle cannot be had."""


class PasswordError(BaileeError):
    """The new password will not do."""


class PasskeyError(SignInError):
    """What a browser answered does not prove a passkey of ours."""


class CodeNeededError(BaileeError):
    """The password is right and a one-time code is needed too; `ticket` stands for the password.

    It is no session and opens nothing: it is good for five minutes, at the next step alone.
    """

    def __init__(self, ticket: str) -> None:
        super().__init__("one more step: a code is needed", hint="open the app that makes them")
        self.ticket = ticket
