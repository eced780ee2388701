"""What concerns safety goes where whoever took the account over cannot stop it."""

from __future__ import annotations

import pytest

from bailee.rights.notices import Letter, PostError, Reachable
from bailee.vault import Vault
from tests.addresses import MAIL, NUMBER
from tests.cast import ADA
from tests.outbox import Outbox
from tests.rights.notices.telling import Telling

OLD_MAIL, OLD_NUMBER = "old@family.example", "+491700000000"


@pytest.mark.keeps("use.safety")
async def test_addresses_given_up_of_late_hear_of_what_concerns_safety(telling: Telling) -> None:
    telling.book.known[ADA] = Reachable(
        mail=MAIL, former_mails=(OLD_MAIL,), former_numbers=(OLD_NUMBER,)
    )
    await telling.notices.tell(ADA, "security.address-changed")
    assert await telling.notices.deliver() == 3
    assert {letter.to for letter in telling.outbox.letters} == {MAIL, OLD_MAIL}
    assert [text.number for text in telling.outbox.texts] == [OLD_NUMBER]


async def test_and_of_nothing_else(telling: Telling) -> None:
    telling.book.known[ADA] = Reachable(
        mail=MAIL, number=NUMBER, former_mails=(OLD_MAIL,), former_numbers=(OLD_NUMBER,)
    )
    await telling.notices.tell(ADA, "account.account-restored")
    await telling.notices.deliver()
    assert [letter.to for letter in telling.outbox.letters] == [MAIL]
    assert telling.outbox.texts == []


class OneDown(Outbox):
    """Letters to one address cannot be handed over now."""

    async def mail(self, letter: Letter) -> None:
        if letter.to == OLD_MAIL:
            raise PostError("try again later")
        await super().mail(letter)


async def test_one_place_that_takes_nothing_does_not_have_the_other_written_to_twice(
    vault: Vault,
) -> None:
    telling = Telling(vault, outbox=OneDown())
    telling.book.known[ADA] = Reachable(mail=MAIL, former_mails=(OLD_MAIL,))
    await telling.notices.tell(ADA, "security.address-changed")
    for _ in range(3):
        await telling.notices.deliver()
        telling.clock.pass_seconds(3600)
    await telling.again().notices.deliver()
    assert [letter.to for letter in telling.outbox.letters] == [MAIL]


async def test_an_address_that_is_gone_by_then_is_not_written_to(telling: Telling) -> None:
    telling.book.known[ADA] = Reachable(mail=MAIL, former_mails=(OLD_MAIL,))
    await telling.notices.tell(ADA, "security.address-changed")
    telling.move()
    assert await telling.notices.deliver() == 0
