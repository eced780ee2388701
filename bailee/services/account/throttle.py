"""Slows guessing down, by account and by network; never locks anybody out for good.

After five misses (thirty of a network) each further one doubles the wait, to a minute at most;
a success or an hour's peace forgives. A try counts as a miss from its start, or many at once would
all be let through. It is in memory and keyed by digests: nothing about people is kept.

Keeps: use.safety.
May be imported by: services.account.
"""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b

from bailee.terms import BaileeError, Clock

__all__ = ["Throttle", "ThrottledError"]

_FREE = 5
_FREE_SHARED = 30
"""A school or a family comes by one network: a few who mistype must not make all others wait."""
_SHARED = "network|"
_LONGEST_S = 60
_FORGIVEN_S = 3600
_MOST = 20_000


class ThrottledError(BaileeError):
    """Too many tries; `wait_s` says how long to wait."""

    def __init__(self, wait_s: int) -> None:
        super().__init__("too many tries", hint=f"wait {wait_s} seconds, then try again")
        self.wait_s = wait_s


class Throttle:
    """Counts misses."""

    def __init__(self, clock: Clock) -> None:
        """Nobody has missed yet."""
        self._clock = clock
        self._misses: OrderedDict[bytes, tuple[int, int, int]] = OrderedDict()
        """How many, when the last one was, and when the one before."""

    def check(self, *names: str) -> None:
        """Raises `ThrottledError` when one of these has to wait."""
        now = self._clock.now()
        waits = [self._until(name) - now for name in names]
        if max(waits) > 0:
            raise ThrottledError(max(waits))

    def _until(self, name: str) -> int:
        count, at, _ = self._misses.get(_digest(name), (0, 0, 0))
        free = _FREE_SHARED if name.startswith(_SHARED) else _FREE
        if count < free or at > self._clock.now():
            return 0  # a miss that is yet to come: the clock went back, and nobody may wait for it
        return at + min(1 << min(count - free, 10), _LONGEST_S)

    def begin(self, *names: str) -> None:
        """Count a try before it is known whether it misses. Raises as `check`."""
        self.check(*names)
        self.miss(*names)

    def succeed(self, own: str, *shared: str) -> None:
        """A try hit: forgive its own name; of those it shares, take back this one try alone."""
        self.forgive(own)
        for key in map(_digest, shared):
            count, _, before = self._misses.pop(key, (0, 0, 0))
            if count > 1:
                self._misses[key] = (count - 1, before, before)

    def miss(self, *names: str) -> None:
        """Count a miss."""
        now = self._clock.now()
        for key in map(_digest, names):
            count, at, _ = self._misses.pop(key, (0, 0, 0))
            self._misses[key] = (1 if now - at > _FORGIVEN_S else count + 1, now, at)
        while len(self._misses) > _MOST:
            self._misses.popitem(last=False)

    def forgive(self, *names: str) -> None:
        """Forget the misses of these."""
        for name in names:
            self._misses.pop(_digest(name), None)


def _digest(name: str) -> bytes:
    return blake2b(name.encode(), digest_size=16).digest()
