"""Whoever changes an export is found out, however cleverly; and nobody is, who did not."""

from __future__ import annotations

import zipfile
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from bailee.assembly.offline import ExportError, check_export
from bailee.protocols.tlog import ProofError
from bailee.rights.export.manifest import signed_text
from tests.cast import Clock
from tests.clients.people import cards
from tests.homes import Home, Resident, move_in
from tests.rights.taking import Files, files, fill, jsonl, pack, relisted, rows, signed, take

LINES, TREE = "journal/lines.jsonl", "journal/tree.jsonl"
HEAD, KEY = "journal/head.txt", "journal/key.txt"
CARDS = "data/contacts/contacts.vcf"


@pytest.fixture
async def given(ada: Resident) -> Files:
    """What Ada was given."""
    await fill(ada, cards(5))
    return files(await take(ada))


async def test_what_nobody_changed_is_proved(ada: Resident, given: Files, tmp_path: Path) -> None:
    for found in (given, relisted(given), signed(given, ada.house)):
        assert check_export(pack(found, tmp_path / "e.zip")).lines > 5


NAMES = [CARDS, LINES, TREE, HEAD, KEY, "consents.json", "policy.toml", "index.html"]


@pytest.mark.keeps("security.evidence")
@pytest.mark.parametrize("name", NAMES)
async def test_a_changed_file_is_named(given: Files, tmp_path: Path, name: str) -> None:
    given[name] = given[name].replace(b"a", b"b", 1)
    with pytest.raises(ExportError, match=f"^{name} was changed after the export"):
        check_export(pack(given, tmp_path / "e.zip"))


@pytest.mark.keeps("security.evidence")
@pytest.mark.parametrize("name", NAMES)
async def test_a_changed_file_that_the_manifest_agrees_with_is_found(
    given: Files, tmp_path: Path, name: str
) -> None:
    given[name] = given[name].replace(b"a", b"b", 1)
    told = "manifest.note is not the house's" if name == KEY else "manifest.json was changed"
    with pytest.raises(ExportError, match=f"^{told}"):
        check_export(pack(relisted(given), tmp_path / "e.zip"))


@pytest.mark.keeps("security.evidence")
@pytest.mark.parametrize("name", NAMES)
async def test_a_file_that_is_missing_is_named(given: Files, tmp_path: Path, name: str) -> None:
    del given[name]
    with pytest.raises(ExportError, match=f"^{name} is missing"):
        check_export(pack(given, tmp_path / "e.zip"))
    told = "manifest.note is not the house's" if name == KEY else "manifest.json was changed"
    with pytest.raises(ExportError, match=f"^{told}"):
        check_export(pack(relisted(given), tmp_path / "e.zip"))


@pytest.mark.keeps("security.evidence")
async def test_a_file_that_was_added_is_named(given: Files, tmp_path: Path) -> None:
    given["data/contacts/more\x1b[2J.vcf"] = b"more"
    with pytest.raises(ExportError, match=r"^data/contacts/more\?\[2J.vcf was added after"):
        check_export(pack(given, tmp_path / "e.zip"))
    with pytest.raises(ExportError, match=r"^manifest\.json was changed"):
        check_export(pack(relisted(given), tmp_path / "e.zip"))


@pytest.mark.keeps("security.evidence")
async def test_each_of_several_faults_is_told(given: Files, tmp_path: Path) -> None:
    given[CARDS] += b"more"
    del given["policy.toml"]
    told = f"^{CARDS} was changed after the export; policy.toml is missing$"
    with pytest.raises(ExportError, match=told):
        check_export(pack(given, tmp_path / "e.zip"))
    many = {**given, **{f"{number}.txt": b"" for number in range(20)}}
    with pytest.raises(ExportError, match=r"7\.txt was added after the export; and 12 more$"):
        check_export(pack(many, tmp_path / "e.zip"))


@pytest.mark.keeps("security.evidence")
async def test_a_file_that_is_there_twice_is_told(given: Files, tmp_path: Path) -> None:
    file = pack(given, tmp_path / "e.zip")
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr(CARDS, given[CARDS])
    with pytest.raises(ExportError, match=f"^{CARDS} is there 2 times"):
        check_export(file)


