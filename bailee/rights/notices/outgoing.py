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
from bailee.rights.notices.post import Post, UndeliverableError
from bailee.rights.notices.reach import Reach, Reachable
from bailee.rights.notices.topics import Topics
from bailee.rights.notices.words import Topic
from bailee.terms import NotFoundError, SubjectId
from bailee.vault import Vault

__all__ = ["Outgoing", "Ways"]

_KIND = "outgoing"
_MAIL, _NUMBER = "mail", "number"
_LONGEST_S = 3 * 86_400
_FIRST_S, _MOST_S = 60, 4 * 3600


class Ways(Struct, frozen=True):
    """How letters leave: who carries them, where members are, and where these pages are."""

    post: Post
    reach: Reach
    origin: str = ""


class _Due(Struct):
    """One notice that is to go to one place, and when it is tried next.

    `place`: `mail`, `number`, or a former one by its place in the list, `mail-0`.
    """

    subject: SubjectId
    notice: str
    place: str
    at: int = 0
    tries: int = 0


class Outgoing:
    """Hands notices over."""

    def __init__(self, vault: Vault, inbox: Inbox, topics: Topics, *, ways: Ways) -> None:
        """What was left over when the house closed is looked for with the first round."""
        self._vault, self._inbox, self._topics, self._ways = vault, inbox, topics, ways
        self._due: dict[str, _Due] = {}
        self._has_looked = False
        self._turn = asyncio.Lock()

    @property
    def waiting(self) -> int:
        """How many were tried, and are not handed over."""
        return sum(one.tries > 0 for one in self._due.values())

    async def plan(self, subject: SubjectId, notice: str, topic: Topic) -> None:
        """Let a notice go out with the next round, to each place that it must reach."""
        reachable = await self._ways.reach.reach(subject)
        until = self._vault.clock.now() + _LONGEST_S
        for place in _places(reachable, topic):
            ref = f"{notice}/{place}"
            await self._vault.names.add(_KIND, ref, of=subject, ref=ref, until=until)
            self._due[ref] = _due(subject, ref)

    async def deliver(self, *, at_most: int | None = None) -> int:
        """Hand over what is due now; answers how many letters and text messages left."""
        async with self._turn:
            self._look()
            now = self._vault.clock.now()
            due = [(ref, one) for ref, one in self._due.items() if one.at <= now]
            return sum([await self._hand_over(ref, one) for ref, one in due[:at_most]])

    def _look(self) -> None:
        """What was left over when the house closed is due at once."""
        if not self._has_looked:
            for subject, ref in self._vault.names.all(_KIND):
                self._due.setdefault(ref, _due(subject, ref))
            self._has_looked = True

    async def _hand_over(self, ref: str, due: _Due) -> bool:
        try:
            left = await self._send(due)
        except (UndeliverableError, NotFoundError):
            left = False
        except Exception:  # noqa: BLE001 - whatever ails one letter, those behind it go out
            self._later(ref, due)
            return False
        # First from memory: a disk that takes no more lines must not have a letter sent twice.
        del self._due[ref]
        await self._vault.names.remove(_KIND, ref)
        return left

    def _later(self, ref: str, due: _Due) -> None:
        """Try again, until its time is over: what never comes to be read has no other end."""
        due.tries += 1
        due.at = self._vault.clock.now() + min(_FIRST_S * 4 ** min(due.tries - 1, 9), _MOST_S)
        if self._vault.names.find(_KIND, ref) is None:
            del self._due[ref]

    async def _send(self, due: _Due) -> bool:
        notice = await self._inbox.get(due.subject, due.notice)
        if notice is None or self._vault.clock.now() - notice.at > _LONGEST_S:
            return False
        reachable = await self._ways.reach.reach(due.subject)
        to = _address(reachable, due.place)
        if to is None:
            return False
        if due.place.startswith(_NUMBER):
            await self._ways.post.text(to, text_message(notice, reachable.language))
            return True
        return await self._mail(due, notice, to=to, language=reachable.language)

    async def _mail(self, due: _Due, notice: Notice, *, to: str, language: str) -> bool:
        if not await self._topics.wants_mail(due.subject, notice.topic):
            return False
        origin = self._ways.origin
        key = await self._topics.link(due.subject, notice.topic) if origin else ""
        end = f"{origin}/unsubscribe/{key}" if key else ""
        name = due.notice + due.place.removeprefix(_MAIL)
        await self._ways.post.mail(
            letter(notice, language, to=to, origin=origin, end=end, name=name)
        )
        return True


def _due(subject: SubjectId, ref: str) -> _Due:
    notice, _, place = ref.partition("/")
    return _Due(subject, notice, place)


def _places(reachable: Reachable, topic: Topic) -> list[str]:
    """Where a notice goes: by mail; for safety, where there is no mail, by text message."""
    if topic is not Topic.SECURITY:
        return [_MAIL] if reachable.mail else []
    numbers = [f"{_NUMBER}-{place}" for place in range(len(reachable.former_numbers))]
    mails = [f"{_MAIL}-{place}" for place in range(len(reachable.former_mails))]
    if reachable.mail:
        return [_MAIL, *mails, *numbers]
    return [_NUMBER, *mails, *numbers] if reachable.number else [*mails, *numbers]


def _address(reachable: Reachable, place: str) -> str | None:
    """The address of a place, if there still is one."""
    kind, _, number = place.partition("-")
    now, former = (
        (reachable.mail, reachable.former_mails)
        if kind == _MAIL
        else (reachable.number, reachable.former_numbers)
    )
    if not number:
        return now
    return former[int(number)] if int(number) < len(former) else None
