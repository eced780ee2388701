"""Wrapped keys: durable when a call returns, and gone from the files when they are forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.storage import SqliteKeys
from bailee.terms import KeyRow

ROWS = st.builds(
    KeyRow,
    subject=st.sampled_from(["ada", "ben", ""]),
    name=st.sampled_from(["contacts", "places"]),
    holder=st.sampled_from(["bailee", "unlock"]),
    epoch=st.integers(1, 3),
    wrapped=st.binary(min_size=40, max_size=40),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteKeys]:
    store = SqliteKeys(tmp_path / "keys.db")
    yield store
    store.close()


def test_a_row_takes_the_place_of_the_one_before(store: SqliteKeys) -> None:
    for epoch in (1, 2):
        store.keep([KeyRow("ada", "contacts", "bailee", epoch, bytes([epoch]) * 40)])
    assert store.rows("ada", "contacts") == [KeyRow("ada", "contacts", "bailee", 2, b"\2" * 40)]


@settings(max_examples=30)
@given(st.lists(ROWS, max_size=20), st.integers(1, 3))
def test_the_rows_of_older_epochs_are_found(
    store: SqliteKeys, rows: list[KeyRow], epoch: int
) -> None:
    for person in ("ada", "ben", ""):
        store.forget(person, name=None, holder=None)
    store.keep(rows)
    newest = {row[:3]: row for row in rows}
    assert sorted(store.outside(epoch, limit=99)) == sorted(
        row for row in newest.values() if row.epoch < epoch
    )
    assert store.count() == len(newest)


@pytest.mark.parametrize(
    ("name", "holder", "left"), [(None, None, 0), ("contacts", None, 2), ("contacts", "unlock", 3)]
)
def test_only_what_was_named_is_forgotten(
    store: SqliteKeys, name: str | None, holder: str | None, left: int
) -> None:
    names, holders = ("contacts", "places"), ("bailee", "unlock")
    for person in ("ada", "ben"):
        store.keep([KeyRow(person, one, by, 1, b"k" * 40) for one in names for by in holders])
    assert store.forget("ada", name=name, holder=holder) == 4 - left
    assert store.count() == 4 + left


@pytest.mark.keeps("access.residual")
def test_no_file_has_what_was_forgotten(store: SqliteKeys, tmp_path: Path) -> None:
    secrets = [bytes([number]) * 40 for number in range(1, 200)]
    store.keep([KeyRow(f"p{s[0]}", "contacts", "bailee", 1, s) for s in secrets])
    store.keep([KeyRow(f"p{s[0]}", "contacts", "bailee", 2, s[::-1]) for s in secrets])
    for secret in secrets:
        store.forget(f"p{secret[0]}", name=None, holder=None)
    files = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert [secret for secret in secrets if secret in files] == []
