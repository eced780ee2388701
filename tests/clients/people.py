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
    "Ada", "Zoë", "Łukasz", "Søren", "Jürgen", "Ngozi", "Amélie", "Øystein", "Žofia",
    "İlker", "Þóra", "Aoife", "Иван", "Анастасія", "Γιώργος", "Ελένη", "美咲", "健太", "志明",
    "서연", "민준", "אברהם", "שרה", "محمد", "فاطمة", "สมชาย", "प्रिया", "अर्जुन", "தமிழ்",
    "გიორგი", "Անի", "Nguyễn", "Mxolisi", "Kealoha", "José María",
)  # fmt: skip
FAMILY = (
    "Lovelace", "Öztürk", "Müller-Lüdenscheidt", "O'Brien", "García", "Nuñez", "Škvorecký",
    "Ångström", "Đorđević", "Петров", "Шевченко", "Παπαδόπουλος", "佐藤", "鈴木", "王", "김",
    "כהן", "الفارسي", "วงศ์สวัสดิ์", "शर्मा", "მაისურაძე", "Հակոբյան", "Trần",
    "van der Berg",
)  # fmt: skip
PLACES = (
    "Straße 5;Köln;;50667;Deutschland",
    "Rue de l’Été 12;Genève;;1204;Suisse",
    "1-2-3 銀座;中央区;東京都;104-0061;日本",
    "Main St. 1\\, Apt. 7;Ōtaki;;5512;Aotearoa",
)
NOTES = (
    "Met at the fair\\; likes tea.\\nCall after 6.",
    "🎂 in May 🕯️",
    "x" * 300,
    "Größe: 1\\,80 m\\n\\nمحمد يكتب",
    'back\\\\slash and "quotes" <&>',
)


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
    end = len(card.body) - len(b"END:VCARD\r\n")
    body = card.body[:end] + _fold(f"NOTE:{note}") + card.body[end:]
    return Card(card.uid, card.name, body)


def _people(count: int, chance: random.Random) -> Iterator[Card]:
    written: list[str] = []
    for number in range(count):
        uid = str(UUID(int=chance.getrandbits(128), version=4))
        write = _group if number % 25 == 24 else chance.choice(_WRITERS)
        text = write(uid, chance, written[-12:])
        written.append(uid)
        body = b"".join(_fold(line) for line in text.splitlines())
        yield Card(uid, f"{uid}.vcf", body)


def _android(uid: str, chance: random.Random, _near: list[str]) -> str:
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    photo = f"PHOTO:data:image/jpeg;base64,{_photo(chance)}\n" if chance.random() < 0.1 else ""
    more = "BDAY:--0514\nGENDER:F\n" if chance.random() < 0.5 else ""
    return f"""\
BEGIN:VCARD
VERSION:4.0
PRODID:-//invented//phone 4//EN
UID:{uid}
FN:{given} {family}
N:{family};{given};;;
TEL;TYPE=cell;PREF=1:{_number(chance)}
EMAIL;TYPE=home:{_mail(chance)}
ADR;TYPE=home:;;{chance.choice(PLACES)}
{photo}{more}NOTE:{chance.choice(NOTES)}
REV:20260101T000000Z
END:VCARD
"""


def _apple(uid: str, chance: random.Random, _near: list[str]) -> str:
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    photo = f"PHOTO;ENCODING=b;TYPE=JPEG:{_photo(chance)}\n" if chance.random() < 0.1 else ""
    day = "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-14\n" if chance.random() < 0.3 else ""
    return f"""\
BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iOS 18.1//EN
N:{family};{given};;;
FN:{given} {family}
ORG:{family} & Söhne;
item1.EMAIL;type=INTERNET;type=pref:{_mail(chance)}
item1.X-ABLabel:_$!<Other>!$_
TEL;type=CELL;type=VOICE;type=pref:{_number(chance)}
item2.ADR;type=HOME;type=pref:;;{chance.choice(PLACES)}
item2.X-ABADR:de
{photo}{day}NOTE:{chance.choice(NOTES)}
UID:{uid}
REV:2026-01-01T00:00:00Z
END:VCARD
"""


def _desktop(uid: str, chance: random.Random, _near: list[str]) -> str:
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    return f"""\
begin:vcard
version:3.0
uid:{uid}
fn;charset=utf-8:{given} {family}
n:{family};{given};;Dr.;
X-INVENTED;X-WHY="a:b;c":{chance.getrandbits(64):x}
tel;type=work:{_number(chance)}
CATEGORIES:Freunde,Familie
CLASS:PRIVATE
note:{chance.choice(NOTES)}
end:vcard
"""


def _group(uid: str, chance: random.Random, near: list[str]) -> str:
    name = f"Verein {chance.choice(FAMILY)}"
    version, own = ("4.0", "") if chance.random() < 0.5 else ("3.0", "X-ADDRESSBOOKSERVER-")
    members = "".join(f"{own}MEMBER:urn:uuid:{one}\n" for one in near)
    return f"""\
BEGIN:VCARD
VERSION:{version}
UID:urn:uuid:{uid}
N:{name};;;;
FN:{name}
{own}KIND:group
{members}END:VCARD
"""


_Writer = Callable[[str, random.Random, list[str]], str]
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
