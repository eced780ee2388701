"""A property taken apart, to be changed and put together again.

May be imported by: protocols.vcard.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from msgspec import Struct

from bailee.protocols.content.params import Params, read_params, write_params
from bailee.protocols.vcard.lines import Line


class Property(Struct):
    """One property; `value` is still escaped, names are as written."""

    name: str
    value: str
    params: Params = {}
    group: str = ""

    @classmethod
    def of(cls, line: Line) -> Self:
        """Take a line apart."""
        group, name, params, value = line
        return cls(name, value, read_params(params) if params else {}, group)

    def line(self) -> Line:
        """Put the line together."""
        return self.group, self.name, write_params(self.params) if self.params else "", self.value

    @property
    def key(self) -> str:
        """The name by which it is known: in upper case."""
        return self.name.upper()

    def param(self, name: str) -> str:
        """Return the first value of a parameter in lower case, or an empty text."""
        values = self.params.get(name)
        return values[0].lower() if values else ""

    def drop(self, *names: str) -> None:
        """Remove parameters."""
        for name in names:
            self.params.pop(name, None)

    def types(self) -> set[str]:
        """Return its types in lower case."""
        return {value.lower() for value in self.params.get("TYPE", ())}

    def drop_types(self, *types: str) -> None:
        """Remove types, whatever their case."""
        kept = [value for value in self.params.get("TYPE", ()) if value.lower() not in types]
        self.params["TYPE"] = kept


def named(props: Iterable[Property], *names: str) -> list[Property]:
    """Return the properties of these names."""
    return [prop for prop in props if prop.key in names]
