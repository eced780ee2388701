"""Whoever changes an export is found out, however cleverly; and nobody is, who did not."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from bailee.assembly.offline import ExportError, check_export
from tests.cast import Clock
from tests.clients.people import cards
from tests.homes import Home, Resident, move_in
from tests.rights.taking import Files, files, fill, jsonl, pack, rows, take

LINES, TREE = "journal/lines.jsonl", "journal/tree.jsonl"
HEAD, KEY = "journal/head.txt", "journal/key.txt"
CARDS = "data/contacts/contacts.vcf"


@pytest.fixture
async def given(ada: Resident) -> Files:
    """What Ada was given."""
    await fill(ada, cards(5))
    return files(await take(ada))


async def test_what_nobody_changed_is_proved(given: Files, tmp_path: Path) -> None:
    for cleverly in (False, True):
        assert check_export(pack(given, tmp_path / "e.zip", cleverly=cleverly)) > 5


@pytest.mark.keeps("security.evidence")
@pytest.mark.parametrize("name", [CARDS, LINES, TREE, HEAD, KEY, "consents.json", "policy.toml"])
async def test_a_changed_file_is_found(given: Files, tmp_path: Path, name: str) -> None:
    given[name] = given[name].replace(b"a", b"b", 1)
    with pytest.raises(ExportError, match=f"{name} was changed after the export"):
        check_export(pack(given, tmp_path / "e.zip", cleverly=False))


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
async def test_a_manifest_written_anew_hides_no_forgery_of_the_journal(
    given: Files, tmp_path: Path, forge: Callable[[Files], None]
) -> None:
    forge(given)
    with pytest.raises(ExportError, match="does not prove what it says"):
        check_export(pack(given, tmp_path / "e.zip", cleverly=True))


@pytest.mark.keeps("security.evidence")
async def test_another_houses_journal_is_not_ours_to_whoever_noted_the_key(
    ada: Resident, given: Files, tmp_path: Path, clock: Clock
) -> None:
    noted = ada.house.vault.tree.key.text()
    other = Home(tmp_path / "other", clock)
    (tmp_path / "other").mkdir()
    forged = files(await take(await move_in(await other.open(), "ada")))
    await other.leave()
    file = pack({**given, **forged}, tmp_path / "e.zip", cleverly=True)
    assert check_export(file) > 0
    with pytest.raises(ExportError, match="no key that we trust"):
        check_export(file, key=noted)
    with pytest.raises(ExportError, match="not the key of a journal"):
        check_export(file, key="something else")


async def test_a_tree_as_high_as_the_sky_is_not_climbed(given: Files, tmp_path: Path) -> None:
    runs = rows(given[TREE])
    given[TREE] = jsonl([*runs, {**runs[0], "level": 1 << 40}])
    with pytest.raises(ExportError, match="is not an export"):
        check_export(pack(given, tmp_path / "e.zip", cleverly=True))


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
