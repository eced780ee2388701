"""What could not be handed over is tried again; what was, never."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bailee.rights.notices import Letter, UndeliverableError
from bailee.terms import Actor
from bailee.vault import Vault
from tests.addresses import MAIL
from tests.cast import ADA
from tests.homes import Place
from tests.outbox import Outbox
from tests.rights.notices.telling import Telling

AS_ADA = Actor("member:" + ADA)


async def test_a_letter_that_nobody_takes_is_tried_less_and_less_often(telling: Telling) -> None:
    telling.outbox.down = True
    await telling.notices.tell(ADA, "security.signed-in")
    tried: list[int] = []
    for minute in range(200):
        before = telling.outbox.tries
        await telling.notices.deliver()
        tried += [minute] if telling.outbox.tries > before else []
        telling.clock.pass_seconds(60)
    assert tried == [0, 1, 5, 21, 85]
    telling.outbox.down = False
    telling.clock.pass_days(1)
    assert await telling.notices.deliver() == 1


async def test_it_is_tried_again_after_a_restart(telling: Telling) -> None:
    telling.outbox.down = True
    await telling.notices.tell(ADA, "security.signed-in")
    await telling.notices.deliver()
    after = telling.again()
    after.outbox.down = False
    assert await after.notices.deliver() == 1
    assert len(telling.outbox.to(MAIL)) == 1


async def test_what_was_taken_is_never_sent_again(telling: Telling) -> None:
    await telling.notices.tell(ADA, "security.signed-in")
    assert await telling.notices.deliver() == 1
    telling.clock.pass_days(1)
    assert await telling.notices.deliver() == 0
    assert await telling.again().notices.deliver() == 0
    assert len(telling.outbox.letters) == 1


async def test_each_try_has_the_same_message_id(telling: Telling) -> None:
    await telling.notices.tell(ADA, "security.signed-in")
    # The power fails after the handover, and before it is written down.
    after, telling.outbox.down = telling.again(), True
    await after.notices.deliver()
    telling.outbox.down = False
    await telling.notices.deliver()
    telling.clock.pass_seconds(60)
    await after.notices.deliver()
    first, second = telling.outbox.letters
    assert first.id == second.id != ""


async def test_three_days_later_it_is_not_sent_any_more(telling: Telling) -> None:
    telling.outbox.down = True
    await telling.notices.tell(ADA, "security.signed-in")
    telling.clock.pass_days(3)
    telling.clock.pass_seconds(1)
    telling.outbox.down = False
    assert await telling.notices.deliver() == 0
    assert telling.notices.unread(ADA) == 1


async def test_a_letter_that_will_never_be_taken_is_not_tried_again(vault: Vault) -> None:
    class Refusing(Outbox):
        """A server that knows no Ada."""

        async def mail(self, letter: Letter) -> None:
            self.letters.append(letter)
            raise UndeliverableError("550 no such mailbox")

    telling = Telling(vault, outbox=Refusing())
    await telling.notices.tell(ADA, "security.signed-in")
    await telling.notices.deliver()
    telling.clock.pass_days(1)
    await telling.notices.deliver()
    assert len(telling.outbox.letters) == 1


async def test_whatever_ails_one_letter_the_next_goes_out(vault: Vault) -> None:
    class Stumbling(Outbox):
        """Somebody who falls over the first letter, each time."""

        async def mail(self, letter: Letter) -> None:
            self.tries += 1
            if letter.subject == "A new sign-in to your account":
                raise ValueError(letter.to)
            self.letters.append(letter)

    telling = Telling(vault, outbox=Stumbling())
    await telling.notices.tell(ADA, "security.signed-in")
    await telling.notices.tell(ADA, "security.address-changed")
    assert await telling.notices.deliver() == 1
    assert await telling.notices.deliver() == 0
    assert (telling.outbox.tries, telling.notices.waiting) == (2, 1)
    telling.clock.pass_days(4)
    await telling.notices.deliver()
    assert telling.notices.waiting == 0


async def test_a_notice_that_cannot_be_read_is_given_up_in_the_end(
    telling: Telling, place: Place
) -> None:
    await telling.notices.tell(ADA, "security.signed-in")
    with closing(sqlite3.connect(place.data / "vault.db")) as connection, connection:
        connection.execute("UPDATE item SET body = zeroblob(length(body))")
    assert (await telling.notices.deliver(), telling.notices.waiting) == (0, 1)
    telling.clock.pass_days(4)
    assert (await telling.notices.deliver(), telling.notices.waiting) == (0, 0)


async def test_what_was_erased_is_not_sent(telling: Telling, vault: Vault) -> None:
    telling.outbox.down = True
    await telling.notices.tell(ADA, "security.signed-in")
    await telling.notices.deliver()
    await vault.forget(ADA, actor=AS_ADA)
    telling.outbox.down = False
    telling.clock.pass_days(1)
    assert await telling.notices.deliver() == 0
    assert telling.outbox.letters == []


@pytest.mark.keeps("security.rest")
async def test_a_letter_that_waits_is_not_readable_on_disk(
    telling: Telling, tmp_path: Path
) -> None:
    telling.outbox.down = True
    await telling.notices.tell(ADA, "security.device-added", device="Adas geheimes Handy")
    await telling.notices.deliver()
    written = everything_under(tmp_path)
    for word in (b"Adas geheimes", MAIL.encode(), b"device-added"):
        assert word not in written


def everything_under(path: Path) -> bytes:
    """Every byte of a folder."""
    return b"".join(file.read_bytes() for file in path.rglob("*") if file.is_file())
