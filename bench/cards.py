"""Invented address books: vCards 3.0 as phones write them, the same ones in every run.

About 600 bytes each; one in fifty carries a small photo, one in three a name beyond ASCII.
May be imported by: bench.
"""

from __future__ import annotations

import base64
import random
import struct
import uuid
import zlib
from collections.abc import Iterator
from typing import NamedTuple

GIVEN = (
    "Ada", "Ben", "Cem", "Dorothea", "Eve", "Frederik", "Grace", "Henry", "Ines", "Jonas",
    "Zoë", "Jürgen", "Çağla", "Łukasz", "Søren", "Željka", "Amélie", "Дмитрий", "Ελένη", "美咲",
)  # fmt: skip
FAMILY = (
    "Albrecht", "Baker", "Costa", "Dupont", "Eriksen", "Fontana", "Grant", "Hartmann", "Ivanov",
    "Jansen", "Kowalski", "Lindqvist", "Özdemir", "Nuñez", "O'Connor", "Müller", "Škoda",
    "Þórsdóttir", "Κωνσταντίνου", "佐藤",
)  # fmt: skip
STREETS = ("Gartenstraße", "Mill Lane", "Rue des Érables", "Calle Mayor", "Västra Hamngatan")
CITIES = ("Göttingen", "Leeds", "Montréal", "Málaga", "Göteborg", "Kraków", "Utrecht")
WORK = ("Nordlicht Optik GmbH", "Hill & Sons", "Café Central", "Stadtbibliothek", "Atelier Noé")
TITLES = ("Gardener", "Lehrerin", "Ingénieure", "Violinist", "Nurse", "Tischler")
NOTES = (
    r"Met at the allotment\; has the key to the shed.",
    r"Prefers messages to calls\, best after 18:00.",
    r"Neighbor of Grandma\, feeds the cat in August.",
    "Ask about the cello before the spring concert.",
)
FOLD = 74
SEARCHED = "Quillfeather"
"""A family name that one card in five hundred carries: what the search looks for."""
SEARCHED_EVERY = 500


class Card(NamedTuple):
    """One vCard, under the file name that a client would choose."""

    name: str
    body: bytes


class Photos(NamedTuple):
    """How many cards have a photo, and its width and height."""

    every: int = 50
    pixels: int = 16


FEW = Photos()
ALL = Photos(every=1, pixels=80)
"""A photo of some 20 kB in every card, as phones make them."""


def cards(count: int, *, seed: int = 2026, photos: Photos = FEW) -> Iterator[Card]:
    """Give `count` cards; the same `seed` gives the same ones."""
    dice = random.Random(seed)
    for number in range(count):
        yield _card(dice, number, photos)


def revised(card: Card, *, revision: int) -> Card:
    """Give the card with a changed note, as after an edit on a phone."""
    note = rf"NOTE:Edited\, revision {revision}. ".encode()
    return card._replace(body=card.body.replace(b"NOTE:", note, 1))


def _card(dice: random.Random, number: int, photos: Photos) -> Card:
    """Write one card; some have a photo."""
    uid = str(uuid.UUID(int=dice.getrandbits(128), version=4))
    parts = _properties(dice, number, uid=uid, photos=photos)
    lines = [line for part in parts for line in _folded(part)]
    return Card(f"{uid}.vcf", "\r\n".join([*lines, ""]).encode())


def _properties(dice: random.Random, number: int, *, uid: str, photos: Photos) -> Iterator[str]:
    given, family = dice.choice(GIVEN), dice.choice(FAMILY)
    if number % SEARCHED_EVERY == SEARCHED_EVERY // 2:
        family = SEARCHED
    yield from ("BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Bailee//bench 1//EN", f"UID:{uid}")
    yield from (f"FN:{given} {family}", f"N:{family};{given};;;", f"NICKNAME:{given[:3]}{number}")
    yield from _reachable(dice, number)
    yield f"ORG:{dice.choice(WORK)};Abteilung {dice.randrange(1, 40)}"
    yield f"TITLE:{dice.choice(TITLES)}"
    yield f"BDAY:{dice.randrange(1940, 2012)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
    yield "CATEGORIES:Friends,Choir"
    yield f"NOTE:{dice.choice(NOTES)}"
    if number % photos.every == photos.every // 2:
        yield f"PHOTO;ENCODING=b;TYPE=PNG:{base64.b64encode(_photo(dice, photos.pixels)).decode()}"
    yield from ("REV:2026-01-15T09:30:00Z", "END:VCARD")


def _reachable(dice: random.Random, number: int) -> Iterator[str]:
    """Write telephones, mail, a postal address and a page."""
    yield f"TEL;TYPE=CELL:+49 151 {dice.randrange(10**7, 10**8)}"
    yield f"TEL;TYPE=HOME,VOICE:+44 113 496 {dice.randrange(1000, 9999)}"
    yield f"EMAIL;TYPE=INTERNET,HOME:person{number}@family.example"
    yield f"EMAIL;TYPE=INTERNET,WORK:p.{number}@work{dice.randrange(1, 99)}.example"
    house, code = dice.randrange(1, 200), dice.randrange(10000, 99999)
    yield f"ADR;TYPE=HOME:;;{dice.choice(STREETS)} {house};{dice.choice(CITIES)};;{code};"
    yield f"URL:https://people.example/{number}"


def _folded(line: str) -> Iterator[str]:
    """Fold a line at `FOLD` octets, never inside a character (RFC 2426 §2.6)."""
    piece = ""
    size = 0
    for letter in line:
        wide = len(letter.encode())
        if size + wide > FOLD:
            yield piece
            piece, size = " ", 1
        piece += letter
        size += wide
    yield piece


def _photo(dice: random.Random, side: int) -> bytes:
    """Draw a valid PNG of random pixels, about three bytes for each of them."""
    pixels = b"".join(b"\0" + dice.randbytes(3 * side) for _ in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(pixels)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
