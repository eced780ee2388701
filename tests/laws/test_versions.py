"""Of members under whatever versions: each is judged by theirs, and loses nothing without a yes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from bailee.assembly import House
from bailee.policy.compare import compare
from bailee.policy.decide import Policy
from bailee.terms import Actor, Operation, Permit, Processing, Refused
from tests.cast import DAY, Clock
from tests.clients.people import cards
from tests.homes import Home, Resident, move_in
from tests.policy.files import CONTACTS, HOME, SYNC
from tests.rights.taking import files, fill, take

pytestmark = pytest.mark.keeps("change.no_reduction", "change.notice", "use.permitted")
BOTH, ALONE = 'seen_by = ["member", "device"]', 'seen_by = ["member"]'


class Step(Struct, frozen=True):
    """One version, and who agrees to it once it is in force."""

    days: int
    devices_see: bool
    agree: frozenset[int]


class Person(Struct):
    """A member, and the version that they agreed to last: by joining, or by a yes."""

    resident: Resident
    agreed: Policy


STEPS = st.lists(
    st.builds(Step, st.integers(1, 60), st.booleans(), st.frozensets(st.integers(0, 3))),
    min_size=1,
    max_size=3,
)


def written(number: int, step: Step, *, clock: Clock) -> str:
    """A version, announced for thirty days from now."""
    since = datetime.fromtimestamp(clock.now() + 30 * DAY, tz=UTC).date()
    text = HOME.replace("version = 1", f"version = {number}", 1)
    text = text.replace("since = 2026-01-01", f"since = {since}", 1)
    text = text.replace("keep_days = 30", f"keep_days = {step.days}", 1)
    return text if step.devices_see else text.replace(BOTH, ALONE, 1)


async def enact(house: House, text: str, *, clock: Clock) -> None:
    """Publish, tell, and wait for the day."""
    draft = house.publishing.weigh(text, origin="new.toml")
    assert draft is not None
    await house.publishing.publish(draft)
    await house.notices.changes.announce()
    clock.pass_days(29)
    assert await house.publishing.bring_into_force() == 0
    clock.pass_days(1)
    assert await house.publishing.bring_into_force() == 1


async def lived(house: House, steps: list[Step], *, clock: Clock) -> list[Person]:
    """People who joined under each version, and agreed to some of those that followed."""
    people = list[Person]()
    for number, step in enumerate([Step(30, devices_see=True, agree=frozenset()), *steps], 1):
        if number > 1:
            await enact(house, written(number, step, clock=clock), clock=clock)
        for index, one in enumerate(people):
            subject = one.resident.subject
            if index in step.agree and house.changes.offered(subject):
                actor = Actor(f"member:{subject}")
                await house.changes.accept(subject, number, actor=actor)
                one.agreed = house.vault.policy
        person = await move_in(house, f"person{number}")
        people.append(Person(person, house.vault.policy))
    return people


@settings(max_examples=6)
@given(steps=STEPS)
async def test_each_is_judged_by_their_version_and_loses_nothing_unasked(steps: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        clock = Clock()
        home = Home(Path(folder), clock)
        house = await home.open(policy=HOME)
        people = await lived(house, steps, clock=clock)
        for one in people:
            binding = house.vault.policy_of(one.resident.subject)
            assert not any(change.reduces for change in compare(one.agreed, binding))
            is_newest = binding.version == house.vault.policy.version
            assert (house.changes.offered(one.resident.subject) is None) is is_newest
            await decides(house, one.resident, binding)
            await shows(house, one.resident, binding)
        await expires(house, people, clock=clock)
        await home.leave()


async def decides(house: House, one: Resident, binding: Policy) -> None:
    """Every operation of their phone is decided as their version says."""
    standing = house.vault.standing(one.subject)
    for operation in (Operation.READ, Operation.COLLECT, Operation.CHANGE, Operation.DELETE):
        asked = Processing(operation, CONTACTS, SYNC, one.actor)
        holding = house.vault.holding(CONTACTS, of=one.subject, purpose=SYNC, actor=one.actor)
        try:
            holding.decide(operation)
        except Refused:
            assert not isinstance(binding.decide(asked, standing), Permit)
        else:
            assert isinstance(binding.decide(asked, standing), Permit)


async def shows(house: House, one: Resident, binding: Policy) -> None:
    """Choices, ledger and export speak of their version."""
    keep = binding.category(CONTACTS).keep
    choices, held = await house.consents.choices(one.subject), await house.ledger.held(one.subject)
    assert {choice.keep for choice in choices if choice.category == CONTACTS} == {keep}
    assert {part.keep for part in held if part.category == CONTACTS} == {keep}
    taken = files(await take(one))
    assert taken["policy.toml"].decode() == binding.text


async def expires(house: House, people: list[Person], *, clock: Clock) -> None:
    """Once all turn sync off, each one's contacts go when their own version says so."""
    days = dict[str, int]()
    for one in people:
        subject = one.resident.subject
        binding = house.vault.policy_of(subject)
        if "device" in binding.category(CONTACTS).seen_by:
            await fill(one.resident, cards(1))
            days[subject] = binding.category(CONTACTS).keep.days
        await house.consents.withdraw_all(subject, actor=Actor(f"member:{subject}"))
    for day in range(61):
        await house.vault.expire()
        for one in people:
            subject = one.resident.subject
            (held,) = [h for h in await house.ledger.held(subject) if h.category == CONTACTS]
            assert held.items == (subject in days and day < days[subject])
        clock.pass_days(1)
