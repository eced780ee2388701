"""Each room says at its door what it is for, and names are the house's words."""

from __future__ import annotations

import ast
import re
from pathlib import PurePosixPath

from tests.house.tree import modules

EMPTY_WORDS = {"manager", "helper", "helpers", "utils", "util", "core", "common", "base", "misc"}


def test_every_module_says_what_it_is_for() -> None:
    bare = [name for name, tree in modules("bailee").items() if not ast.get_docstring(tree)]
    assert bare == []


def test_every_room_says_who_may_import_it() -> None:
    rooms = {
        name: ast.get_docstring(tree) or ""
        for name, tree in modules("bailee").items()
        if is_door(name)
    }
    assert [name for name, sign in rooms.items() if "May be imported by:" not in sign] == []


def test_nothing_is_named_by_a_word_that_says_nothing() -> None:
    named = [
        *(name for name in modules("bailee") if PurePosixPath(name).stem in EMPTY_WORDS),
        *(
            f"{name}:{node.lineno} {node.name}"
            for name, tree in modules("bailee").items()
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef) and words(node.name) & EMPTY_WORDS
        ),
    ]
    assert named == []


def is_door(name: str) -> bool:
    """Tell whether a file is what one meets first in a room: `keys/__init__.py`, `terms.py`."""
    parts = PurePosixPath(name).parts
    if len(parts) == 2:
        return parts[1] not in {"__init__.py", "__main__.py"}
    return len(parts) == 3 and parts[2] == "__init__.py"


def words(name: str) -> set[str]:
    """Split `KeyManager` into its words."""
    return {word.lower() for word in re.findall(r"[A-Z][a-z]*", name)}
