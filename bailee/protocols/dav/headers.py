"""The headers that DAV reads: depth, destination, preconditions, preferences, media types.

May be imported by: protocols.dav, gateways.dav.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from bailee.protocols.dav.commands import Conditions, Depth, Prefer, State
from bailee.protocols.dav.content import CARDS, Media
from bailee.protocols.dav.errors import DavError
from bailee.protocols.http import MalformedError, decode_path

VERSIONS: Final = CARDS.versions
"""The vCards that we keep and give (RFC 2426, RFC 6350)."""

_MAX_HEADER = 8192

_ETAG = re.compile(r'(W/)?"([^"]*)"')
_BARE = re.compile(r"[^\s,\"]+")
_IF = re.compile(r"\s*(?:<([^<>]*)>\s*)?\(([^()]*)\)")
_STATE = re.compile(r'\s*(Not\s+)?(?:<([^<>]*)>|\[(W/)?"([^"\]]*)"\])\s*', re.IGNORECASE)


def depth(headers: Mapping[str, str], *, default: Depth) -> Depth:
    """The `Depth` header (RFC 4918 §10.2)."""
    value = headers.get("depth")
    if value is None:
        return default
    try:
        return Depth(value.strip().lower())
    except ValueError:
        raise MalformedError("Depth must be 0, 1 or infinity") from None


def conditions(headers: Mapping[str, str]) -> Conditions:
    """`If-Match`, `If-None-Match` and `If` (RFC 9110 §13.1, RFC 4918 §10.4)."""
    matching, missing, lists = (headers.get(name) for name in ("if-match", "if-none-match", "if"))
    if matching is None and missing is None and lists is None:
        return _UNCONDITIONAL
    return Conditions(
        if_match=None if matching is None else _etags(matching, weak=False),
        if_none_match=None if missing is None else _etags(missing, weak=True),
        if_lists=None if lists is None else _lists(lists),
    )


_UNCONDITIONAL: Final = Conditions()


def _etags(value: str, *, weak: bool) -> frozenset[str]:
    """The etags of a list without their quotes; weak ones only where they can match."""
    _bounded(value)
    value = value.strip()
    if value == "*":
        return frozenset("*")
    found = _ETAG.findall(value)
    if found:
        # A quoted star is an etag like any other, and no item of ours has it.
        return frozenset(tag for is_weak, tag in found if (weak or not is_weak) and tag != "*")
    # Some clients send the etag as they found it in the XML of another server: bare.
    return frozenset({value}) if _BARE.fullmatch(value) else frozenset()


def _lists(value: str) -> tuple[tuple[State, ...], ...]:
    _bounded(value)
    lists: list[tuple[State, ...]] = []
    position = 0
    while position < len(value.rstrip()):
        found = _IF.match(value, position)
        if found is None:
            raise MalformedError("the If header cannot be read")
        lists.append(_states(found[2]))
        position = found.end()
    if not lists:
        raise MalformedError("the If header is empty")
    return tuple(lists)


def _states(text: str) -> tuple[State, ...]:
    states: list[State] = []
    position = 0
    while position < len(text):
        found = _STATE.match(text, position)
        if found is None:
            raise MalformedError("the If header cannot be read")
        negated, token, weak, etag = found.groups()
        # A weak etag never matches strongly, and a state token is never held here.
        is_etag = token is None and not weak
        states.append(State(etag or token or "", is_etag=is_etag, negated=negated is not None))
        position = found.end()
    if not states:
        raise MalformedError("the If header has an empty list")
    return tuple(states)


def _bounded(value: str) -> None:
    if len(value) > _MAX_HEADER:
        raise MalformedError("a header is too long")


def prefer(headers: Mapping[str, str]) -> Prefer:
    """`Prefer` (RFC 8144), and Apple's older `Brief: t` that means `return=minimal`."""
    value = headers.get("prefer")
    brief = headers.get("brief", "").strip().lower() == "t"
    if value is None:
        return _MINIMAL if brief else _NO_PREFERENCE
    wishes = {wish.strip().lower().replace('"', "") for wish in re.split("[,;]", value[:512])}
    return Prefer(minimal=brief or "return=minimal" in wishes, noroot="depth-noroot" in wishes)


_NO_PREFERENCE: Final = Prefer()
_MINIMAL: Final = Prefer(minimal=True)


def destination(headers: Mapping[str, str]) -> str:
    """The decoded path of `Destination`; another host answers 502 (RFC 4918 §9.8.5, §10.3)."""
    value = headers.get("destination", "")
    _bounded(value)
    try:
        parts = urlsplit(value.strip())
        host, own = parts.hostname, urlsplit("//" + headers.get("host", "")).hostname
    except ValueError:
        raise MalformedError("Destination is not a URL") from None
    if not parts.path:
        raise MalformedError("Destination is missing")
    if host and own and host != own:
        raise DavError(502, "Destination is on another server")
    return decode_path(parts.path)


def overwrite(headers: Mapping[str, str]) -> bool:
    """The `Overwrite` header; true unless it says `F` (RFC 4918 §10.6)."""
    return headers.get("overwrite", "T").strip().upper() != "F"


def media(value: str) -> tuple[str, dict[str, str]]:
    """A media type and its parameters, all but their values in lower case (RFC 9110 §8.3)."""
    kind, *rest = value[:_MAX_HEADER].split(";")
    parameters: dict[str, str] = {}
    for part in rest:
        name, _, setting = part.partition("=")
        parameters[name.strip().lower()] = setting.strip().strip('"')
    return kind.strip().lower(), parameters


def body_media(headers: Mapping[str, str]) -> Media:
    """What a body says that it is."""
    value = headers.get("content-type", "")
    return _USUAL.get(value) or _said(value)


def _said(value: str) -> Media:
    kind, parameters = media(value)
    return Media(kind, parameters.get("version", ""), parameters.get("charset", "").lower())


_USUAL: Final = {
    value: _said(value)
    for kind in ("text/vcard", "text/calendar")
    for value in (kind, f"{kind}; charset=utf-8")
}


def card_version(headers: Mapping[str, str]) -> str | None:
    """The vCard version that `Accept` insists on, if it names one of ours (RFC 6352 §5.1.1)."""
    value = headers.get("accept")
    if value is None or "version" not in value:
        return None
    for choice in value.split(","):
        kind, parameters = media(choice)
        version = parameters.get("version")
        if kind in CARDS.media_types and version in VERSIONS:
            return version
    return None
