"""Challenges: drawn here, good for five minutes, for one thing and once (WebAuthn L3 §13.4.3).

A challenge carries its time and a tag by a key of this process, so that asking for many pushes
nobody else's out; those that were answered are remembered until they would be stale.

May be imported by: services.account.
"""

from __future__ import annotations

import hmac
import secrets
from collections import OrderedDict

from bailee.terms import Clock

__all__ = ["GOOD_S", "Challenges"]

GOOD_S = 300
_DRAWN, _TIME, _TAG = 16, 8, 16
_MOST = 100_000


class Challenges:
    """The challenges of this process; a restart ends them all."""

    def __init__(self, clock: Clock) -> None:
        """None is drawn yet."""
        self._clock, self._key = clock, secrets.token_bytes(32)
        self._spent: OrderedDict[bytes, int] = OrderedDict()

    def draw(self, what: str) -> bytes:
        """A challenge for one thing: `sign-in`, say, or to confirm one session."""
        head = secrets.token_bytes(_DRAWN) + self._clock.now().to_bytes(_TIME, "big", signed=True)
        return head + self._tag(what, head)

    def is_good(self, what: str, challenge: bytes) -> bool:
        """Whether it was drawn here, for this, not long ago, and was not answered yet."""
        head, tag = challenge[: _DRAWN + _TIME], challenge[_DRAWN + _TIME :]
        if not hmac.compare_digest(tag, self._tag(what, head)):
            return False
        age = self._clock.now() - int.from_bytes(head[_DRAWN:], "big", signed=True)
        return 0 <= age <= GOOD_S and challenge not in self._spent

    def spend(self, challenge: bytes) -> None:
        """It was answered, and is good no more."""
        now = self._clock.now()
        self._spent[challenge] = now
        while self._spent:
            oldest, at = next(iter(self._spent.items()))
            if len(self._spent) <= _MOST and now - at <= GOOD_S:
                return
            del self._spent[oldest]

    def _tag(self, what: str, head: bytes) -> bytes:
        return hmac.digest(self._key, what.encode() + b"\0" + head, "sha256")[:_TAG]
