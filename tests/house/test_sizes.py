"""Things stay small enough to be held in the head."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath

from tests.house.tree import functions, length, modules, texts


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    assert [name for name, text in texts(".py") if text.count("\n") > 400] == []


def test_no_function_is_longer_than_forty_lines() -> None:
    assert [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in modules("bailee", "tests", "bench").items()
        for node in functions(tree)
        if length(node) > 40
    ] == []


def test_no_test_is_longer_than_twenty_five_lines() -> None:
    assert [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in modules("tests").items()
        for node in functions(tree)
        if node.name.startswith("test_") and length(node) > 25
    ] == []


def test_no_folder_holds_more_than_twelve_modules() -> None:
    folders = Counter(
        str(PurePosixPath(name).parent)
        for name in modules("bailee", "tests", "bench")
        if not name.endswith("__init__.py")
    )
    assert [folder for folder, count in folders.items() if count > 12] == []
