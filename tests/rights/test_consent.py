"""What a member agrees to: each switch beside its sentence, and turned by nobody else."""

from __future__ import annotations

import pytest

from bailee.assembly import House
from bailee.assembly.house import SERVICES
from bailee.policy.load import load
from bailee.policy.parts import Keep, KeepFrom
from bailee.rights.consent import Choice, Consents
from bailee.terms import BAILEE, Agreement, Category, NotFoundError, Purpose, Refused, SubjectId
from tests.cast import NOON, Clock
from tests.homes import MANY, NOTES, PLACES, Place, Resident, withdraw
from tests.policy.files import ACCOUNT, CALENDAR, CONTACTS, HOME, MAKER, SYNC
from tests.rights.guardians.family import Hearth

SWITCH = Agreement(SYNC, CONTACTS)


async def only(house: House, subject: SubjectId) -> Choice:
    """The switch that the home policy has for the sync of contacts."""
    choices = await house.consents.choices(subject)
    [choice] = [one for one in choices if (one.purpose, one.category) == SWITCH]
    return choice


@pytest.mark.keeps("choice.explained", "cloud.withdraw")
async def test_a_switch_stands_beside_its_sentence_and_what_goes_when(house: House) -> None:
    member = await house.account.add("ada")
    choice = await only(house, member.subject)
    assert (choice.given, choice.since) == (False, None)
    assert "30 days after you turn it off, they are gone" in choice.says["en"]
    assert "30 Tage nach dem Ausschalten" in choice.says["de"]
    assert choice.keep == Keep(30, KeepFrom.WITHDRAWN)
    assert choice.sees == {"member", "device"}
    assert choice.clause == "category.contacts"


@pytest.mark.keeps("choice.explained")
async def test_a_switch_says_since_when_it_stands_so(ada: Resident, clock: Clock) -> None:
    clock.pass_days(3)
    consents = ada.house.consents
    await consents.withdraw(ada.subject, SWITCH, actor=ada.session.actor)
    choice = await only(ada.house, ada.subject)
    assert (choice.given, choice.since) == (False, clock.now())
    clock.pass_days(3)
    await consents.withdraw(ada.subject, SWITCH, actor=ada.session.actor)
    assert (await only(ada.house, ada.subject)).since == NOON + 3 * 86_400


async def test_switches_come_in_the_order_of_the_policy(place: Place) -> None:
    vault = place.open(MANY)
    subject = await vault.admit()
    choices = await Consents(vault).choices(subject)
    found = [choice.category for choice in choices if choice.purpose == SYNC]
    assert found[0] == CONTACTS
    assert found.index(PLACES) < found.index(NOTES)
    assert ACCOUNT not in found


@pytest.mark.keeps("use.permitted", "cloud.withdraw")
async def test_a_withdrawal_binds_from_the_next_request_on(ada: Resident) -> None:
    await ada.cloud.folders()
    await ada.house.consents.withdraw(ada.subject, SWITCH, actor=ada.session.actor)
    with pytest.raises(Refused, match="you have not agreed"):
        await ada.cloud.folders()
    await ada.house.consents.give(ada.subject, SWITCH, actor=ada.session.actor)
    assert len(await ada.cloud.folders()) == 1


@pytest.mark.parametrize(
    "agreement",
    [
        Agreement(Purpose("advertising"), CONTACTS),
        Agreement(SYNC, Category("dreams")),
        Agreement(Purpose("service"), ACCOUNT),
    ],
)
@pytest.mark.keeps("use.permitted")
async def test_nobody_agrees_to_what_the_policy_does_not_ask(
    ada: Resident, agreement: Agreement
) -> None:
    for turn in (ada.house.consents.give, ada.house.consents.withdraw):
        with pytest.raises(NotFoundError, match="asks no consent"):
            await turn(ada.subject, agreement, actor=ada.session.actor)
    assert len(ada.house.vault.consents(ada.subject)) == 1


async def test_every_turn_of_a_switch_is_remembered(ada: Resident, clock: Clock) -> None:
    for _ in range(3):
        clock.pass_days(1)
        await withdraw(ada.house.vault, of=ada.subject)
        clock.pass_days(1)
        await ada.house.consents.give(ada.subject, SWITCH, actor=ada.session.actor)
    turns = ada.house.vault.consents(ada.subject)
    assert [turn.given for turn in turns] == [True, False] * 3 + [True]
    assert [turn.at for turn in turns] == [NOON + day * 86_400 for day in range(7)]
    lines = await ada.house.ledger.lines(ada.subject)
    told = [line.did for line in lines if line.did in {"consent", "withdraw"}]
    assert told == ["consent", "withdraw"] * 3 + ["consent"]


@pytest.mark.keeps("choice.explained")
@pytest.mark.parametrize("text", [HOME, MAKER], ids=["home", "maker"])
def test_every_switch_says_in_every_language_what_stops_without_it(text: str) -> None:
    said = {name: words for one in SERVICES for name, words in one.stops.items()}
    for purpose, _ in load(text, origin="x", services=None).agreements:
        assert all(said[purpose].get(code, "").endswith(".") for code in ("en", "de")), purpose


@pytest.mark.keeps("choice.explained")
async def test_all_of_the_policy_is_there_switch_or_not(ada: Resident) -> None:
    choices = await ada.house.consents.choices(ada.subject)
    needed = await ada.house.consents.needed(ada.subject)
    told = {(one.category, one.purpose) for one in choices}
    told |= {(one.category, use.purpose) for one in needed for use in one.uses}
    policy = ada.house.vault.policy_of(ada.subject)
    assert told == {(one.name, use) for one in policy.categories.values() for use in one.bases}
    assert [one.category for one in choices if not one.needed_for] == [CONTACTS, CALENDAR]


@pytest.mark.keeps("cloud.withdraw", "use.permitted")
async def test_everything_is_withdrawn_and_given_again_together(
    ada: Resident, clock: Clock
) -> None:
    consents, actor = ada.house.consents, ada.session.actor
    news = Agreement(Purpose("news"), Category("notices"))
    await consents.give(ada.subject, news, actor=actor)
    clock.pass_days(1)
    since = clock.now()
    assert set(await consents.withdraw_all(ada.subject, actor=actor)) == {SWITCH, news}
    assert set(consents.withdrawn(ada.subject, since=since)) == {SWITCH, news}
    assert consents.withdrawn(ada.subject, since=since + 1) == []
    await consents.give_again(ada.subject, since=since, actor=actor)
    assert ada.house.vault.standing(ada.subject).consents == {SWITCH, news}
    await consents.withdraw_all(ada.subject, actor=actor)
    clock.pass_seconds(3601)
    await consents.give_again(ada.subject, since=since, actor=actor)
    assert ada.house.vault.standing(ada.subject).consents == frozenset()


async def test_the_history_says_by_whom(ada: Resident, ben: Resident) -> None:
    vault = ada.house.vault
    await vault.consent(ada.subject, SWITCH, given=False, actor=BAILEE)
    await vault.consent(ada.subject, SWITCH, given=True, actor=ada.session.actor)
    await ada.house.erasure.erase(ada.subject, actor=ada.session.actor, category=CONTACTS)
    found = [turn.by for turn in ada.house.consents.history(ada.subject)]
    assert found == ["member", "member", "bailee", "member"]
    dot = await Hearth.of(ada.house).has_dot(ben)
    assert [turn.by for turn in ada.house.consents.history(dot)] == ["guardian"]
