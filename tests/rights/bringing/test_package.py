"""A package that wants to do harm costs little and does none."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from bailee.rights.bringing import PackageError, opened, package
from tests.clients.people import cards
from tests.homes import Resident
from tests.rights.bringing.test_bringing import bring, packed

CARD = cards(1)[0].body


async def test_a_bomb_is_told_and_costs_nothing(ada: Resident) -> None:
    bomb = packed({"bomb.vcf": bytes(64 * 1024 * 1024), "good.vcf": CARD})
    report = await bring(ada, bomb)
    assert (report.new, report.not_taken) == (1, 1)
    assert "bomb" in report.odd[0].why


@pytest.mark.parametrize("name", ["../../etc/x.vcf", "/etc/x.vcf", "C:\\x.vcf", "a\x1b[2J\n.vcf"])
async def test_a_name_leads_nowhere_and_is_shown_plainly(ada: Resident, name: str) -> None:
    report = await bring(ada, packed({name: b"BEGIN:VCARD\nEND:VCARD\n"}))
    assert report.not_taken == 1
    assert report.odd[0].where.isprintable()


async def test_a_file_that_is_longer_than_it_says_is_cut_off(ada: Resident) -> None:
    body = bytearray(packed({"a.vcf": CARD}).getvalue())
    at = body.rfind(b"PK\x01\x02")
    struct.pack_into("<I", body, at + 24, 10)
    report = await bring(ada, io.BytesIO(bytes(body)))
    assert (report.new, report.not_taken) == (0, 1)


@pytest.mark.parametrize("cut", [10, 30, 200])
def test_half_a_package_is_none(cut: int) -> None:
    body = packed({"a.vcf": CARD * 3}).getvalue()[:-cut]
    with pytest.raises(PackageError), opened(io.BytesIO(body)):
        pass


def test_a_list_that_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_MOST_LISTED_BYTES", 80)
    with pytest.raises(PackageError, match="too long"), opened(packed({"a": b"", "b": b""})):
        pass


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(package, "_MOST_FILES", 1)
    for name in "ab":
        (tmp_path / name).touch()
    for source in (tmp_path, packed({"a": b"", "b": b""})):
        with pytest.raises(PackageError, match="more than"), opened(source):
            pass


async def test_what_is_damaged_inside_is_told_and_the_rest_is_taken(ada: Resident) -> None:
    archive = packed({"a.vcf": CARD * 200, "b.vcf": CARD})
    body = bytearray(archive.getvalue())
    with zipfile.ZipFile(archive) as read:
        start = read.getinfo("a.vcf").header_offset + 40
    body[start : start + 40] = bytes(40)
    report = await bring(ada, io.BytesIO(bytes(body)))
    assert report.new == 1
    assert report.odd[0].where == "a.vcf"


async def test_names_that_do_not_fit_their_file_are_not_believed(ada: Resident) -> None:
    row = b'{"file":"data/contacts/a.vcf","folder":"a","items":[["x",5]]}\n'
    found = {"data/contacts/a.vcf": CARD, "names/contacts.jsonl": row * 2 + b"nonsense"}
    report = await bring(ada, packed(found))
    assert report.new == 1
