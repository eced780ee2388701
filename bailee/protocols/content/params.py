"""Parameters of a property (RFC 6350 §3.3, §5; RFC 6868 for what a quoted value cannot hold).

May be imported by: protocols.vcard, protocols.ical.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Params = dict[str, list[str]]
"""Values by name; names in upper case, values decoded. One named twice has the values of both."""

_PARAM = re.compile(r';([^=;"]*+)(=?)((?:[^;"]++|"[^"]*+")*+)')
_VALUE = re.compile(r'"([^"]*+)"|([^,"]++)')
_CARET = re.compile(r"\^([n'^])")
_CARETS = {"n": "\n", "'": '"', "^": "^"}
_QUOTED = re.compile(r"[,;:]")
_ENCODINGS = ("BASE64", "QUOTED-PRINTABLE", "8BIT")
_LISTS = ("TYPE",)


def read_params(raw: str) -> Params:
    """Read the parameters of a line: what stands between its name and its colon.

    A bare word is a TYPE or an ENCODING, as in version 2.1, which some programs still mix in.
    """
    params: Params = {}
    for name, equals, values in _PARAM.findall(raw):
        key = name.strip().upper()
        if equals:
            params.setdefault(key, []).extend(_values(key, values))
        else:
            params.setdefault("ENCODING" if key in _ENCODINGS else "TYPE", []).append(name)
    return params


def write_params(params: Params) -> str:
    """Write parameters, quoted where needed; those without a value are left out."""
    return "".join(
        f";{name}={','.join(map(_quoted, values))}" for name, values in params.items() if values
    )


def _values(name: str, raw: str) -> Iterator[str]:
    if '"' not in raw and "^" not in raw:
        yield from raw.split(",")
        return
    for quoted, plain in _VALUE.findall(raw):
        value = _CARET.sub(lambda found: _CARETS[found[1]], quoted or plain)
        if name in _LISTS:  # version 4 quotes the list as a whole: TYPE="home,voice"
            yield from value.split(",")
        else:
            yield value


def _quoted(value: str) -> str:
    value = value.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f'"{value}"' if _QUOTED.search(value) else value
