"""The last letter: to somebody of whom, when it leaves, nothing is left here.

Where they are is looked up before their data goes, kept in memory alone, and forgotten with the
letter: it is tried once.

Keeps: access.residual, use.notices.
May be imported by: rights.notices.
"""

from __future__ import annotations

import secrets

from bailee.rights.notices.inbox import Notice
from bailee.rights.notices.letters import letter
from bailee.rights.notices.outgoing import Ways
from bailee.rights.notices.post import PostError
from bailee.rights.notices.reach import Reachable
from bailee.rights.notices.words import Key

__all__ = ["Farewell"]


class Farewell:
    """One letter, addressed while its reader was still known."""

    def __init__(self, ways: Ways, to: Reachable) -> None:
        """Not sent yet."""
        self._ways, self._to = ways, to

    @property
    def language(self) -> str:
        """What its reader reads."""
        return self._to.language

    async def send(self, key: Key, /, *, at: int, enclosed: str = "", **details: str | int) -> bool:
        """Send it, with a text enclosed as it is; whether it left."""
        if not self._to.mail:
            return False
        notice, name = Notice(key, at, dict(details)), secrets.token_hex(8)
        language, origin = self._to.language, self._ways.origin
        to = self._to.mail
        last = letter(notice, language, to=to, origin=origin, end="", name=name, enclosed=enclosed)
        try:
            await self._ways.post.mail(last)
        except PostError:
            return False
        return True
