"""Templates in every language that the pages speak.

May be imported by: pages.
"""

from __future__ import annotations

from datetime import tzinfo
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from bailee.pages.frame.speech import Speech, speeches
from bailee.pages.frame.statics import Statics
from bailee.pages.frame.words import Words
from bailee.pages.navigation import DESK, SECTIONS, section_at

FOLDER = Path(__file__).parent.parent / "templates"


class Clockwork:
    """Moments as a page shows them: for people, and for machines beside it."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech

    def moment(self, at: int) -> Markup:
        """`3 March 2026, 18:10`."""
        return self._time(at, self._speech.moment(at))

    def date(self, at: int) -> Markup:
        """`3 March 2026`."""
        return self._time(at, self._speech.date(at))

    def time(self, at: int) -> Markup:
        """`18:10`."""
        return self._time(at, self._speech.time(at))

    def _time(self, at: int, shown: str) -> Markup:
        return Markup('<time datetime="{}">{}</time>').format(self._speech.stamp(at), shown)


class Templates:
    """One environment per language: sentences are looked up once, when a template compiles."""

    def __init__(self, spoken: dict[str, Speech], statics: Statics) -> None:
        self.spoken, self.statics = spoken, statics
        self._environments = {code: _environment(speech) for code, speech in spoken.items()}
        self._globals = {code: _globals(speech, statics) for code, speech in spoken.items()}

    def get(self, name: str, *, code: str) -> Template:
        """A template in a language."""
        return self._environments[code].get_template(name, globals=self._globals[code])


@cache
def templates(zone: tzinfo) -> Templates:
    """All templates, with times told in a zone; read and compiled once."""
    return Templates(speeches(zone), Statics())


def _environment(speech: Speech) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # What the i18n extension adds is not in Environment's types.
    install = environment.__dict__["install_gettext_translations"]
    install(speech.translations, newstyle=True)
    environment.policies["ext.i18n.trimmed"] = True
    return environment


def _globals(speech: Speech, statics: Statics) -> dict[str, object]:
    clockwork = Clockwork(speech)
    return {
        "speech": speech,
        "words": Words(speech),
        "sections": SECTIONS,
        "desk": DESK,
        "section_at": section_at,
        "static": statics.address,
        "moment": clockwork.moment,
        "date": clockwork.date,
        "time": clockwork.time,
    }
