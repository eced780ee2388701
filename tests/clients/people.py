"""Invented people, always the same ones: address books as long as a test wants them.

Their cards are of all the kinds that phones and programs write: vCard 3 and 4, groups of both
sorts, photos inside, scripts from everywhere, folded and escaped lines, properties nobody knows.
"""

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Iterator
from uuid import UUID

from msgspec import Struct

GIVEN = (
    "Ada Zoë Łukasz Søren Jürgen Ngozi Amélie Øystein Žofia İlker Þóra Aoife "
    "Иван Анастасія Γιώργος Ελένη 美咲 健太 志明 서연 민준 אברהם שרה محمد فاطمة "
    "สมชาย प्रिया अर्जुन தமிழ் გიორგი Անի Nguyễn Mxolisi Kealoha"
).split()
FAMILY = (
    "Lovelace Öztürk Müller-Lüdenscheidt O'Brien García Nuñez Škvorecký Ångström Đorđević "
    "Петров Шевченко Παπαδόπουλος 佐藤 鈴木 王 김 כהן الفارسي วงศ์สวัสดิ์ शर्मा მაისურაძე "
    "Հակոբյան Trần Dlamini van der Berg"
).split()
PLACES = ("Straße 5;Köln;;50667;Deutschland", "Rue de l’Été 12;Genève;;1204;Suisse",
          "1-2-3 銀座;中央区;東京都;104-0061;日本", "Main St. 1\\, Apt. 7;Ōtaki;;5512;Aotearoa")  # fmt: skip
NOTES = ("Met at the fair\\; likes tea.\\nCall after 6.", "🎂 in May 🕯️", "x" * 300,
         "Größe: 1\\,80 m\\n\\nالملاحظة الأولى", "back\\\\slash and \"quotes\" <&>")  # fmt: skip


class Card(Struct, frozen=True):
    """A card, and the name of the file that a client would keep it in."""

    uid: str
    name: str
    body: bytes


def cards(count: int, *, seed: int = 1) -> list[Card]:
    """The first `count` people of a seed."""
    return list(_people(count, random.Random(seed)))


def changed(card: Card, note: str) -> Card:
    """The same person, with a note more."""
    line = _fold(f"NOTE:{note}")
    return Card(card.uid, card.name, card.body.replace(b"END:VCARD", line + b"END:VCARD"))


def _people(count: int, chance: random.Random) -> Iterator[Card]:
    written: list[str] = []
    for number in range(count):
        uid = str(UUID(int=chance.getrandbits(128), version=4))
        write = _group if number % 25 == 24 else chance.choice(_WRITERS)
        lines = write(uid, chance, written[-12:])
        written.append(uid)
        body = b"".join(_fold(line) for line in lines)
        yield Card(uid, f"{uid}.vcf", body)


def _android(uid: str, chance: random.Random, _near: list[str]) -> list[str]:
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    lines = ["BEGIN:VCARD", "VERSION:4.0", "PRODID:-//invented//phone 4//EN", f"UID:{uid}",
             f"FN:{given} {family}", f"N:{family};{given};;;",
             f"TEL;TYPE=cell;PREF=1:{_number(chance)}", f"EMAIL;TYPE=home:{_mail(chance)}"]  # fmt: skip
    if chance.random() < 0.1:
        lines.append("PHOTO:data:image/jpeg;base64," + _photo(chance))
    if chance.random() < 0.5:
        lines += [f"ADR;TYPE=home:;;{chance.choice(PLACES)}", "BDAY:--0514", "GENDER:F"]
    return [*lines, f"NOTE:{chance.choice(NOTES)}", "REV:20260101T000000Z", "END:VCARD"]


def _apple(uid: str, chance: random.Random, _near: list[str]) -> list[str]:
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    lines = ["BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Apple Inc.//iOS 18.1//EN",
             f"N:{family};{given};;;", f"FN:{given} {family}", f"ORG:{family} & Söhne;",
             f"item1.EMAIL;type=INTERNET;type=pref:{_mail(chance)}",
             "item1.X-ABLabel:_$!<Other>!$_", f"TEL;type=CELL;type=VOICE;type=pref:{_number(chance)}",
             f"item2.ADR;type=HOME;type=pref:;;{chance.choice(PLACES)}", "item2.X-ABADR:de"]  # fmt: skip
    if chance.random() < 0.1:
        lines.append("PHOTO;ENCODING=b;TYPE=JPEG:" + _photo(chance))
    if chance.random() < 0.3:
        lines.append("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-14")
    return [
        *lines,
        f"NOTE:{chance.choice(NOTES)}",
        f"UID:{uid}",
        "REV:2026-01-01T00:00:00Z",
        "END:VCARD",
    ]


def _desktop(uid: str, chance: random.Random, _near: list[str]) -> list[str]:
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    return ["begin:vcard", "version:3.0", f"uid:{uid}", f"fn;charset=utf-8:{given} {family}",
            f"n:{family};{given};;Dr.;", f"X-INVENTED;X-WHY=\"a:b;c\":{chance.getrandbits(64):x}",
            f"tel;type=work:{_number(chance)}", "CATEGORIES:Freunde,Familie", "CLASS:PRIVATE",
            f"note:{chance.choice(NOTES)}", "end:vcard"]  # fmt: skip


def _group(uid: str, chance: random.Random, near: list[str]) -> list[str]:
    name = f"Verein {chance.choice(FAMILY)}"
    if chance.random() < 0.5:
        members = [f"MEMBER:urn:uuid:{member}" for member in near]
        return ["BEGIN:VCARD", "VERSION:4.0", f"UID:urn:uuid:{uid}", "KIND:group", f"FN:{name}",
                *members, "END:VCARD"]  # fmt: skip
    members = [f"X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:{member}" for member in near]
    return ["BEGIN:VCARD", "VERSION:3.0", f"N:{name}", f"FN:{name}",
            "X-ADDRESSBOOKSERVER-KIND:group", *members, f"UID:{uid}", "END:VCARD"]  # fmt: skip


_Writer = Callable[[str, random.Random, list[str]], list[str]]
_WRITERS: tuple[_Writer, ...] = (_android, _apple, _desktop)


def _number(chance: random.Random) -> str:
    return f"+49 30 5550{chance.randrange(10_000):04d}"


def _mail(chance: random.Random) -> str:
    return f"{chance.getrandbits(40):010x}@example.org"


def _photo(chance: random.Random) -> str:
    head = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
    return base64.b64encode(head + chance.randbytes(chance.randrange(2_000, 12_000))).decode()


def _fold(line: str) -> bytes:
    """One content line, folded at 75 octets between characters (RFC 6350 §3.2)."""
    rows: list[bytes] = [b""]
    for letter in line:
        octets = letter.encode()
        if len(rows[-1]) + len(octets) > 75:
            rows.append(b" ")
        rows[-1] += octets
    return b"\r\n".join(rows) + b"\r\n"
