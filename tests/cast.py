"""The people and devices of every story told here, and the clock they live by."""

from __future__ import annotations

from bailee.terms import Actor, SubjectId

ADA = SubjectId("adaadaadaadaadaa")
"""A member."""
BEN = SubjectId("benbenbenbenbenb")
"""A member, of Ada's family."""
CEM = SubjectId("cemcemcemcemcemc")
"""A member whom neither knows."""
DOT = SubjectId("dotdotdotdotdotd")
"""A member of twelve."""
EVE = Actor("staff:eve")
"""The privacy officer."""
AGENCY = Actor("recipient:agency")
"""A law-enforcement agency."""

PHONE = Actor("device:ada-phone")
LAPTOP = Actor("device:ada-laptop")
BENS_PHONE = Actor("device:ben-phone")

NOON = 1_767_268_800
"""2026-01-01 12:00 UTC, when every story begins."""
DAY = 86_400


class Clock:
    """Time that passes only when a story says so."""

    def __init__(self, now: int = NOON) -> None:
        self._now = now

    def now(self) -> int:
        """Seconds since 1970 (UTC)."""
        return self._now

    def pass_seconds(self, seconds: int) -> None:
        """Let seconds go by."""
        self._now += seconds

    def pass_days(self, days: int) -> None:
        """Let days go by."""
        self.pass_seconds(days * DAY)
