"""Codes of six digits, sent to an address to see whether it reaches whoever typed it.

A code is good for fifteen minutes and five tries. What waits for one is kept in memory alone and
bounded; a restart forgets it, and people ask for another code. How many letters one address can be
made to get is bounded as well.

Keeps: use.safety.
May be imported by: services.account.
"""

from __future__ import annotations

import hmac
import secrets
from collections import OrderedDict
from hashlib import blake2b
from typing import Generic, TypeVar

from bailee.services.account.throttle import ThrottledError
from bailee.terms import BaileeError, Clock

__all__ = ["GOOD_S", "CodeError", "Codes", "Sendings"]

T = TypeVar("T")
GOOD_S = 900
"""How long a code is good."""
_TRIES = 5
_MOST = 10_000
_APART_S, _AT_MOST, _WITHIN_S = 30, 5, 3600


class CodeError(BaileeError):
    """The code is wrong, or its time or tries are over; which of these, is not told."""

    def __init__(self) -> None:
        super().__init__("this code is not right, or no longer good", hint="ask for another one")


class _Waiting(Generic[T]):
    __slots__ = ("code", "tries", "until", "what")

    def __init__(self, what: T, code: str, until: int) -> None:
        self.what, self.code, self.until, self.tries = what, code, until, _TRIES


class Codes(Generic[T]):
    """What waits for a code."""

    def __init__(self, clock: Clock) -> None:
        """Nothing waits yet."""
        self._clock = clock
        self._waiting: OrderedDict[str, _Waiting[T]] = OrderedDict()

    def issue(self, what: T) -> tuple[str, str]:
        """Let something wait: the ticket that its form carries, and the code to send."""
        ticket, code = secrets.token_urlsafe(24), f"{secrets.randbelow(1_000_000):06}"
        self._waiting[ticket] = _Waiting(what, code, self._clock.now() + GOOD_S)
        while len(self._waiting) > _MOST:
            self._waiting.popitem(last=False)
        return ticket, code

    def peek(self, ticket: str) -> T | None:
        """What waits with this ticket; None when that is over."""
        found = self._waiting.get(ticket)
        return found.what if found and found.until > self._clock.now() else None

    def redeem(self, ticket: str, code: str) -> T:
        """Give back what waited; once. Raises `CodeError`."""
        found = self._waiting.get(ticket)
        if found is None or found.until <= self._clock.now() or found.tries <= 0:
            self._waiting.pop(ticket, None)
            raise CodeError
        digits = "".join(char for char in code if char.isdigit())
        if not hmac.compare_digest(digits.encode(), found.code.encode()):
            found.tries -= 1
            raise CodeError
        del self._waiting[ticket]
        return found.what

    def drop(self, ticket: str) -> None:
        """Let it wait no more."""
        self._waiting.pop(ticket, None)

    def drop_stale(self) -> None:
        """Forget what waited too long."""
        now = self._clock.now()
        for ticket in [name for name, one in self._waiting.items() if one.until <= now]:
            del self._waiting[ticket]


class Sendings:
    """How often something was sent to an address, or for a network; digests, in memory."""

    def __init__(self, clock: Clock, *, at_most: int = _AT_MOST, apart_s: int = _APART_S) -> None:
        """Nothing was sent. `at_most` in an hour, and no two within `apart_s` seconds."""
        self._clock, self._at_most, self._apart_s = clock, at_most, apart_s
        self._sent: OrderedDict[bytes, list[int]] = OrderedDict()

    def count(self, name: str) -> None:
        """Count one that is about to go. Raises `ThrottledError`, and then does not count it."""
        now, key = self._clock.now(), blake2b(name.encode(), digest_size=16).digest()
        recent = [at for at in self._sent.pop(key, []) if now - _WITHIN_S < at <= now]
        self._sent[key] = recent
        wait = recent[-1] + self._apart_s - now if recent else 0
        if len(recent) >= self._at_most:
            wait = max(wait, recent[0] + _WITHIN_S - now)
        if wait > 0:
            raise ThrottledError(wait)
        recent.append(now)
        while len(self._sent) > _MOST:
            self._sent.popitem(last=False)
