"""Components: from bytes to a tree of properties and back (RFC 5545 §3.4-3.6).

May be imported by: protocols.ical.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from bailee.protocols.content.folding import MalformedError, UnsupportedError, fold, unfold
from bailee.protocols.content.params import Params, read_params

__all__ = ["MAX_SIZE", "Component", "Line", "UnsupportedError", "parse", "write"]

Line = tuple[str, str, str]
"""A property as written, unfolded: name, parameters with their `;`, value."""

MAX_SIZE = 10 * 1024 * 1024
"""Bytes of one object, attachments included."""
_MAX_LINES = 200_000
_MAX_DEPTH = 8
_LINE = re.compile(
    r'^([\w-]++)((?:;[^:"\n]*+(?:"[^"\n]*+"[^:"\n]*+)*+)?+):(.*)$', re.ASCII | re.MULTILINE
)


class Component(Struct):
    """A component: its properties and what is inside it, in their order."""

    name: str
    lines: list[Line]
    parts: list[Component]

    def of(self, name: str) -> Iterator[Line]:
        """Its properties of a name in upper case."""
        return (line for line in self.lines if line[0].upper() == name)

    def first(self, name: str) -> Line | None:
        """The first of them."""
        return next(self.of(name), None)

    def text(self, name: str) -> str:
        """The value of the first, as it stands; empty without one."""
        found = self.first(name)
        return found[2].strip() if found else ""

    def named(self, name: str) -> list[Component]:
        """The components of a name directly inside it."""
        return [part for part in self.parts if part.name == name]


def params_of(line: Line) -> Params:
    """The parameters of a property."""
    return read_params(line[1]) if line[1] else {}


def parse(body: bytes) -> Component:
    """Read one VCALENDAR. Raises `MalformedError`."""
    text = unfold(body, what="the calendar", most=MAX_SIZE)
    lines: list[Line] = _LINE.findall(text)
    if len(lines) != text.count("\n") + 1 and sum(map(bool, text.split("\n"))) != len(lines):
        raise MalformedError("a line of the calendar is not `NAME:value`")
    if len(lines) > _MAX_LINES:
        raise MalformedError("the calendar has too many lines")
    root = _tree(lines)
    if root.name != "VCALENDAR":
        raise MalformedError("this is not a calendar")
    return root


def _tree(lines: list[Line]) -> Component:
    top = Component("", [], [])
    open_: list[Component] = [top]
    for line in lines:
        key = line[0].upper()
        if key == "BEGIN":
            inner = Component(line[2].strip().upper(), [], [])
            open_[-1].parts.append(inner)
            open_.append(inner)
            if len(open_) > _MAX_DEPTH:
                raise MalformedError("the calendar is nested too deeply")
        elif key == "END":
            if len(open_) == 1 or open_.pop().name != line[2].strip().upper():
                raise MalformedError("a component of the calendar does not end as it began")
        elif len(open_) == 1:
            raise MalformedError("this is not a calendar")
        else:
            open_[-1].lines.append(line)
    if len(open_) > 1 or len(top.parts) != 1:
        raise MalformedError("this is not one whole calendar")
    return top.parts[0]


def write(component: Component) -> bytes:
    """Write a component, folded, lines ending in CRLF."""
    return b"\r\n".join([*_written(component), b""])


def _written(component: Component) -> Iterator[bytes]:
    yield f"BEGIN:{component.name}".encode()
    for name, params, value in component.lines:
        yield fold(f"{name}{params}:{value}".encode())
    for part in component.parts:
        yield from _written(part)
    yield f"END:{component.name}".encode()
