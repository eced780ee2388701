"""What a member wants to hear of by mail, topic by topic, and the link that ends each in a click.

News are a consent of their own: without it nothing is written at all. Of the other topics, mail
alone can be turned off; the inbox has every notice. What a member wants is honored in every state
of an account, so it is kept for safety, too.

Keeps: use.notices.
May be imported by: rights.notices.
"""

from __future__ import annotations

import asyncio
import secrets

from msgspec import Struct
from msgspec.structs import replace

from bailee.rights.notices.inbox import NOTICES
from bailee.rights.notices.words.wording import FIXED, NEWS, SAFETY, Topic
from bailee.terms import BAILEE, Actor, Agreement, Category, NotFoundError, SubjectId
from bailee.vault import Vault
from bailee.vault.records import Records

__all__ = ["CONSENT", "TOPICS", "Switch", "Topics"]

TOPICS = Category("topics")
CONSENT = Agreement(NEWS, NOTICES)
_LINK, _BACK = "unsubscribe", "subscribe-again"
_BACK_S = 3600
_RECORD = "topics"


class Switch(Struct, frozen=True):
    """A topic as its member sees it; `is_fixed`: it cannot be turned off."""

    topic: Topic
    is_on: bool
    is_fixed: bool


class _Wanted(Struct, frozen=True):
    """What is kept: the topics without mail, and the key of each topic's link."""

    silent: frozenset[Topic] = frozenset()
    links: dict[Topic, str] = {}


class Topics:
    """Every member's topics."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault
        self._turn = asyncio.Lock()
        """Read and written back in one: two changes at once must not lose one of them."""

    async def switches(self, subject: SubjectId, *, actor: Actor) -> list[Switch]:
        """Every topic. Raises `Refused`."""
        wanted = await self._wanted(subject, actor)
        return [
            Switch(topic, self._is_on(subject, topic, wanted), topic in FIXED) for topic in Topic
        ]

    async def turn(self, subject: SubjectId, topic: Topic, *, on: bool, actor: Actor) -> None:
        """Turn a topic on or off. Raises `NotFoundError` for one that cannot be, `Refused`."""
        if topic in FIXED:
            raise NotFoundError("this topic cannot be turned off")
        if topic is Topic.NEWS:
            await self._vault.consent(subject, CONSENT, given=on, actor=actor)
            return
        async with self._turn:
            wanted = await self._wanted(subject, actor)
            silent = wanted.silent - {topic} if on else wanted.silent | {topic}
            await self._records(subject, actor).put(_RECORD, replace(wanted, silent=silent))

    async def wants_mail(self, subject: SubjectId, topic: Topic) -> bool:
        """Whether a notice of this topic goes out by mail. Raises `Refused`."""
        if topic in FIXED:
            return True
        return self._is_on(subject, topic, await self._wanted(subject, BAILEE))

    def _is_on(self, subject: SubjectId, topic: Topic, wanted: _Wanted) -> bool:
        if topic is Topic.NEWS:
            return CONSENT in self._vault.standing(subject).consents
        return topic not in wanted.silent

    # The link in a letter: whoever has it, ends one topic of somebody whom it does not name.

    async def link(self, subject: SubjectId, topic: Topic) -> str:
        """The key of the link that ends a topic; empty when it cannot be ended."""
        if topic in FIXED:
            return ""
        async with self._turn:
            wanted = await self._wanted(subject, BAILEE)
            if topic in wanted.links:
                return wanted.links[topic]
            key = secrets.token_urlsafe(24)
            # First the name: a link that is kept and finds nobody would stay so for good.
            await self._vault.names.add(_LINK, key, of=subject, ref=topic.value)
            changed = replace(wanted, links={**wanted.links, topic: key})
            await self._records(subject, BAILEE).put(_RECORD, changed)
            return key

    def of_link(self, key: str) -> Topic:
        """Which topic a link ends. Raises `NotFoundError`."""
        return self._found(_LINK, key)[1]

    async def end(self, key: str) -> tuple[Topic, str]:
        """End the topic of a link; answers the key that takes it back within the hour.

        Raises `NotFoundError`, `Refused`.
        """
        subject, topic = self._found(_LINK, key)
        await self.turn(subject, topic, on=False, actor=_by(subject))
        back, until = secrets.token_urlsafe(24), self._vault.clock.now() + _BACK_S
        await self._vault.names.add(_BACK, back, of=subject, ref=topic.value, until=until)
        return topic, back

    async def take_back(self, key: str) -> Topic:
        """Turn a topic on again, once. Raises `NotFoundError`, `Refused`."""
        subject, topic = self._found(_BACK, key)
        await self._vault.names.remove(_BACK, key)
        await self.turn(subject, topic, on=True, actor=_by(subject))
        return topic

    def _found(self, kind: str, key: str) -> tuple[SubjectId, Topic]:
        found = self._vault.names.find(kind, key)
        if found is None:
            raise NotFoundError("this link ends nothing any more")
        return SubjectId(found.subject), Topic(found.ref)

    async def _wanted(self, subject: SubjectId, actor: Actor) -> _Wanted:
        return await self._records(subject, actor).get(_RECORD) or _Wanted()

    def _records(self, subject: SubjectId, actor: Actor) -> Records[_Wanted]:
        return Records(self._vault, TOPICS, _Wanted, of=subject, purpose=SAFETY, actor=actor)


def _by(subject: SubjectId) -> Actor:
    """A letter's reader acts as its member: nobody else was sent the key."""
    return Actor(f"member:{subject}")
