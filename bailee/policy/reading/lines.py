"""On which line of a TOML text each table and key stands; the parser does not say.

May be imported by: policy.load, policy.changes.
"""

from __future__ import annotations

import re
import tomllib

_TOKEN = re.compile(
    r'"{3}(?:\\.|[^\\])*?"{3,5}'
    r"|'{3}.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{}=.,\n]"
    r"""|[^\s\[\]{}=.,"'#]+""",
    re.DOTALL,
)
_OPEN, _CLOSE = frozenset("[{"), frozenset("]}")
Path = tuple[str, ...]


class Lines:
    """The line of each table and key of one valid TOML text."""

    def __init__(self, text: str) -> None:
        self.last = text.rstrip("\n").count("\n") + 1
        self._found: dict[Path, int] = {}
        self._table: Path = ()
        for line, statement in _statements(text):
            self._note(statement, line=line)

    def of(self, path: Path) -> int:
        """Give the line of a path, or of the nearest table around it; 1 for the file itself."""
        while path and path not in self._found:
            path = path[:-1]
        return self._found.get(path, 1)

    def _note(self, statement: list[str], *, line: int) -> None:
        if statement[0] == "[":
            self._table = path = _path(statement)
        else:
            path = self._table + _path(statement[: statement.index("=")])
        for end in range(1, len(path) + 1):
            self._found.setdefault(path[:end], line)


def _statements(text: str) -> list[tuple[int, list[str]]]:
    """Cut a text into its headers and `key = value` statements, each with its first line."""
    found: list[tuple[int, list[str]]] = []
    current: list[str] = []
    line, begun, depth = 1, 1, 0
    for match in _TOKEN.finditer(text):
        part = match.group()
        if part == "\n" and depth == 0 and current:
            found.append((begun, current))
            current = []
        elif part != "\n" and part[0] != "#":
            begun = begun if current else line
            current.append(part)
            depth += (part in _OPEN) - (part in _CLOSE)
        line += part.count("\n")
    return [*found, (begun, current)] if current else found


def _path(parts: list[str]) -> Path:
    """Read the names of a header or a key: `promise."a.b"` is two."""
    return tuple(_plain(part) for part in parts if part not in {"[", "]", "."})


def _plain(part: str) -> str:
    if part[0] not in "\"'":
        return part
    return str(tomllib.loads(f"k = {part}")["k"])
