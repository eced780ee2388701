"""Browsers that a member signed in with before: their tries count by themselves.

So somebody who guesses, from however many networks, keeps nobody out who comes with the browser
that they always use. What such a browser holds is drawn at random, opens nothing, and is kept here
as a blind name alone.

Keeps: use.safety.
May be imported by: services.account.
"""

from __future__ import annotations

import secrets

from msgspec import Struct

from bailee.terms import SubjectId
from bailee.vault import Vault

__all__ = ["KNOWN_S", "UNKNOWN", "Browser", "Browsers"]

KNOWN_S = 180 * 86_400
"""How long a browser is known after a sign-in."""
_KIND = "browser"
_LONGEST = 64


class Browser(Struct, frozen=True):
    """What a browser says of itself: its family, and what we gave it the last time."""

    family: str = ""
    known: str = ""


UNKNOWN = Browser()


class Browsers:
    """The browsers that are known."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._names, self._clock = vault.names, vault.clock

    def knows(self, browser: Browser, subject: SubjectId | None) -> bool:
        """Whether this member has signed in with it before."""
        if not browser.known or len(browser.known) > _LONGEST:
            return False
        found = self._names.find(_KIND, browser.known)
        return found is not None and found.subject == subject

    def is_new(self, browser: Browser, subject: SubjectId) -> bool:
        """Whether a member who has signed in with others comes with this for the first time."""
        return not self.knows(browser, subject) and bool(self._names.of(subject, _KIND))

    async def remember(self, browser: Browser, subject: SubjectId) -> str:
        """Know it the next time; what it is to hold until then."""
        until = self._clock.now() + KNOWN_S
        if self.knows(browser, subject):
            await self._names.renew(_KIND, browser.known, ref="", until=until)
            return browser.known
        mark = secrets.token_urlsafe(24)
        await self._names.add(_KIND, mark, of=subject, until=until)
        return mark

    async def forget(self, subject: SubjectId) -> None:
        """Know none of a member's browsers any more."""
        await self._names.drop(_KIND, of=subject)
