"""Tells members what they must or want to know: in the inbox, by mail, by text message.

`await notices.tell(subject, "security.device-added", device="phone")` is all that others need.

Keeps: use.notices.
May be imported by: rights, services, assembly.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from bailee.rights.notices.changes import Changes
from bailee.rights.notices.farewell import Farewell
from bailee.rights.notices.inbox import NOTICES, Inbox, Notice, Received, Value
from bailee.rights.notices.outgoing import Outgoing, Ways
from bailee.rights.notices.reach import Reachable
from bailee.rights.notices.topics import CONSENT, TOPICS, Topics
from bailee.rights.notices.words import DETAILS, WORDINGS, Key
from bailee.rights.notices.words.wording import NEWS, SAFETY
from bailee.terms import (
    ONES_OWN,
    SERVICE_PURPOSE,
    Actor,
    BaileeError,
    DamagedError,
    Refused,
    Service,
    SubjectId,
)
from bailee.vault import Vault

__all__ = ["SERVICES", "NewsError", "Notices"]

SERVICES = (
    Service(
        name="notices",
        collects={NOTICES: "application/json"},
        purposes=frozenset({SERVICE_PURPOSE, SAFETY, NEWS}),
        stops={
            NEWS: {
                "en": "You hear no more news; what concerns your account and its safety goes on.",
                "de": "Du erfährst nichts Neues mehr; was dein Konto und seine Sicherheit "
                "betrifft, kommt weiter.",
            }
        },
    ),
    Service(
        name="topics", collects={TOPICS: "application/json"}, purposes=frozenset({SERVICE_PURPOSE})
    ),
)
"""What is kept here: the notices, and the choice of topics."""
_MOST: dict[str, int] = dict.fromkeys(("text", "takes", "others"), 10_000)
"""Characters, of what has several lines."""
_MOST_CHARACTERS = 200


class NewsError(BaileeError):
    """This cannot be told as news."""


class Notices:
    """Notices to members."""

    def __init__(self, vault: Vault, *, ways: Ways) -> None:
        """Over the vault; what was not handed over before the house closed is due again."""
        self._vault, self._ways = vault, ways
        self._inbox, self.topics = Inbox(vault), Topics(vault)
        self._outgoing = Outgoing(vault, self._inbox, self.topics, ways=ways)
        self.changes = Changes(vault, self._tell)

    async def tell(self, subject: SubjectId, key: Key, /, **details: Value) -> bool:
        """Tell a member something; whether it was told.

        It is in the inbox when this returns, and goes out by mail soon after. `details` are of
        `words.DETAILS`; a moment is given in seconds since 1970. Where the policy refuses (no
        consent to news, an account that waits or rests), nothing is kept and nothing is sent.
        """
        unknown = details.keys() - DETAILS.keys()
        if key not in WORDINGS or unknown:
            raise ValueError(f"no words for {key} {sorted(unknown)}")
        return await self._tell(subject, key, details, name="")

    async def _tell(
        self, subject: SubjectId, key: Key, details: dict[str, Value], *, name: str
    ) -> bool:
        kept = {name: bounded(name, value) for name, value in details.items()}
        notice = Notice(key, self._vault.clock.now(), kept)
        try:
            name = await self._inbox.add(subject, notice, name=name)
        except Refused:
            return False
        await self._outgoing.plan(subject, name, notice.topic)
        return True

    async def farewell(self, subject: SubjectId) -> Farewell:
        """Look up where a member is, for one last letter after their data is gone."""
        try:
            where = await self._ways.reach.reach(subject)
        except DamagedError:
            where = Reachable()  # what is damaged is erased all the same, without a letter
        return Farewell(self._ways, where)

    async def deliver(self, *, at_most: int | None = None) -> int:
        """Hand over by mail and text message what is due; answers how many left."""
        return await self._outgoing.deliver(at_most=at_most)

    @property
    def waiting(self) -> int:
        """How many letters and text messages were tried and are not handed over."""
        return self._outgoing.waiting

    async def publish(self, *, texts: dict[str, tuple[str, str]]) -> int:
        """Tell news to everybody who agreed to hear them; answers how many that were.

        `texts`: title and text by language; each member gets their own, or the first. Raises
        `NewsError`.
        """
        _check(texts)
        told = 0
        for subject in self._vault.subjects():
            with suppress(*ONES_OWN):
                if CONSENT in self._vault.standing(subject).consents:
                    title, text = await self._for(subject, texts)
                    told += await self.tell(subject, "news.news", title=title, text=text)
        return told

    async def _for(self, subject: SubjectId, texts: dict[str, tuple[str, str]]) -> tuple[str, str]:
        where = await self._ways.reach.reach(subject)
        return texts.get(where.language[:2].lower()) or next(iter(texts.values()))

    async def all(self, subject: SubjectId, *, actor: Actor) -> Sequence[Received]:
        """The inbox, newest first. Raises `Refused`."""
        return await self._inbox.all(subject, actor=actor)

    async def open(self, subject: SubjectId, name: str, *, actor: Actor) -> Received:
        """Open one; it is unread no more. Raises `NotFoundError`, `Refused`."""
        return await self._inbox.open(subject, name, actor=actor)

    async def open_all(self, subject: SubjectId, *, actor: Actor) -> None:
        """Take all for read. Raises `Refused`."""
        await self._inbox.open_all(subject, actor=actor)

    def unread(self, subject: SubjectId) -> int:
        """How many are unread; costs a look at one row."""
        return self._inbox.unread(subject)


def _check(texts: dict[str, tuple[str, str]]) -> None:
    """A title that fits a subject line, and a text."""
    for language, (title, text) in texts.items():
        if not title.strip() or not title.isprintable() or len(title) > _MOST_CHARACTERS:
            raise NewsError(
                f"the title in `{language}` is not one line", hint="write 1 to 200 characters"
            )
        if not text.strip() or len(text) > _MOST["text"]:
            raise NewsError(f"the text in `{language}` is empty or too long")
    if not texts:
        raise NewsError("there is nothing to tell", hint="see docs/operating/mail.md")


def bounded(name: str, value: Value) -> Value:
    """A value that fits on a line, of what can be printed; some have several lines."""
    if isinstance(value, int):
        return value
    if isinstance(value, dict):
        return {language: _bounded(name, text) for language, text in value.items()}
    return _bounded(name, value)


def _bounded(name: str, text: str) -> str:
    lines = [_line(line) for line in text[: _MOST.get(name, _MOST_CHARACTERS)].splitlines()]
    return ("\n" if name in _MOST else " ").join(lines)


def _line(text: str) -> str:
    return "".join(char for char in " ".join(text.split()) if char.isprintable())