@pytest.mark.keeps("security.evidence")
async def test_no_other_signature_of_the_house_stands_under_a_manifest(
    ada: Resident, given: Files, tmp_path: Path
) -> None:
    vouch, text = ada.house.vault.tree.vouch, signed_text(given["manifest.json"])
    for note in (given[HEAD], vouch("bailee/other", text).encode(), b"", b"\xff"):
        given["manifest.note"] = note
        with pytest.raises(ExportError, match=r"^manifest.note is not the house's"):
            check_export(pack(given, tmp_path / "e.zip"))
    del given["manifest.note"]
    with pytest.raises(ExportError, match=r"^manifest.note is missing"):
        check_export(pack(given, tmp_path / "e.zip"))
    with pytest.raises(ProofError, match="only a head"):
        vouch("bailee/journal", "3\nAAAA\n")


def later(found: Files) -> None:
    """A line was an hour later."""
    told = rows(found[LINES])
    told[-1]["leaf"] = str(told[-1]["leaf"]).replace('"at":1', '"at":2')
    found[LINES] = jsonl(told)


def elsewhere(found: Files) -> None:
    """A line stood in another place."""
    told = rows(found[LINES])
    told[0]["index"], told[1]["index"] = told[1]["index"], told[0]["index"]
    found[LINES] = jsonl(told)


def more(found: Files) -> None:
    """There was one line more."""
    told = rows(found[LINES])
    found[LINES] = jsonl([*told, {**told[-1], "index": 10_000}])


def other_hash(found: Files) -> None:
    """The tree had another hash."""
    runs = rows(found[TREE])
    hashes = bytearray(b64decode(str(runs[-1]["hashes"])))
    hashes[0] ^= 1
    runs[-1]["hashes"] = b64encode(hashes).decode()
    found[TREE] = jsonl(runs)


def no_hash(found: Files) -> None:
    """The tree had none."""
    found[TREE] = b""


def shorter(found: Files) -> None:
    """The journal was shorter."""
    origin, size, *rest = found[HEAD].decode().split("\n")
    found[HEAD] = "\n".join([origin, str(int(size) - 1), *rest]).encode()


def unsigned(found: Files) -> None:
    """The head was not signed."""
    found[HEAD] = found[HEAD].partition(b"\n\n")[0] + b"\n"


FORGERIES = [later, elsewhere, more, other_hash, no_hash, shorter, unsigned]


@pytest.mark.keeps("security.evidence")
@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__doc__)
async def test_a_manifest_signed_anew_hides_no_forgery_of_the_journal(
    ada: Resident, given: Files, tmp_path: Path, forge: Callable[[Files], None]
) -> None:
    forge(given)
    with pytest.raises(ExportError, match=r"manifest\.json was changed"):
        check_export(pack(relisted(given), tmp_path / "e.zip"))
    with pytest.raises(ExportError, match="does not prove what it says"):
        check_export(pack(signed(given, ada.house), tmp_path / "e.zip"))


@pytest.mark.keeps("security.evidence")
async def test_another_houses_journal_is_not_ours_to_whoever_noted_the_key(
    ada: Resident, tmp_path: Path, clock: Clock
) -> None:
    noted = ada.house.vault.tree.key.text()
    other = Home(tmp_path / "other", clock)
    (tmp_path / "other").mkdir()
    forged = files(await take(await move_in(await other.open(), "ada")))
    await other.leave()
    file = pack(forged, tmp_path / "e.zip")
    assert check_export(file).lines > 0
    with pytest.raises(ExportError, match="no key that we trust"):
        check_export(file, key=noted)
    with pytest.raises(ExportError, match="not the key of a journal"):
        check_export(file, key="something else")


async def test_a_tree_as_high_as_the_sky_is_not_climbed(
    ada: Resident, given: Files, tmp_path: Path
) -> None:
    runs = rows(given[TREE])
    given[TREE] = jsonl([*runs, {**runs[0], "level": 1 << 40}])
    with pytest.raises(ExportError, match="is not an export"):
        check_export(pack(signed(given, ada.house), tmp_path / "e.zip"))


NOTHING = [b"", b"no zip at all", b"PK\x05\x06" + bytes(18)]


@pytest.mark.parametrize("content", NOTHING, ids=["empty", "text", "an empty ZIP"])
def test_what_is_no_export_is_told_plainly(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "e.zip"
    file.write_bytes(content)
    with pytest.raises(ExportError, match="is not an export of Bailee"):
        check_export(file)
    with pytest.raises(ExportError, match="is not an export of Bailee"):
        check_export(tmp_path / "nowhere.zip")


async def test_a_damaged_file_is_told_plainly(ada: Resident, tmp_path: Path) -> None:
    await fill(ada, cards(5))
    export, file = await take(ada), tmp_path / "e.zip"
    for at in range(0, len(export), len(export) // 200):
        file.write_bytes(export[:at] + bytes([export[at] ^ 0xFF]) + export[at + 1 :])
        try:
            check_export(file)
        except ExportError:
            continue
