"""Reads signs and marks.

May be imported by: trace.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from bailee.terms import ClauseId

HOME = Path(__file__).parents[2]
"""The checkout that runs, or where the package is installed: then there are no tests beside it."""

_KEEPS = re.compile(
    r"^Keeps:(?P<ids>.*?)(?=^\s*$|^May be imported by:|\Z)", re.MULTILINE | re.DOTALL
)
_ID = re.compile(r"\b[a-z_]+\.[a-z_]+\b")
_MARKER = ".keeps("


class Proof(Struct, frozen=True, order=True):
    """A test that proves a promise, and the file it stands in."""

    file: str
    name: str

    @property
    def sentence(self) -> str:
        """The test's name as it is read: `test_erased_is_gone` is *erased is gone*."""
        return self.name.removeprefix("test_").replace("_", " ")


class Trace(Struct, frozen=True):
    """What keeps one promise: modules by their dotted names, and tests."""

    modules: tuple[str, ...] = ()
    tests: tuple[Proof, ...] = ()


def collect(home: Path = HOME) -> dict[ClauseId, Trace]:
    """Trace every promise that is signed for or proved under `home`; one that is not is absent."""
    modules: dict[ClauseId, list[str]] = defaultdict(list)
    tests: dict[ClauseId, list[Proof]] = defaultdict(list)
    for path in sorted((home / "bailee").rglob("*.py")):
        for clause in signed(path.read_text(encoding="utf-8")):
            modules[clause].append(_dotted(path.relative_to(home)))
    # An installed package may have another project's tests beside it.
    if (home / "tests/house").is_dir():
        for path in sorted((home / "tests").rglob("test_*.py")):
            for clause, name in proved(path.read_text(encoding="utf-8")):
                tests[clause].append(Proof(path.relative_to(home).as_posix(), name))
    return {
        clause: Trace(tuple(modules[clause]), tuple(sorted(set(tests[clause]))))
        for clause in sorted({*modules, *tests})
    }


def signed(text: str) -> list[ClauseId]:
    """List the promises that a module's sign names after `Keeps:`."""
    if "Keeps:" not in text:
        return []
    sign = _KEEPS.search(ast.get_docstring(ast.parse(text)) or "")
    return [ClauseId(name) for name in _ID.findall(sign["ids"])] if sign else []


def proved(text: str) -> Iterator[tuple[ClauseId, str]]:
    """Give each promise that a test of this module is marked with, and the test's name."""
    if _MARKER not in text:
        return
    tree = ast.parse(text)
    yield from _proved_within(tree, _marks_of_all(tree.body))


def _proved_within(
    scope: ast.Module | ast.ClassDef, outer: list[ClauseId]
) -> Iterator[tuple[ClauseId, str]]:
    for node in scope.body:
        if isinstance(node, ast.ClassDef):
            yield from _proved_within(node, outer + _marks(node.decorator_list))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _is_test(node.name):
            for clause in outer + _marks(node.decorator_list):
                yield clause, node.name


def _is_test(name: str) -> bool:
    return name.startswith("test")


def _marks_of_all(body: list[ast.stmt]) -> list[ClauseId]:
    """Read `pytestmark = …`, which marks a whole module."""
    found: list[ClauseId] = []
    for node in body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
            value = node.value
            found += _marks(value.elts if isinstance(value, ast.List | ast.Tuple) else [value])
    return found


def _marks(decorators: list[ast.expr]) -> list[ClauseId]:
    return [
        ClauseId(argument.value)
        for mark in decorators
        if isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith("mark.keeps")
        for argument in mark.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


def _dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")
