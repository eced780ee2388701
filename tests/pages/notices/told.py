"""Ada's inbox and topics, in memory."""

from __future__ import annotations

from msgspec.structs import replace

from bailee.rights.notices import Notice, Received, Switch, Topic
from bailee.rights.notices.words.wording import FIXED
from bailee.terms import Actor, NotFoundError, SubjectId
from tests.cast import ADA, NOON

LINK, BACK = "k3x-link", "b4c-k"


class NoticesDesk:
    """Three notices, the first of them opened; what is told is that of Ada."""

    def __init__(self) -> None:
        signed_in = Notice("security.signed-in", NOON - 90_000, {"app": "Firefox"})
        added = Notice(
            "security.device-added", NOON - 600, {"device": "Ada’s <new> phone", "until": NOON}
        )
        news = {"title": "Photos are here", "text": "You can keep photos now.\n\nTry it."}
        self.kept = [
            Received("n3", added, is_new=True),
            Received("n2", Notice("news.news", NOON - 4_000, {**news}), is_new=True),
            Received("n1", signed_in, is_new=False),
        ]
        self.counted = 0

    async def all(self, subject: SubjectId, *, actor: Actor) -> list[Received]:
        assert (subject, actor) == (ADA, f"member:{ADA}")
        return self.kept

    async def open(self, subject: SubjectId, name: str, *, actor: Actor) -> Received:
        for place, one in enumerate(await self.all(subject, actor=actor)):
            if one.id == name:
                self.kept[place] = replace(one, is_new=False)
                return one
        raise NotFoundError("there is no such notice")

    async def open_all(self, subject: SubjectId, *, actor: Actor) -> None:
        self.kept = [replace(one, is_new=False) for one in await self.all(subject, actor=actor)]

    def unread(self, subject: SubjectId) -> int:
        assert subject == ADA
        self.counted += 1
        return sum(one.is_new for one in self.kept)


class TopicsDesk:
    """Every topic on but news; one link, that ends mail on the policy."""

    def __init__(self) -> None:
        self.on = {topic: topic is not Topic.NEWS for topic in Topic}
        self.backs: set[str] = set()

    def is_on(self, topic: str) -> bool:
        return self.on[Topic(topic)]

    async def switches(self, subject: SubjectId, *, actor: Actor) -> list[Switch]:
        assert (subject, actor) == (ADA, f"member:{ADA}")
        return [Switch(topic, self.on[topic], topic in FIXED) for topic in Topic]

    async def turn(self, subject: SubjectId, topic: Topic, *, on: bool, actor: Actor) -> None:
        assert (subject, actor) == (ADA, f"member:{ADA}")
        if topic in FIXED:
            raise NotFoundError("this topic cannot be turned off")
        self.on[topic] = on

    def of_link(self, key: str) -> Topic:
        if key != LINK:
            raise NotFoundError("this link ends nothing any more")
        return Topic.POLICY

    async def end(self, key: str) -> tuple[Topic, str]:
        topic = self.of_link(key)
        self.on[topic] = False
        self.backs.add(BACK)
        return topic, BACK

    async def take_back(self, key: str) -> Topic:
        if key not in self.backs:
            raise NotFoundError("this link ends nothing any more")
        self.backs.remove(key)
        self.on[Topic.POLICY] = True
        return Topic.POLICY
