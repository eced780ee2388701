"""One language of the pages: its sentences, dates, numbers and sizes.

English stands in the templates themselves; `locale/CODE.po` carries each other language and is
compiled in memory at start, so that no compiled file is kept.
May be imported by: pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from datetime import date as Day  # noqa: N812 - `date` is what a speech does
from io import BytesIO
from pathlib import Path

from babel import Locale, negotiate_locale
from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from markupsafe import Markup

LOCALES = Path(__file__).parent.parent / "locale"
HOME = "en"
MOST_WISHES = 20
KILO = 1000
TWO_DIGITS = 100


def mark(text: str) -> str:
    """Mark a sentence for the catalogs; it is translated where it is shown."""
    return text


def mark_many(one: str, many: str) -> tuple[str, str]:
    """Mark a sentence that counts, in its two English forms."""
    return one, many


SIZES = (mark("bytes"), "kB", "MB", "GB", "TB")


class Speech:
    """What the pages say in one language."""

    def __init__(self, code: str, translations: NullTranslations, *, zone: tzinfo) -> None:
        self.code = code
        self.translations = translations
        self.zone = zone
        self.locale = Locale.parse(code)

    @property
    def name(self) -> str:
        """The language's own name: `Deutsch`."""
        return (self.locale.get_display_name(self.code) or self.code).capitalize()

    def gettext(self, text: str, **values: object) -> str:
        """A sentence of the catalog; values are put in by name and escaped for HTML."""
        said = self.translations.gettext(text)
        return Markup(said) % values if values else said  # noqa: S704 - catalogs are ours

    def ngettext(self, one: str, many: str, num: int, **values: object) -> str:
        """A sentence that counts."""
        said = self.translations.ngettext(one, many, num)
        return Markup(said) % {"num": self.number(num), **values}  # noqa: S704 - as above

    def knows(self, text: str) -> bool:
        """Whether the catalog has this sentence (English has them all)."""
        return self.code == HOME or self.translations.gettext(text) != text

    def choose(self, says: Mapping[str, str]) -> tuple[str, str]:
        """The sentence and its language, from a policy that may not speak ours."""
        for code in (self.code, HOME, *says):
            if code in says:
                return says[code], code
        return "", self.code

    def number(self, value: float) -> str:
        """`1,234` or `1.234`."""
        return format_decimal(value, locale=self.locale)

    def size(self, count: int) -> str:
        """A size in bytes, with at most three digits: `4.2 MB`."""
        value, unit = float(count), 0
        while value >= KILO and unit < len(SIZES) - 1:
            value, unit = value / KILO, unit + 1
        digits = "#,##0" if value >= TWO_DIGITS else "#,##0.#"
        shown = format_decimal(value, format=digits, locale=self.locale)
        return f"{shown}\N{NO-BREAK SPACE}{self.gettext(SIZES[unit])}"

    def join(self, words: list[str]) -> str:
        """`you, your devices and Bailee`."""
        return format_list(words, locale=self.locale)

    def _when(self, at: int) -> datetime:
        return datetime.fromtimestamp(at, tz=self.zone)

    def date(self, at: int) -> str:
        """`3 March 2026`."""
        return format_date(self._when(at).date(), format="long", locale=self.locale)

    def day(self, day: Day) -> str:
        """`3 March 2026`, of a day that has no hours."""
        return format_date(day, format="long", locale=self.locale)

    def weekday(self, at: int) -> str:
        """`Tuesday, 3 March 2026`."""
        return format_date(self._when(at).date(), format="full", locale=self.locale)

    def time(self, at: int) -> str:
        """`18:10`."""
        return format_time(self._when(at).time(), "HH:mm", locale=self.locale)

    def moment(self, at: int) -> str:
        """`3 March 2026, 18:10`."""
        return f"{self.date(at)}, {self.time(at)}"

    def stamp(self, at: int) -> str:
        """For machines (`<time datetime>`): ISO 8601 in UTC."""
        return datetime.fromtimestamp(at, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def zone_name(self, at: int) -> str:
        """The zone that times are told in: `UTC`, `CET`."""
        return format_datetime(self._when(at), "z", tzinfo=self.zone, locale=self.locale)


def _compiled(code: str) -> NullTranslations:
    """Read one catalog and compile it in memory."""
    with (LOCALES / f"{code}.po").open("rb") as file:
        catalog = read_po(file, locale=code, domain="bailee")
    binary = BytesIO()
    write_mo(binary, catalog)
    binary.seek(0)
    return Translations(binary, domain="bailee")


def speeches(zone: tzinfo) -> dict[str, Speech]:
    """Every language that the pages speak, English first."""
    codes = sorted(path.stem for path in LOCALES.glob("*.po"))
    spoken = {HOME: Speech(HOME, NullTranslations(), zone=zone)}
    return spoken | {code: Speech(code, _compiled(code), zone=zone) for code in codes}


def preferred(accept: str, spoken: Mapping[str, Speech]) -> Speech:
    """The best language for an `Accept-Language` header (RFC 9110 §12.5.4); English if none."""
    wishes: list[tuple[float, str]] = []
    for part in accept.split(",")[:MOST_WISHES]:
        tag, _, weight = part.strip().partition(";")
        try:
            rank = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if tag and tag != "*" and rank > 0:
            wishes.append((-rank, tag.strip().replace("-", "_")))
    wishes.sort(key=lambda wish: wish[0])
    code = negotiate_locale([tag for _, tag in wishes], list(spoken))
    return spoken[code or HOME]
