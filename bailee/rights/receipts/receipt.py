"""A receipt as a value, and the text of it that is signed.

The text is for people, in one of their languages, and names nobody. It carries the key that signs
it, so that it is checked with nothing but the file; whoever noted the key holds the two together.

Keeps: access.residual, security.evidence.
May be imported by: rights.receipts, tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from msgspec import Struct, field

from bailee.terms import Category

__all__ = ["SIGNED_AS", "Receipt", "Withheld", "found_in", "key_of", "text"]

SIGNED_AS = "bailee/receipt"
"""A name of its own, so that a receipt never passes for a head of the journal or an export."""
_DASH, _KEY = "\u2014 ", "key "


class Withheld(Struct, frozen=True):
    """What is kept in spite of an erasure: who demands it, why, and until when, if that is set."""

    authority: str
    reason: str
    until: int | None = None


class Receipt(Struct, frozen=True):
    """What was erased, from when it is unreadable, and by when no old copy of the keys opens it.

    `erased` are items, `size` their bytes, and `keys` how many were destroyed, each by category.
    `note` is all of it as a signed text.
    """

    id: str
    at: int
    erased: dict[Category, int]
    unreadable_at: int
    backups_dead_by: int
    size: dict[Category, int] = field(default_factory=dict[Category, int])
    keys: dict[Category, int] = field(default_factory=dict[Category, int])
    withheld: dict[Category, Withheld] = field(default_factory=dict[Category, Withheld])
    note: str = ""


class _Words(Struct, frozen=True):
    """The sentences of a receipt in one language."""

    title: str
    asked: str
    erased: str
    nothing: str
    row: str
    withheld: str
    none: str
    kept: str
    until: str
    open_end: str
    dead: str
    check: str


_EN = _Words(
    title="Receipt {id}",
    asked="Asked for on {at}.",
    erased="Erased, and unreadable for everybody since {at}:",
    nothing="nothing was held",
    row="{category} (items: {items}, bytes: {size}, keys destroyed: {keys})",
    withheld="Kept all the same:",
    none="Nothing of this was kept back.",
    kept="{category}: {reason} ({authority}), {until}",
    until="until {at}",
    open_end="until this ends",
    dead="From {at} on, no backup of this server can be read either.",
    check="Checked, with no connection, by: bailee receipt verify FILE",
)
_DE = _Words(
    title="Quittung {id}",
    asked="Verlangt am {at}.",
    erased="Gelöscht und seit {at} für niemanden mehr lesbar:",
    nothing="es lag nichts vor",
    row="{category} (Einträge: {items}, Bytes: {size}, vernichtete Schlüssel: {keys})",
    withheld="Trotzdem aufbewahrt:",
    none="Davon wurde nichts zurückbehalten.",
    kept="{category}: {reason} ({authority}), {until}",
    until="bis {at}",
    open_end="bis das endet",
    dead="Ab {at} ist auch keine Sicherung dieses Servers mehr lesbar.",
    check="Geprüft wird sie ohne Verbindung mit: bailee receipt verify DATEI",
)
_SPOKEN = {"en": _EN, "de": _DE}


def text(receipt: Receipt, *, language: str, key: str) -> str:
    """What is signed, below the name that signs. `key`: in the form that the journal's has."""
    words = _SPOKEN.get(language.partition("-")[0], _EN)
    return "".join(f"{line}\n" for line in _lines(receipt, words, key))


def found_in(text: str) -> str:
    """The note in a text: as it was given out, after a form, an editor or a mail had it."""
    lines, found = [line.rstrip() for line in text.splitlines()], list[str]()
    if SIGNED_AS in lines:
        for line in lines[lines.index(SIGNED_AS) :]:
            found.append(line)
            if line.startswith(f"{_DASH}{SIGNED_AS} "):
                break
    return "".join(f"{line}\n" for line in found)


def key_of(note: str) -> str:
    """The key that a note says it is signed by; empty if it says none."""
    keys = [line for line in note.splitlines() if line.startswith(_KEY)]
    return keys[-1].removeprefix(_KEY) if keys else ""


def _lines(receipt: Receipt, words: _Words, key: str) -> Iterator[str]:
    yield words.title.format(id=receipt.id)
    yield words.asked.format(at=_moment(receipt.at))
    yield ""
    yield words.erased.format(at=_moment(receipt.unreadable_at))
    for category, items in receipt.erased.items():
        size, keys = receipt.size.get(category, 0), receipt.keys.get(category, 0)
        yield "- " + words.row.format(category=category, items=items, size=size, keys=keys)
    if not receipt.erased:
        yield f"- {words.nothing}"
    yield ""
    yield words.withheld if receipt.withheld else words.none
    for category, hold in receipt.withheld.items():
        yield "- " + words.kept.format(
            category=category,
            reason=_plain(hold.reason),
            authority=_plain(hold.authority),
            until=words.open_end if hold.until is None else words.until.format(at=_day(hold.until)),
        )
    yield ""
    yield words.dead.format(at=_moment(receipt.backups_dead_by))
    yield words.check
    yield f"{_KEY}{key}"


def _plain(said: str) -> str:
    """On one line, without control characters: a note has none."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in said).split())


def _moment(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def _day(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d")
