"""Members are told: in the inbox always, by mail if they can be had there."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.rights.notices import Notice
from bailee.rights.notices.letters import letter
from bailee.rights.notices.notices import bounded
from bailee.terms import Actor, NotFoundError, State
from bailee.vault import Vault
from tests.addresses import MAIL, NUMBER
from tests.cast import ADA, BEN, DAY, NOON
from tests.rights.notices.telling import Telling

AS_ADA = Actor("member:" + ADA)
AS_BEN = Actor("member:" + BEN)


@pytest.mark.keeps("use.notices")
async def test_every_notice_is_in_the_inbox_and_goes_out_by_mail(telling: Telling) -> None:
    assert await telling.notices.tell(ADA, "security.device-added", device="phone")
    (found,) = await telling.notices.all(ADA, actor=AS_ADA)
    assert found.notice == Notice("security.device-added", NOON, {"device": "phone"})
    assert found.is_new
    assert await telling.notices.deliver() == 1
    (letter,) = telling.outbox.to(MAIL)
    assert letter.subject == "A device was added"
    assert "Device: phone\nWhen: January 1, 2026, 12:00 UTC" in letter.text


async def test_a_notice_is_unread_until_it_is_opened(telling: Telling) -> None:
    notices = telling.notices
    await notices.tell(ADA, "security.signed-in")
    await notices.tell(ADA, "security.password-changed")
    assert notices.unread(ADA) == 2
    newest, _ = await notices.all(ADA, actor=AS_ADA)
    opened = await notices.open(ADA, newest.id, actor=AS_ADA)
    assert opened.notice.key == "security.password-changed"
    assert notices.unread(ADA) == 1
    await notices.open(ADA, newest.id, actor=AS_ADA)
    await notices.open_all(ADA, actor=AS_ADA)
    assert notices.unread(ADA) == 0
    assert [one.is_new for one in await notices.all(ADA, actor=AS_ADA)] == [False, False]


async def test_nobody_opens_the_notice_of_another(telling: Telling) -> None:
    await telling.notices.tell(ADA, "security.signed-in")
    (hers,) = await telling.notices.all(ADA, actor=AS_ADA)
    with pytest.raises(NotFoundError, match="no such notice"):
        await telling.notices.open(BEN, hers.id, actor=AS_BEN)
    assert telling.notices.unread(ADA) == 1
    assert await telling.notices.all(BEN, actor=AS_BEN) == []


@pytest.mark.keeps("use.notices")
async def test_notices_go_ninety_days_after_they_came_however_late_they_are_opened(
    telling: Telling, vault: Vault
) -> None:
    await telling.notices.tell(ADA, "security.signed-in")
    telling.clock.pass_days(80)
    await telling.notices.open_all(ADA, actor=AS_ADA)
    telling.clock.pass_days(9)
    await vault.expire()
    assert len(await telling.notices.all(ADA, actor=AS_ADA)) == 1
    telling.clock.pass_days(1)
    await vault.expire()
    assert await telling.notices.all(ADA, actor=AS_ADA) == []


async def test_a_text_message_is_for_safety_alone_and_where_there_is_no_mail(
    telling: Telling,
) -> None:
    telling.move(number=NUMBER, lang="de")
    await telling.notices.tell(ADA, "security.device-added", device="Adas Handy")
    await telling.notices.tell(ADA, "account.account-restored")
    await telling.notices.deliver()
    (text,) = telling.outbox.texts
    assert text.number == NUMBER
    assert text.words == "Bailee: Ein Gerät kam hinzu. Melde dich an, um mehr zu lesen."
    assert telling.outbox.letters == []


async def test_whoever_has_no_address_reads_the_inbox(telling: Telling) -> None:
    telling.move()
    await telling.notices.tell(ADA, "security.signed-in")
    assert await telling.notices.deliver() == 0
    assert telling.notices.unread(ADA) == 1


async def test_letters_speak_the_language_of_their_reader(telling: Telling) -> None:
    telling.move(mail=MAIL, lang="de-AT")
    await telling.notices.tell(ADA, "security.account-closing", until=NOON + 7 * DAY)
    await telling.notices.deliver()
    (letter,) = telling.outbox.letters
    assert letter.subject == "Dein Konto wird geschlossen"
    assert "Bis: 8. Januar 2026, 12:00 UTC" in letter.text
    assert '<html lang="de">' in letter.html


@pytest.mark.parametrize("state", [State.RESTRICTED, State.CLOSING])
async def test_a_frozen_or_closing_account_is_told_what_concerns_its_safety(
    telling: Telling, vault: Vault, state: State
) -> None:
    await vault.set_state(ADA, state, actor=AS_ADA)
    assert await telling.notices.tell(ADA, "security.signed-in")
    assert await telling.notices.deliver() == 1
    (found,) = await telling.notices.all(ADA, actor=AS_ADA)
    await telling.notices.open(ADA, found.id, actor=AS_ADA)
    assert telling.notices.unread(ADA) == 0


async def test_of_everything_else_it_is_told_nothing_and_nothing_is_kept(
    telling: Telling, vault: Vault
) -> None:
    await vault.set_state(ADA, State.RESTRICTED, actor=AS_ADA)
    assert not await telling.notices.tell(ADA, "policy.policy-changed")
    assert await telling.notices.deliver() == 0
    assert telling.notices.unread(ADA) == 0


async def test_what_a_notice_names_fits_on_a_line(telling: Telling) -> None:
    await telling.notices.tell(ADA, "security.device-added", device="x\r\ny" + "z" * 900)
    (found,) = await telling.notices.all(ADA, actor=AS_ADA)
    shown = str(found.notice.details["device"])
    assert shown.startswith("x y")
    assert len(shown) <= 200


@given(value=st.text(max_size=400))
def test_whatever_it_names_is_one_printable_line_in_both_letters(value: str) -> None:
    kept = bounded("device", value)
    assert isinstance(kept, str)
    assert kept.isprintable()
    mail = letter(
        Notice("security.device-added", NOON, {"device": kept}),
        "en",
        to=MAIL,
        origin="",
        end="",
        name="1",
    )
    assert f"Device: {kept}\n" in mail.text
    assert escape(kept) in mail.html


async def test_there_is_no_notice_without_words(telling: Telling) -> None:
    with pytest.raises(ValueError, match="no words"):
        await telling.notices.tell(ADA, "security.signed-in", shoe_size=43)
