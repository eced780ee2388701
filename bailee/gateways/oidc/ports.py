"""What this gateway needs of the house: the apps, their tokens, and who guesses too often.

May be imported by: gateways.oidc, tests.
"""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from bailee.services.apps import Apps

__all__ = ["Provider", "Throttle"]


class Throttle(Protocol):
    """Slows guessing down: `services.account.Throttle`."""

    def check(self, *names: str) -> None:
        """Raises `ThrottledError` when one of these has to wait."""
        ...

    def miss(self, *names: str) -> None:
        """Count a miss."""
        ...

    def forgive(self, *names: str) -> None:
        """Forget the misses of these."""
        ...


class Provider(Struct, frozen=True):
    """What the endpoints ask. `issuer`: the address that members type, whatever a request says."""

    apps: Apps
    issuer: str
    languages: tuple[str, ...]
    throttle: Throttle
