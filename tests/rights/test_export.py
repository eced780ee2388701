"""What members take away: all of it, as it came, in files that others read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from bailee.assembly.offline import Checked, check_export
from bailee.terms import FolderId, Refused
from tests.cast import NOON, Clock
from tests.clients.people import cards
from tests.homes import PASSWORD, UNLOCKED, Home, Resident, move_in
from tests.policy.files import CONTACTS, HOME
from tests.rights.taking import files, fill, rows, take

FRIENDS = FolderId("friends")


@pytest.mark.keeps("access.self")
async def test_every_card_comes_as_it_went_in_one_file_for_each_address_book(ada: Resident) -> None:
    people, friends = cards(40), cards(3, seed=2)
    await fill(ada, people)
    await fill(ada, friends, folder=FRIENDS)
    found = files(await take(ada))
    assert found["data/contacts/contacts.vcf"] == b"".join(card.body for card in people)
    assert found["data/contacts/friends.vcf"] == b"".join(card.body for card in friends)
    assert [name for name in found if name.startswith("data/contacts/")] == [
        "data/contacts/contacts.vcf",
        "data/contacts/friends.vcf",
    ]


async def test_a_card_that_ends_in_the_middle_of_a_line_does_not_swallow_the_next(
    ada: Resident,
) -> None:
    first, second = cards(2)
    await fill(ada, [msgspec.structs.replace(first, body=first.body[:-2]), second])
    found = files(await take(ada))["data/contacts/contacts.vcf"]
    assert found == first.body + second.body


@pytest.mark.keeps("security.evidence", "access.self")
async def test_the_manifest_knows_each_file_and_the_journal_is_proved_with_no_network(
    ada: Resident, tmp_path: Path
) -> None:
    await fill(ada, cards(5))
    file = tmp_path / "export.zip"
    file.write_bytes(await take(ada))
    found = files(file.read_bytes())
    manifest = msgspec.json.decode(found.pop("manifest.json"))
    assert found.pop("manifest.note").startswith(b"bailee/export\n")
    assert manifest["sha256"] == {name: sha256(body).hexdigest() for name, body in found.items()}
    key = ada.house.vault.tree.key.text()
    lines = len(rows(found["journal/lines.jsonl"]))
    assert lines > 5
    assert check_export(file, key=key) == Checked(len(found), lines, NOON, key)
    assert found["journal/key.txt"].decode().strip() == key


@pytest.mark.keeps("access.self")
async def test_it_has_the_policy_that_binds_and_every_consent(ada: Resident) -> None:
    found = files(await take(ada))
    assert found["policy.toml"].decode() == HOME
    [consent] = msgspec.json.decode(found["consents.json"])
    assert (consent["purpose"], consent["category"], consent["given"]) == ("sync", CONTACTS, True)


async def test_each_line_says_who_did_it_to_its_member(ada: Resident) -> None:
    await fill(ada, cards(1))
    told = rows(files(await take(ada))["journal/lines.jsonl"])
    [line] = [row for row in told if '"collect","by":"device"' in str(row["leaf"])][-1:]
    assert line["actor"] == ada.actor


@pytest.mark.keeps("access.self")
async def test_its_page_opens_with_no_network_and_says_what_was_held(ada: Resident) -> None:
    await fill(ada, cards(5))
    page = files(await take(ada))["index.html"].decode()
    assert "<td>contacts<td>5" in page
    assert 'href="data/contacts/contacts.vcf"' in page
    assert "http" not in page
    assert "<script" not in page


@pytest.mark.keeps("access.self")
async def test_what_a_password_is_checked_by_is_told_of_and_not_given_out(ada: Resident) -> None:
    export = await take(ada)
    found = files(export)
    given = [name for name in found if name.startswith("data/credentials/")]
    assert given == ["data/credentials/NOT-GIVEN.txt"]
    everything = b"".join(found.values())
    assert b"verifier" not in everything
    assert PASSWORD.encode() not in everything
    assert ada.phone.secret.encode() not in everything


async def test_records_come_as_json_that_others_read(ada: Resident) -> None:
    found = files(await take(ada))
    account = msgspec.json.decode(found["data/account/main.json"])
    assert account["profile"]["handle"] == "ada"
    [device] = msgspec.json.decode(found["data/devices/main.json"]).values()
    assert device["name"] == "phone"


@pytest.mark.keeps("access.self")
async def test_what_is_locked_says_so_and_the_rest_is_given(home: Home, clock: Clock) -> None:
    ada = await move_in(await home.open(policy=UNLOCKED), "ada")
    await fill(ada, cards(1))
    clock.pass_seconds(3600)
    ada.house.vault.lock_idle()
    found = files(await take(ada))
    assert b"Connect one" in found["data/contacts/LOCKED.txt"]
    assert "data/contacts/contacts.vcf" not in found
    assert "data/account/main.json" in found
    await ada.house.devices.authenticate("ada", ada.phone.secret)
    assert "data/contacts/contacts.vcf" in files(await take(ada))
    await home.leave()


@pytest.mark.keeps("access.self")
async def test_nobody_takes_what_is_somebody_elses(ada: Resident, ben: Resident) -> None:
    await fill(ada, cards(1))
    for actor in (ben.session.actor, ben.actor, ada.actor):
        with pytest.raises(Refused):
            await take(ada, actor=actor)


@pytest.mark.keeps("access.self")
async def test_what_is_damaged_is_left_out_and_named_and_the_rest_is_given(
    ada: Resident, tmp_path: Path
) -> None:
    first, second, third = cards(3)
    await fill(ada, [first, second, third])
    with closing(sqlite3.connect(ada.house.folder.vault)) as db, db:
        [(kept,)] = db.execute("SELECT id FROM folder WHERE category = 'contacts'")
        where = "id = (SELECT max(id) - 1 FROM item WHERE folder = ?)"
        assert db.execute(f"UPDATE item SET body = x'00' WHERE {where}", (kept,)).rowcount == 1  # noqa: S608 - our own words
    file = tmp_path / "export.zip"
    file.write_bytes(await take(ada))
    found = files(file.read_bytes())
    assert found["data/contacts/contacts.vcf"] == first.body + third.body
    told = found["data/contacts/DAMAGED.txt"].decode()
    assert [line for line in told.splitlines() if ".vcf" in line] == [f"contacts/{second.name}"]
    assert "<td>contacts<td>2<td>1 more is damaged" in found["index.html"].decode()
    assert msgspec.json.decode(found["manifest.json"])["damaged"] == {CONTACTS: 1}
    assert "data/account/main.json" in found
    assert check_export(file, key=ada.house.vault.tree.key.text()).lines > 5
