"""Parameters as they come, in a query or a form: bounded, each once (RFC 6749 §3.1, §3.2).

May be imported by: protocols.oidc, services.apps, gateways.oidc, pages.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl

__all__ = ["FORM", "MOST_CHARACTERS", "Parameters", "RepeatedError", "read", "words"]

FORM: Final = "application/x-www-form-urlencoded"
MOST_CHARACTERS: Final = 16 * 1024
_MOST: Final = 64
Parameters = dict[str, str]


class RepeatedError(Exception):
    """A parameter more than once, too many of them, or something that is no such text at all."""


def read(text: str) -> Parameters:
    """Read parameters; one without a value is as if it were not there (RFC 6749 §3.1).

    Raises `RepeatedError`.
    """
    if len(text) > MOST_CHARACTERS:
        raise RepeatedError("there are too many parameters")
    try:
        pairs = parse_qsl(text, errors="strict", max_num_fields=_MOST)
    except ValueError:
        raise RepeatedError("the parameters cannot be read") from None
    given = dict(pairs)
    if len(given) != len(pairs):
        raise RepeatedError("a parameter is given more than once")
    return given


def words(text: str) -> tuple[str, ...]:
    """The words of a list with spaces between (RFC 6749 §3.3), each once."""
    return tuple(dict.fromkeys(word for word in text.split(" ") if word))
