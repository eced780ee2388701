"""Signing in to other apps with the account here: the question, the list, and the way out.

Keeps: account.service, choice.explained.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.routing import Route

from bailee.pages.apps import authorize, connected, leave
from bailee.pages.frame.visit import Doors

__all__ = ["routes"]


def routes(doors: Doors) -> list[Route]:
    """All of them."""
    return [*authorize.routes(doors), *connected.routes(doors), *leave.routes(doors)]
