"""What is damaged answers for itself alone, and stops nothing else.

A body, a name or a text that does not open is neither missing nor empty: it is opened here, to
None, and the operational log has a line that says so, and nothing of what it was or whose.

Keeps: security.rest.
May be imported by: vault.
"""

from __future__ import annotations

import logging

from bailee.keys import Key, UnreadableError

__all__ = ["name_of", "opened"]

_LOG = logging.getLogger("bailee.vault.damaged")


def opened(key: Key, sealed: bytes, *, bound: bytes) -> bytes | None:
    """What was sealed for the place that `bound` names; None when these bytes are not that."""
    try:
        return key.open(sealed, bound=bound)
    except UnreadableError:
        _LOG.error("damaged")
        return None


def name_of(key: Key, sealed: bytes) -> str | None:
    """A name that was sealed; None when these bytes are none."""
    try:
        return key.open_name(sealed)
    except UnreadableError:
        _LOG.error("damaged")
        return None
