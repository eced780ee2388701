"""Each table and key of a TOML text is found on its line."""

from __future__ import annotations

import pytest

from bailee.policy.reading.lines import Lines

TEXT = '''# a comment with = and [brackets]
name = "a [b] # c"
list = [
  "x = 1",  # y = 2
  ["z"],
]
long = """
[not.a.table]
fake = 1"""""

[promise."access.free"]
says.en = "…"
"says".'de' = '…'

[[twice]]
here = { a = 1, b = { c = 2 } }
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("name",), 2),
        (("list",), 3),
        (("long",), 7),
        (("fake",), 1),
        (("promise", "access.free"), 11),
        (("promise", "access.free", "says", "en"), 12),
        (("promise", "access.free", "says", "de"), 13),
        (("promise", "access.free", "missing"), 11),
        (("twice", "here", "b", "c"), 16),
    ],
)
def test_a_path_is_found_or_what_stands_around_it(path: tuple[str, ...], line: int) -> None:
    assert Lines(TEXT).of(path) == line


def test_the_last_line_is_known() -> None:
    assert Lines("a = 1\nb = 2\n").last == 2
