"""Nothing in the tree belongs to one machine only."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import texts

# Letters in brackets, so that this file does not find itself.
FOREIGN = re.compile(
    r"/[w]ork/|/[f]arm/|/[r]oot/|/[h]ome/\w+/|/[t]mp/plan|\.[l]ibrary|[b]efore-stop"
    r"|\.\./[s]hared|shared/[d]esign|[p]ypi\.org|[p]ythonhosted|npmjs\.[c]om|npmjs\.[o]rg"
    r"|deb\.[d]ebian|[C]laude|[A]nthropic|[O]penAI|\b[L]LM\b|\b[A]I\b"
)


def test_no_file_names_a_machine_a_registry_or_who_typed_it() -> None:
    assert [
        f"{name}:{number} {found[0]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if name != "LICENSE" and (found := FOREIGN.search(line))
    ] == []


@pytest.mark.parametrize("path", ["/" + "work/main", "../" + "shared/source"])
def test_a_path_of_one_machine_is_recognized(path: str) -> None:
    assert FOREIGN.search(path)
