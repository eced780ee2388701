"""The question about age: asked once, neutrally, before anything else.

Of who is old enough nothing is kept but that they answered; of who is not, the month, so that
going back and answering anew changes nothing for a day. It is in memory alone, and bounded.

Keeps: children.approval.
May be imported by: services.account.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict

from msgspec import Struct

from bailee.rights.guardians import Approvals, Month
from bailee.terms import Clock

__all__ = ["Age", "Ages"]

_ADULT_S, _CHILD_S = 3600, 86_400
_MOST = 10_000


class Age(Struct, frozen=True):
    """An answer: the ticket that stands for it, and the month if a guardian is needed."""

    ticket: str
    until: int
    born: Month | None = None

    @property
    def is_child(self) -> bool:
        """Whether a guardian is asked."""
        return self.born is not None


class Ages:
    """The answers of the last hours."""

    def __init__(self, approvals: Approvals, clock: Clock) -> None:
        """Nobody has answered yet."""
        self._approvals, self._clock = approvals, clock
        self._known: OrderedDict[str, Age] = OrderedDict()

    def answer(self, born: Month, *, before: str = "") -> Age:
        """Take an answer; a child's answer before (by its ticket) stands."""
        earlier = self.find(before)
        if earlier is not None and earlier.is_child:
            return earlier
        is_child, now = self._approvals.is_child(born), self._clock.now()
        until = now + (_CHILD_S if is_child else _ADULT_S)
        age = Age(secrets.token_urlsafe(24), until, born if is_child else None)
        self._known[age.ticket] = age
        while len(self._known) > _MOST:
            self._known.popitem(last=False)
        return age

    def find(self, ticket: str) -> Age | None:
        """The answer that a ticket stands for; None when it is too old."""
        age = self._known.get(ticket)
        return age if age is not None and age.until > self._clock.now() else None

    def drop_stale(self) -> None:
        """Forget answers that are too old."""
        now = self._clock.now()
        for ticket in [name for name, age in self._known.items() if age.until <= now]:
            del self._known[ticket]
