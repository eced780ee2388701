"""Members bring along what they have elsewhere, and get back what they took away."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.assembly import House
from bailee.rights.bringing import Report
from bailee.terms import FolderId, ItemId, Refused
from tests.cast import Clock
from tests.clients.people import cards
from tests.homes import PASSWORD, Home, Resident, move_in
from tests.rights.taking import Files, files, fill, take

BOOK = FolderId("contacts")


def packed(found: Mapping[str, bytes]) -> io.BytesIO:
    """A ZIP."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    body.seek(0)
    return body


async def bring(ada: Resident, source: Path | io.BytesIO, *, name: str = "") -> Report:
    """What Ada brings."""
    bringing, actor = ada.house.bringing, ada.session.actor
    return await bringing.take(source, of=ada.subject, actor=actor, name=name)


def data(found: Files) -> Files:
    """The contacts of a copy."""
    return {at: body for at, body in found.items() if "contacts" in at and at.endswith(".vcf")} | {
        "names": found.get("names/contacts.jsonl", b"")
    }


@pytest.mark.keeps("access.self", "cloud.import")
async def test_a_copy_brought_to_an_empty_house_gives_the_same_copy(
    ada: Resident, clock: Clock, tmp_path: Path
) -> None:
    await fill(ada, cards(30))
    await fill(ada, cards(5, seed=2), folder=FolderId("friends"))
    copy = await take(ada)
    elsewhere = Home(tmp_path / "b", clock)
    (tmp_path / "b").mkdir()
    there = await move_in(await elsewhere.open(), "ada")
    report = await bring(there, io.BytesIO(copy))
    assert (report.new, report.not_taken, report.done_bytes) == (35, 0, report.all_bytes)
    assert data(files(await take(there))) == data(files(copy))
    again = await bring(there, io.BytesIO(copy))
    assert (again.new, again.same, again.stays) == (0, 35, 0)
    await elsewhere.leave()


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@pytest.mark.keeps("access.self")
@settings(max_examples=10)
@given(st.dictionaries(st.text("abc/.ü", min_size=1, max_size=5), TEXT, max_size=5))
async def test_whatever_names_cards_have_they_come_back_the_same(
    ada: Resident, ben: Resident, notes: dict[str, str]
) -> None:
    for one in (ada, ben):
        for entry in await one.cloud.entries((await one.cloud.folders())[0].id):
            await one.cloud.delete(BOOK, entry.name)
    for number, (name, note) in enumerate(notes.items()):
        card = f"BEGIN:VCARD\nVERSION:3.0\nUID:{number}\nFN:x\nN:x\nNOTE:{note}\nEND:VCARD"
        await ada.cloud.put(BOOK, ItemId(name), card.encode())
    copy = await take(ada)
    await bring(ben, io.BytesIO(copy))
    assert data(files(await take(ben))) == data(files(copy))


@pytest.fixture
def takeout(tmp_path: Path) -> Path:
    """What another service gives out; two links lead out of it."""
    tree = tmp_path / "Takeout"
    (tree / "Contacts").mkdir(parents=True)
    (tree / "Contacts" / "All.vcf").write_bytes(b"".join(card.body for card in cards(4)))
    (tree / "cal.ics").write_text("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nBEGIN:VTODO\n")
    (tree / "All.mbox").write_text("From a\nx\n\nFrom b\nSubject: From c\n")
    (tree / "photo.jpg").write_bytes(b"\xff\xd8")
    (tree / "way-out").symlink_to("/etc")
    (tree / "passwd.vcf").symlink_to("/etc/passwd")
    return tree


def zipped(tree: Path) -> io.BytesIO:
    """The same as a ZIP."""
    there = [path for path in tree.rglob("*.*") if path.is_file() and not path.is_symlink()]
    return packed({str(path.relative_to(tree)): path.read_bytes() for path in there})


@pytest.mark.keeps("cloud.import")
async def test_a_tree_of_another_service_is_taken_and_the_rest_is_told(
    ada: Resident, takeout: Path
) -> None:
    reports = [await bring(ada, takeout), await bring(ada, zipped(takeout))]
    for report in reports:
        assert report.waits == {".ics": 2, ".mbox": 2}
        assert report.unknown == {".jpg": 1}
        assert report.not_taken == 0
    assert [(report.new, report.same) for report in reports] == [(4, 0), (0, 4)]
    assert len(await ada.cloud.entries(BOOK)) == 4


@pytest.mark.keeps("cloud.import")
async def test_what_is_here_in_another_form_stays_and_is_told(ada: Resident) -> None:
    [card] = cards(1)
    await fill(ada, [card])
    changed = card.body.replace(b"END:VCARD", b"NOTE:new\r\nEND:VCARD")
    report = await bring(ada, io.BytesIO(changed), name="mine.vcf")
    assert (report.new, report.stays) == (0, 1)
    assert report.odd[0].where == "mine.vcf (1)"
    [kept] = [run async for run in ada.cloud.read(BOOK, [ItemId(card.name)])]
    assert kept[0].body == card.body


async def test_a_card_without_an_identity_comes_once(ada: Resident) -> None:
    card = b"BEGIN:VCARD\nVERSION:3.0\nFN:Zoe\nN:Zoe\nEND:VCARD\n"
    first = await bring(ada, io.BytesIO(card * 2), name="a.vcf")
    again = await bring(ada, io.BytesIO(card), name="b.vcf")
    assert (first.new, first.same, again.new, again.same) == (1, 1, 0, 1)


async def test_what_is_no_card_is_told_and_the_next_is_taken(ada: Resident) -> None:
    [good] = cards(1)
    bad = b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Old\r\nEND:VCARD\r\n"
    cut = b"BEGIN:VCARD\r\nVERSION:3.0\r\n"
    source = b"nonsense\r\n" + bad + good.body + cut
    report = await bring(ada, io.BytesIO(source), name="x.vcf")
    assert (report.new, report.not_taken) == (1, 2)
    assert "3.0 and 4.0" in report.odd[0].why


@pytest.mark.keeps("use.permitted")
async def test_nothing_comes_in_without_consent_or_for_somebody_else(
    house: House, ben: Resident
) -> None:
    member = await house.account.add("cem", password=PASSWORD)
    for actor in (ben.session.actor, ben.actor):
        source = io.BytesIO(cards(1)[0].body)
        with pytest.raises(Refused):
            await house.bringing.take(source, of=member.subject, actor=actor, name="x.vcf")
