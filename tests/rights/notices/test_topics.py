"""What a member hears of is up to them, topic by topic, and ends in one click."""

from __future__ import annotations

import asyncio
import re

import pytest

from bailee.rights.notices import Notices, Reachable, Topic, Ways
from bailee.terms import Actor, DamagedError, NotFoundError, State, SubjectId
from bailee.vault import Vault
from tests.addresses import AddressBook
from tests.cast import ADA, BEN
from tests.rights.notices.telling import ORIGIN, Telling

AS_ADA = Actor("member:" + ADA)
NEWS = {"en": ("Photos are here", "Try them."), "de": ("Fotos sind da", "Probier sie aus.")}


async def on(telling: Telling) -> set[Topic]:
    """The topics that are on."""
    switches = await telling.notices.topics.switches(ADA, actor=AS_ADA)
    return {switch.topic for switch in switches if switch.is_on}


@pytest.mark.keeps("use.notices")
async def test_news_are_told_to_whoever_agreed_and_to_nobody_else(telling: Telling) -> None:
    assert await telling.notices.publish(texts=NEWS) == 0
    assert telling.notices.unread(ADA) == 0
    await telling.notices.topics.turn(ADA, Topic.NEWS, on=True, actor=AS_ADA)
    assert await telling.notices.publish(texts=NEWS) == 1
    await telling.notices.deliver()
    (letter,) = telling.outbox.letters
    assert letter.subject == "Photos are here"
    assert "Try them." in letter.text


@pytest.mark.keeps("use.notices")
async def test_whoever_stops_news_gets_none_that_were_under_way(telling: Telling) -> None:
    await telling.notices.topics.turn(ADA, Topic.NEWS, on=True, actor=AS_ADA)
    await telling.notices.publish(texts=NEWS)
    await telling.notices.topics.turn(ADA, Topic.NEWS, on=False, actor=AS_ADA)
    assert await telling.notices.deliver() == 0


async def test_news_are_told_in_the_language_of_each(telling: Telling) -> None:
    telling.move(mail="ada@family.example", lang="de")
    await telling.notices.topics.turn(ADA, Topic.NEWS, on=True, actor=AS_ADA)
    await telling.notices.publish(texts=NEWS)
    await telling.notices.deliver()
    assert telling.outbox.letters[0].subject == "Fotos sind da"


@pytest.mark.keeps("use.notices")
async def test_a_topic_without_mail_is_still_in_the_inbox(telling: Telling) -> None:
    await telling.notices.topics.turn(ADA, Topic.POLICY, on=False, actor=AS_ADA)
    await telling.notices.tell(ADA, "policy.policy-changed")
    assert await telling.notices.deliver() == 0
    assert telling.notices.unread(ADA) == 1


@pytest.mark.parametrize("topic", [Topic.SECURITY, Topic.ACCOUNT])
async def test_what_a_thief_would_turn_off_first_cannot_be(telling: Telling, topic: Topic) -> None:
    with pytest.raises(NotFoundError):
        await telling.notices.topics.turn(ADA, topic, on=False, actor=AS_ADA)
    assert topic in await on(telling)


async def link(telling: Telling) -> str:
    """The key of the link in a letter about the policy."""
    await telling.notices.tell(ADA, "policy.policy-changed")
    await telling.notices.deliver()
    letter = telling.outbox.letters[-1]
    assert letter.unsubscribe in letter.text
    assert letter.unsubscribe in letter.html
    (key,) = re.findall(rf"^{ORIGIN}/unsubscribe/([\w-]{{32}})$", letter.unsubscribe)
    return str(key)


@pytest.mark.keeps("use.notices")
async def test_the_link_of_a_letter_ends_its_topic_and_says_nothing_of_whose(
    telling: Telling,
) -> None:
    key = await link(telling)
    assert telling.notices.topics.of_link(key) is Topic.POLICY
    assert ADA not in key
    topic, back = await telling.notices.topics.end(key)
    assert topic is Topic.POLICY
    assert Topic.POLICY not in await on(telling)
    assert await telling.notices.topics.take_back(back) is Topic.POLICY
    assert Topic.POLICY in await on(telling)


async def test_it_is_taken_back_once_and_within_the_hour(telling: Telling) -> None:
    key = await link(telling)
    _, late = await telling.notices.topics.end(key)
    telling.clock.pass_seconds(3600)
    with pytest.raises(NotFoundError):
        await telling.notices.topics.take_back(late)
    _, back = await telling.notices.topics.end(key)
    await telling.notices.topics.take_back(back)
    with pytest.raises(NotFoundError):
        await telling.notices.topics.take_back(back)


async def test_each_letter_of_a_topic_has_the_same_link_and_each_topic_its_own(
    telling: Telling,
) -> None:
    first, second = await link(telling), await link(telling)
    assert first == second
    await telling.notices.tell(ADA, "family.guardian-asked")
    await telling.notices.deliver()
    assert first not in telling.outbox.letters[-1].unsubscribe


async def test_what_concerns_safety_has_no_link_that_ends_it(telling: Telling) -> None:
    await telling.notices.tell(ADA, "security.signed-in")
    await telling.notices.deliver()
    assert telling.outbox.letters[0].unsubscribe == ""
    assert "unsubscribe" not in telling.outbox.letters[0].text


async def test_the_link_works_for_a_frozen_account_and_dies_with_it(
    telling: Telling, vault: Vault
) -> None:
    key = await link(telling)
    await vault.set_state(ADA, State.RESTRICTED, actor=AS_ADA)
    await telling.notices.topics.end(key)
    assert Topic.POLICY not in await on(telling)
    await vault.forget(ADA, actor=AS_ADA)
    with pytest.raises(NotFoundError):
        telling.notices.topics.of_link(key)


@pytest.mark.keeps("use.notices")
async def test_what_is_turned_off_while_a_letter_is_written_stays_off(telling: Telling) -> None:
    topics = telling.notices.topics
    turning = topics.turn(ADA, Topic.FAMILY, on=False, actor=AS_ADA)
    key, _, again = await asyncio.gather(
        topics.link(ADA, Topic.POLICY), turning, topics.link(ADA, Topic.POLICY)
    )
    assert Topic.FAMILY not in await on(telling)
    assert key == again == await topics.link(ADA, Topic.POLICY)
    assert topics.of_link(key) is Topic.POLICY


@pytest.mark.keeps("use.notices")
async def test_whose_data_is_damaged_keeps_the_news_from_nobody(telling: Telling) -> None:
    for one in (ADA, BEN):
        await telling.notices.topics.turn(one, Topic.NEWS, on=True, actor=Actor(f"member:{one}"))

    class Lost(AddressBook):
        async def reach(self, subject: SubjectId) -> Reachable:
            if subject == ADA:
                raise DamagedError("her addresses cannot be read")
            return await super().reach(subject)

    notices = Notices(telling.vault, ways=Ways(telling.outbox, Lost(), ORIGIN))
    assert await notices.publish(texts=NEWS) == 1
    assert notices.unread(BEN) == 1
