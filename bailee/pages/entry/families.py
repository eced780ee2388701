"""In which family of browsers somebody comes: a short list, and nothing else of what they say.

May be imported by: pages.
"""

from __future__ import annotations

from starlette.requests import Request

from bailee.pages.frame.cookies import known_of
from bailee.services.account import Browser

__all__ = ["NAMES", "browser_of"]

# The order matters: most call themselves by the names of those that come after them.
_MARKS = (
    ("Edg", "edge"),
    ("OPR/", "opera"),
    ("SamsungBrowser/", "samsung"),
    ("Firefox/", "firefox"),
    ("FxiOS/", "firefox"),
    ("CriOS/", "chrome"),
    ("Chrome/", "chrome"),
    ("Safari/", "safari"),
)
NAMES = {
    "chrome": "Chrome",
    "edge": "Edge",
    "firefox": "Firefox",
    "opera": "Opera",
    "safari": "Safari",
    "samsung": "Samsung Internet",
}


def browser_of(http: Request, *, secure: bool) -> Browser:
    """The browser of a request: its family, and what we gave it at an earlier sign-in."""
    agent = http.headers.get("user-agent", "")
    family = next((name for mark, name in _MARKS if mark in agent), "")
    return Browser(family, known_of(http, secure=secure))
