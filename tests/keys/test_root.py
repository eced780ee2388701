"""The root key: whoever lacks it, or has another, reads nothing and breaks nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.keys import FileRoot, Ring
from bailee.terms import KeyUnavailableError
from tests.keys.cutting import CutStore, is_cut

pytestmark = pytest.mark.keeps("security.rest")
Opened = Callable[[], Ring]


def test_the_root_key_and_its_folder_are_their_owners_alone(root_key: Path) -> None:
    FileRoot(root_key, create=True).begin(1)
    assert root_key.parent.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in root_key.parent.iterdir()} == {0o600}


def test_a_missing_root_key_is_told_and_not_made_again(root_key: Path) -> None:
    with pytest.raises(KeyUnavailableError, match="there is no root key at") as told:
        FileRoot(root_key, create=False)
    assert "--root-key" in told.value.hint
    assert not root_key.parent.exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_root_key_that_others_can_read_is_refused(root_key: Path, mode: int) -> None:
    FileRoot(root_key, create=True)
    root_key.chmod(mode)
    with pytest.raises(KeyUnavailableError, match="can be read by others") as told:
        FileRoot(root_key, create=False)
    assert told.value.hint == f"chmod 600 {root_key}"


@given(st.sampled_from([b"", b"bailee root key 1\n", b"bailee root key 2\nAAA"]), st.binary())
def test_a_file_that_is_no_root_key_is_told(root_key: Path, head: bytes, rest: bytes) -> None:
    root_key.parent.mkdir(exist_ok=True)
    root_key.touch(mode=0o600)
    root_key.write_bytes(head + rest)
    with pytest.raises(KeyUnavailableError, match="is not a root key"):
        FileRoot(root_key, create=False)


def test_a_root_key_that_cannot_be_read_or_made_is_told(root_key: Path) -> None:
    root_key.mkdir(parents=True, mode=0o700)
    with pytest.raises(KeyUnavailableError, match="cannot be used"):
        FileRoot(root_key, create=False)
    with pytest.raises(KeyUnavailableError, match="cannot be used"):
        FileRoot(Path("/proc/nowhere/root.key"), create=True)


def test_another_root_key_opens_nothing_and_changes_nothing(
    opened: Opened, root_key: Path, store: CutStore
) -> None:
    opened().ensure("ada", "contacts")
    before = store.rows("ada", "contacts")
    FileRoot(root_key.with_name("other.key"), create=True)
    root_key.with_name("other.key").replace(root_key)
    with pytest.raises(KeyUnavailableError, match="does not open this data folder"):
        opened()
    assert store.rows("ada", "contacts") == before


def test_a_root_key_without_its_epochs_is_not_begun_anew(opened: Opened, root_key: Path) -> None:
    opened().ensure("ada", "contacts")
    root_key.with_name("root.key.epoch-1").unlink()
    with pytest.raises(KeyUnavailableError, match="are not beside"):
        opened()


def test_a_new_root_key_opens_what_the_old_one_did(opened: Opened, root_key: Path) -> None:
    tag = opened().ensure("ada", "contacts").tag(b"x")
    old = root_key.read_bytes()
    FileRoot(root_key, create=False).replace()
    assert opened().ensure("ada", "contacts").tag(b"x") == tag
    root_key.write_bytes(old)
    with pytest.raises(KeyUnavailableError):
        opened()


def test_a_root_key_can_be_replaced_through_any_power_cut(opened: Opened, root_key: Path) -> None:
    ring, steps = opened(), 0
    tag = ring.ensure("ada", "contacts").tag(b"x")
    ring.begin_epoch()
    while is_cut(FileRoot(root_key, create=False).replace, steps=steps):
        is_cut(opened, steps=steps // 2)
        assert opened().ensure("ada", "contacts").tag(b"x") == tag
        assert not root_key.with_name("root.key.next").exists()
        steps += 1
    assert steps > 10
    assert opened().ensure("ada", "contacts").tag(b"x") == tag
