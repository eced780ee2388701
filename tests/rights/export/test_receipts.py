"""A receipt is signed, says everything, names nobody, and shows that nobody changed it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bailee.assembly import House
from bailee.assembly.offline import ExportError, check_receipt
from bailee.rights.export.manifest import SIGNED_AS as EXPORT
from bailee.rights.receipts import Receipt, ReceiptError, Withheld, found_in
from bailee.terms import Category
from tests.cast import DAY, NOON, Clock
from tests.clients.people import cards
from tests.homes import Home, Resident
from tests.policy.files import ACCOUNT, CONTACTS
from tests.rights.taking import fill

HELD = {ACCOUNT: Withheld("Amtsgericht Köln", "an order\nof 3 May", NOON + 90 * DAY)}


async def erased(ada: Resident, *, language: str = "en") -> Receipt:
    """What Ada gets for her contacts."""
    await fill(ada, cards(5))
    erase, actor = ada.house.erasure.erase, ada.session.actor
    return await erase(ada.subject, actor=actor, category=CONTACTS, language=language)


def kept(tmp_path: Path, text: str) -> Path:
    """A receipt in a file."""
    file = tmp_path / "receipt.txt"
    file.write_text(text)
    return file


@pytest.mark.keeps("access.residual", "access.self")
async def test_it_says_what_went_how_much_of_it_and_from_when_no_backup_opens(
    ada: Resident, tmp_path: Path
) -> None:
    receipt = await erased(ada)
    size = sum(len(card.body) for card in cards(5))
    said, key = check_receipt(kept(tmp_path, receipt.note), key=ada.house.vault.tree.key.text())
    assert f"- contacts (items: 5, bytes: {size}, keys destroyed: 1)" in said
    assert "From 2026-01-31 12:00:00 UTC on, no backup" in said
    assert "Nothing of this was kept back." in said
    assert key == ada.house.vault.tree.key.text()
    assert ada.subject not in said


async def test_it_speaks_the_language_of_its_member(ada: Resident) -> None:
    receipt = await erased(ada, language="de")
    assert "Gelöscht und seit 2026-01-01 12:00:00 UTC" in receipt.note


@pytest.mark.keeps("access.residual")
async def test_it_says_what_stays_who_demands_it_and_until_when(house: House) -> None:
    receipt = Receipt("r", NOON, {CONTACTS: 1}, NOON, NOON, withheld=HELD)
    said = house.erasure.receipts.sign(receipt, language="en").note
    assert "- account: an order of 3 May (Amtsgericht Köln), until 2026-04-01" in said


@pytest.mark.keeps("security.evidence")
async def test_nobody_changes_a_receipt_or_signs_one_with_another_key(
    ada: Resident, clock: Clock, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    receipt = await erased(ada)
    check = ada.house.erasure.receipts.check
    for forged in (receipt.note.replace("items: 5", "items: 9"), receipt.note[:-9], "", "hello"):
        with pytest.raises(ReceiptError):
            check_receipt(kept(tmp_path, forged))
        with pytest.raises(ReceiptError):
            check(forged)
    elsewhere = Home(tmp_path_factory.mktemp("elsewhere"), clock)
    theirs = (await elsewhere.open()).erasure.receipts
    note = theirs.sign(receipt, language="en").note
    assert check_receipt(kept(tmp_path, note))[1] == theirs.key
    with pytest.raises(ReceiptError):
        check_receipt(kept(tmp_path, note), key=ada.house.vault.tree.key.text())
    with pytest.raises(ReceiptError):
        check(note)
    await elsewhere.leave()


@pytest.mark.keeps("security.evidence")
async def test_no_other_text_that_is_signed_here_passes_for_a_receipt(ada: Resident) -> None:
    other = ada.house.vault.tree.vouch(EXPORT, "bailee/receipt\nReceipt 1\n")
    with pytest.raises(ReceiptError):
        ada.house.erasure.receipts.check(other)


async def test_a_mail_around_it_and_a_form_before_it_do_no_harm(
    ada: Resident, tmp_path: Path
) -> None:
    note = (await erased(ada)).note
    mangled = "Dear Ada,\r\n\r\n" + note.replace("\n", "  \r\n") + "\r\n-- \r\nBailee\r\n"
    assert found_in(mangled) == note
    assert "items: 5" in check_receipt(kept(tmp_path, mangled))[0]
    assert "items: 5" in ada.house.erasure.receipts.check(mangled)


async def test_what_is_no_text_and_no_key_is_told(ada: Resident, tmp_path: Path) -> None:
    file = tmp_path / "photo"
    file.write_bytes(b"\xff\xd8")
    for path in (file, tmp_path / "nowhere"):
        with pytest.raises(ReceiptError, match="cannot be read"):
            check_receipt(path)
    with pytest.raises(ExportError, match="not the key"):
        check_receipt(kept(tmp_path, (await erased(ada)).note), key="mine")


@pytest.mark.keeps("access.self")
async def test_the_receipt_of_a_part_is_kept_for_its_member_alone(
    ada: Resident, ben: Resident
) -> None:
    receipt = await erased(ada)
    [filed] = await ada.house.erasure.receipts.of(ada.subject)
    assert (filed.note, filed.categories) == (receipt.note, [CONTACTS])
    assert await ada.house.erasure.receipts.of(ben.subject) == []
    await ada.house.erasure.erase(ada.subject, actor=ada.session.actor, category=Category("cases"))
    assert len(await ada.house.erasure.receipts.of(ada.subject)) == 1
