"""Pictures, sounds and keys inside a card: the two ways in which versions 3 and 4 carry them.

May be imported by: protocols.vcard.
"""

from __future__ import annotations

import re
from base64 import b64encode
from urllib.parse import unquote_to_bytes

from bailee.protocols.vcard.property import Property

MEDIA = ("PHOTO", "LOGO", "SOUND", "KEY")
_MAIN = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio", "KEY": "application"}
_KEYS = {"pgp": "application/pgp-keys", "x509": "application/pkix-cert"}
_KEY_TYPES = {media: name.upper() for name, media in _KEYS.items()}
_PLACES = ("home", "work", "pref")
_FIRST_LETTERS = {"/9j/": "jpeg", "iVBOR": "png", "R0lG": "gif", "UklGR": "webp", "Qk": "bmp"}
_URI = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BASE64 = re.compile(r"[\w+/=\s]+", re.ASCII)
_DATA = re.compile(r"data:([^;,]*)((?:;[^;,]*)*?)(;base64)?,(.*)", re.IGNORECASE | re.DOTALL)


def media_to_v4(prop: Property) -> None:
    """Change inline base64 into a `data:` URI (RFC 6350 §6.2.4), a TYPE into a media type."""
    says_binary = prop.param("ENCODING").startswith("b") or prop.key != "KEY"
    media = _media_type(prop)
    prop.drop("ENCODING", "VALUE")
    if says_binary and _BASE64.fullmatch(prop.value):
        data = "".join(prop.value.split())
        prop.value = f"data:{media or _guessed(prop.key, data)};base64,{data}"
        return
    if not _URI.match(prop.value):
        prop.params["VALUE"] = ["text"]
    if media and not prop.value.lower().startswith("data:"):
        prop.params["MEDIATYPE"] = [media]


def media_to_v3(prop: Property) -> None:
    """Change a `data:` URI into inline base64 (RFC 2426 §3.1.4), a media type into a TYPE."""
    media, is_text = prop.param("MEDIATYPE"), prop.param("VALUE") == "text"
    prop.drop("MEDIATYPE", "VALUE")
    found = _DATA.fullmatch(prop.value.replace("\\,", ",").replace("\\;", ";"))
    if found:
        media = found[1].lower() or media
        prop.params["ENCODING"] = ["b"]
        data = unquote_to_bytes(found[4])
        prop.value = data.decode("latin-1") if found[3] else b64encode(data).decode()
    elif not is_text:
        prop.params["VALUE"] = ["uri"]
    if media:
        name = _KEY_TYPES.get(media) or media.removeprefix(f"{_MAIN[prop.key]}/").upper()
        prop.params.setdefault("TYPE", []).append(name)


def _media_type(prop: Property) -> str:
    """Take the format out of the types, as a media type; empty when they name none."""
    formats = sorted(prop.types() - set(_PLACES))
    prop.drop_types(*formats)
    if not formats:
        return prop.param("MEDIATYPE")
    name = formats[0]
    return _KEYS.get(name) or (name if "/" in name else f"{_MAIN[prop.key]}/{name}")


def _guessed(key: str, data: str) -> str:
    for letters, name in _FIRST_LETTERS.items():
        if data.startswith(letters) and _MAIN[key] == "image":
            return f"image/{name}"
    return "application/octet-stream"
