"""The checkout, read as text and syntax: what the house tests look at."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def files() -> tuple[Path, ...]:
    """List every file that belongs to the house: tracked, or about to be."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - the developer's own git
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = (ROOT / name for name in listing.stdout.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def texts(*suffixes: str) -> Iterator[tuple[str, str]]:
    """Give the name and text of every file, or of those that end in one of the suffixes."""
    for path in files():
        if not suffixes or path.suffix in suffixes:
            try:
                yield name_of(path), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def name_of(path: Path) -> str:
    """Name a file as people do: from the root of the checkout."""
    return path.relative_to(ROOT).as_posix()


@cache
def modules(*folders: str) -> dict[str, ast.Module]:
    """Parse every Python file of these folders."""
    return {
        name: ast.parse(text, name) for name, text in texts(".py") if name.split("/")[0] in folders
    }


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Walk the functions of a module, inner ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function, its docstring included."""
    return (node.end_lineno or node.lineno) - node.lineno + 1
