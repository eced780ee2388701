"""What is taken away can be unpacked everywhere, and costs no more memory when there is more."""

from __future__ import annotations

import asyncio
import base64
import random
import tracemalloc
from collections.abc import AsyncIterator
from pathlib import PureWindowsPath
from unicodedata import normalize

import msgspec
import pytest

from bailee.rights.export.archive import Archive
from bailee.rights.export.names import Names
from bailee.rights.export.portable import write
from bailee.terms import Category, FolderId, ItemId
from bailee.vault import Folder, Item
from tests.clients.people import Card
from tests.homes import Resident
from tests.rights.taking import CONTACTS as BOOK
from tests.rights.taking import Files, files, fill, take

SOME = Category("some")

HOSTILE = {
    "../../etc/passwd": "data/contacts/_.._etc_passwd.vcf",
    "/etc/passwd": "data/contacts/_etc_passwd.vcf",
    "..": "data/contacts/_.vcf",
    "C:\\autoexec": "data/contacts/C__autoexec.vcf",
    "con": "data/contacts/_con.vcf",
    "NUL.txt": "data/contacts/_NUL.txt.vcf",
    "a\nb\x00c": "data/contacts/a_b_c.vcf",
    " dots and spaces. . ": "data/contacts/dots and spaces.vcf",
    "Freunde & Familie": "data/contacts/Freunde _ Familie.vcf",
    "友達": "data/contacts/友達.vcf",
    "😀": "data/contacts/_.vcf",
}
CARD = Card(
    "u", "u.vcf", b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u\r\nFN:U\r\nN:U;;;;\r\nEND:VCARD\r\n"
)


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
async def test_no_name_of_an_address_book_troubles_a_file_system(ada: Resident, name: str) -> None:
    await fill(ada, [CARD], folder=FolderId(name))
    paths = [path for path in files(await take(ada)) if path.startswith("data/contacts/")]
    assert paths == [HOSTILE[name]]
    assert not any(PureWindowsPath(path).is_reserved() for path in paths)


async def test_names_that_are_one_to_some_file_systems_make_two_files(ada: Resident) -> None:
    names = ["Family", "family", "fa:mily", "fa?mily", "한", normalize("NFD", "한")]
    for name in names:
        await fill(ada, [CARD], folder=FolderId(name))
    found = [path for path in files(await take(ada)) if path.startswith("data/contacts/")]
    assert len({path.casefold() for path in found}) == len(names)
    assert "data/contacts/family (2).vcf" in found
    assert "data/contacts/한 (2).vcf" in found


async def test_a_long_name_is_cut_by_its_bytes(ada: Resident) -> None:
    for name in ("語" * 300, "語" * 299 + "x"):
        await fill(ada, [CARD], folder=FolderId(name))
    found = [path for path in files(await take(ada)) if path.startswith("data/contacts/語")]
    assert len(found) == 2
    assert all(len(path.split("/")[-1].encode()) < 200 for path in found)


async def each(
    folder: Folder, bodies: dict[str, bytes]
) -> AsyncIterator[tuple[Folder, list[Item]]]:
    """What a holding gives."""
    for name, body in bodies.items():
        yield folder, [Item(ItemId(name), "etag", len(body), 0, body)]


async def written(media: str, bodies: dict[str, bytes]) -> Files:
    """What these items become."""
    archive, found = Archive(), each(Folder(FolderId("f"), 1, 1, 1), bodies)
    assert [count async for count in write(archive, SOME, media, found, names=Names())][-1] == len(
        bodies
    )
    return files(archive.close())


async def test_what_has_no_form_of_its_own_stays_a_file_each() -> None:
    assert await written("image/png", {"a.png": b"1", "a": b"2", "b": b"3"}) == {
        "data/some/f/a.png": b"1",
        "data/some/f/a (2).png": b"2",
        "data/some/f/b.png": b"3",
    }


async def test_records_are_json_whatever_their_names() -> None:
    names = ['quo"te', "back\\slash", "new\nline", "ü"]
    found = await written("application/json", dict.fromkeys(names, b"{}"))
    assert msgspec.json.decode(found["data/some/f.json"]) == {name: {} for name in names}


async def test_four_times_the_cards_take_no_more_memory(ada: Resident) -> None:
    peaks = list[int]()
    await fill(ada, [])
    for count in (400, 1600):
        await asyncio.gather(*(put(ada, number) for number in range(count)))
        tracemalloc.start()
        chunks = ada.house.export.stream(ada.subject, actor=ada.session.actor)
        sizes = [len(chunk) async for chunk in chunks]
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert sum(sizes) > count * 4_000
        assert max(sizes) < 512 * 1024
    assert peaks[1] < peaks[0] * 1.2


async def put(ada: Resident, number: int) -> None:
    """Put a card that cannot be packed much smaller."""
    note = base64.b64encode(random.Random(number).randbytes(6_000)).decode()
    body = CARD.body.replace(b"UID:u", f"UID:{number}\r\nNOTE:{note}".encode())
    await ada.cloud.put(BOOK, ItemId(f"{number}.vcf"), body)
