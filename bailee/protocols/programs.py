"""Which program a `User-Agent` names, and nothing else of what it says (RFC 9110 §10.1.5).

Versions, systems and identifiers would make a device recognizable; a short list does not.

May be imported by: services, gateways.
"""

from __future__ import annotations

from typing import Final

__all__ = ["family_of"]

_MOST: Final = 512
_FAMILIES: Final = (
    ("DAVx5", "DAVx⁵"),
    ("iOS/", "iOS"),
    ("iPadOS/", "iPadOS"),
    ("macOS/", "macOS"),
    ("Mac OS X/", "macOS"),
    ("Thunderbird/", "Thunderbird"),
    ("Evolution/", "GNOME"),
    ("KDAV", "KDE"),
    ("Akonadi", "KDE"),
    ("vdirsyncer", "vdirsyncer"),
    ("pimsync", "pimsync"),
    ("khard", "khard"),
    ("eM Client", "eM Client"),
    ("Outlook", "Outlook"),
    ("curl/", "curl"),
)


def family_of(user_agent: str) -> str:
    """The family of a program; empty for one that is not on the list."""
    said = user_agent[:_MOST]
    return next((name for mark, name in _FAMILIES if mark in said), "")
