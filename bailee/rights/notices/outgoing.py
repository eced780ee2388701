"""What is yet to be handed over: tried again, less and less often, until it is too old to matter.

Kept is only that a notice is to go out, as a blind name; its words are made from the sealed notice
at each try. A handover that was acknowledged is never repeated, even when that cannot be written
down; if the power fails in between, the next try has the same Message-ID.

Keeps: use.notices.
May be imported by: rights.notices.
"""

from __future__ import annotations

import asyncio

from msgspec import Struct

from bailee.rights.notices.inbox import Inbox, Notice
from bailee.rights.notices.letters import letter, text_message
from bailee.rights.notices.post import Post, PostError, UndeliverableError
from bailee.rights.notices.reach import Reach
from bailee.rights.notices.topics import Topics
from bailee.rights.notices.words import Topic
from bailee.terms import NotFoundError, Refused, SubjectId
from bailee.vault import Vault

__all__ = ["Outgoing", "Ways"]

_KIND = "outgoing"
_LONGEST_S = 3 * 86_400
_FIRST_S, _MOST_S = 60, 4 * 3600


class Ways(Struct, frozen=True):
    """How letters leave: who carries them, where members are, and where these pages are."""

    post: Post
    reach: Reach
    origin: str = ""


class _Due(Struct):
    """One notice that is to go out, and when it is tried next."""

    subject: SubjectId
    at: int = 0
    tries: int = 0


class Outgoing:
    """Hands notices over."""

    def __init__(self, vault: Vault, inbox: Inbox, topics: Topics, *, ways: Ways) -> None:
        """What was left over when the house closed is due at once."""
        self._vault, self._inbox, self._topics, self._ways = vault, inbox, topics, ways
        self._due = {name: _Due(subject) for subject, name in vault.names.all(_KIND)}
        self._turn = asyncio.Lock()

    async def plan(self, subject: SubjectId, name: str) -> None:
        """Let a notice go out with the next round."""
        until = self._vault.clock.now() + _LONGEST_S
        await self._vault.names.add(_KIND, name, of=subject, ref=name, until=until)
        self._due[name] = _Due(subject)

    async def deliver(self) -> int:
        """Hand over what is due now; answers how many letters and text messages left."""
        async with self._turn:
            now = self._vault.clock.now()
            due = [(name, one) for name, one in self._due.items() if one.at <= now]
            return sum([await self._hand_over(name, one) for name, one in due])

    async def _hand_over(self, name: str, due: _Due) -> bool:
        try:
            left = await self._send(due.subject, name)
        except (UndeliverableError, NotFoundError):
            left = False
        except (PostError, Refused):
            due.tries += 1
            due.at = self._vault.clock.now() + min(_FIRST_S * 4 ** min(due.tries - 1, 9), _MOST_S)
            return False
        # First from memory: a disk that takes no more lines must not have a letter sent twice.
        del self._due[name]
        await self._vault.names.remove(_KIND, name)
        return left

    async def _send(self, subject: SubjectId, name: str) -> bool:
        notice = await self._inbox.get(subject, name)
        if notice is None or self._vault.clock.now() - notice.at > _LONGEST_S:
            return False
        reachable = await self._ways.reach.reach(subject)
        if reachable.mail is not None:
            return await self._mail(subject, name, notice, (reachable.mail, reachable.language))
        if reachable.number is not None and notice.topic is Topic.SECURITY:
            words = text_message(notice, reachable.language)
            await self._ways.post.text(reachable.number, words)
            return True
        return False

    async def _mail(
        self, subject: SubjectId, name: str, notice: Notice, where: tuple[str, str]
    ) -> bool:
        if not await self._topics.wants_mail(subject, notice.topic):
            return False
        (to, language), origin = where, self._ways.origin
        key = await self._topics.link(subject, notice.topic) if origin else ""
        end = f"{origin}/unsubscribe/{key}" if key else ""
        await self._ways.post.mail(
            letter(notice, language, to=to, origin=origin, end=end, name=name)
        )
        return True
