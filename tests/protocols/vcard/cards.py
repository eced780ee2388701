"""Cards to test with: those that real clients write (people invented), and made-up ones."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from bailee.protocols.content.text import escape
from bailee.protocols.vcard.lines import Line, write

VECTORS = Path(__file__).parent / "vectors"
CLIENTS = [
    "android",
    "davx5",
    "davx5-group",
    "gnome",
    "google",
    "ios",
    "ios-company",
    "ios-group",
    "nextcloud",
    "quoted-printable",
    "thunderbird",
]


def vector(name: str) -> bytes:
    """Return a card as a client wrote it."""
    return (VECTORS / f"{name}.vcf").read_bytes()


def card(*lines: str, version: str = "3.0", name: str = "FN:Ada") -> bytes:
    """Return a small card with these lines; `name=""` leaves its name out."""
    inside = [f"VERSION:{version}", *([name] if name else []), *lines]
    return "\r\n".join(["BEGIN:VCARD", *inside, "END:VCARD", ""]).encode()


TRICKY = 'aAbBſKkßẞıİi̇éÉe\u0301\u0323ΣσςﬁＡ①ᾳᾼα\u0345가ﾊﾟ㎒Åꭰ \n,;:\\"^'  # noqa: RUF001 - that letters look alike is the point
"""Letters whose case or composition has a catch, and what must be escaped."""

texts = st.one_of(
    st.text(st.sampled_from(TRICKY), max_size=12),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=40),
)
names = st.sampled_from(["FN", "NOTE", "EMAIL", "X-thing", "ADR", "CATEGORIES", "photo", "REV"])
params = st.sampled_from(["", ";TYPE=home", ';TYPE="work,cell";PREF=1', ";HOME", ";X-A=b;type=b"])
versions = st.sampled_from(["3.0", "4.0"])


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """Draw a property with one value, or with parts."""
    group = draw(st.sampled_from(["", "", "item1", "Item-2"]))
    parts = draw(st.lists(texts, min_size=1, max_size=3))
    return group, draw(names), draw(params), ";".join(map(escape, parts))


@st.composite
def cards(draw: st.DrawFn) -> bytes:
    """Draw a card that can be kept."""
    version = ("", "VERSION", "", draw(versions))
    name = ("", "FN", "", escape(draw(texts)))
    return write([version, name, *draw(st.lists(lines(), max_size=6))])
