"""What can be wrong on the way in, as the pages say it.

May be imported by: pages.
"""

from __future__ import annotations

from bailee.pages.frame.speech import mark
from bailee.rights.guardians import ContactError, MonthError
from bailee.rights.notices import PostError
from bailee.services.account import (
    AddressError,
    ClosedError,
    CodeError,
    HandleError,
    InvitationError,
    PasskeyError,
    PasswordError,
)
from bailee.terms import BaileeError, NotFoundError

__all__ = ["different", "is_known", "words_of"]

_DIFFERENT = mark("The two passwords are not the same.")
_ELSE = mark("That is not possible. Go back and begin again.")
_NOWHERE = mark(
    "Nothing can be sent there. Write a mail address, or a number with its country: +49 …"
)
_WORDS: dict[type[BaileeError], tuple[str, str]] = {
    AddressError: (
        "address",
        mark(
            "Nothing can be sent there. Write a mail address, or a number with its country: +49 …"
        ),
    ),
    ContactError: (
        "contact",
        mark(
            "Nothing can be sent there. Write a mail address, or a number with its country: +49 …"
        ),
    ),
    ClosedError: ("", mark("This link is not good, or not any more. Ask for another one.")),
    CodeError: (
        "code",
        mark(
            "That code is not right, or no longer good: after a quarter of an hour, or when this "
            "server was started anew. Have another one sent."
        ),
    ),
    HandleError: (
        "handle",
        mark("That name cannot be had. Take another: letters a to z, digits, dots and dashes."),
    ),
    InvitationError: ("", mark("This invitation was used, or is too old. Ask for another one.")),
    MonthError: ("year", mark("That cannot be. Choose the month, and write the year in full.")),
    NotFoundError: ("code", mark("Nobody waits here by this name and code. Look at both again.")),
    PasskeyError: (
        "made",
        mark("That passkey could not be checked. Try again, or choose a password."),
    ),
    PasswordError: (
        "password",
        mark("A password needs at least ten characters. Three or four words are a good one."),
    ),
    PostError: ("", mark("Nothing can be sent at the moment. Try again in a little while.")),
}


def is_known(error: BaileeError) -> bool:
    """Whether a form says what is wrong, rather than a page of its own."""
    return type(error) in _WORDS


def words_of(error: BaileeError) -> dict[str, str]:
    """What is wrong, by the field that it belongs to."""
    field, words = _WORDS.get(type(error), ("", _ELSE))
    return {field: words}


def different() -> dict[str, str]:
    """That the two passwords are not the same."""
    return {"again": _DIFFERENT}
