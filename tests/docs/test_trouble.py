"""Whatever can keep Bailee from starting is in the document about it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.tree import ROOT, modules

MODULES = (
    "bailee/assembly/folder.py",
    "bailee/assembly/house.py",
    "bailee/assembly/operator.py",
    "bailee/assembly/web/address.py",
    "bailee/assembly/web/serving.py",
    "bailee/assembly/versions.py",
    "bailee/keys/ring.py",
    "bailee/keys/root.py",
    "bailee/storage/engine.py",
)
"""Where a start can fail."""
ERRORS = re.compile(r"(Address|Folder|KeyUnavailable|Storage|VersionOrder|Bailee)Error")


def test_every_message_of_a_start_that_fails_is_explained() -> None:
    document = (ROOT / "docs" / "operating" / "trouble.md").read_text("utf-8")
    entries = [re.sub(r"\s+", " ", entry) for entry in re.findall(r"\*\*`([^`]+)`\*\*", document)]
    assert [
        told.pattern for told in messages() if not any(told.fullmatch(entry) for entry in entries)
    ] == []


def messages() -> Iterator[re.Pattern[str]]:
    """Read every message as a pattern: what is filled in may be anything."""
    for name in MODULES:
        for node in ast.walk(modules("bailee")[name]):
            match node:
                case ast.Call(func=ast.Name(id=error), args=[told]) if ERRORS.fullmatch(error):
                    yield re.compile(pattern(told))
                case ast.Tuple(elts=[ast.Constant(), ast.JoinedStr() as told, ast.Constant()]):
                    yield re.compile(pattern(told))
                case _:
                    pass


def pattern(told: ast.expr) -> str:
    """Turn a text, or a text with holes, into a pattern."""
    parts = told.values if isinstance(told, ast.JoinedStr) else [told]
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in parts
    )
