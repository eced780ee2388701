"""A notice as a mail, in plain text and HTML, and as a text message.

Nothing is loaded from anywhere when a letter is opened, so nobody learns that it was. Subject
lines and text messages name nobody and nothing.

Keeps: use.notices.
May be imported by: rights.notices.
"""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

from babel.dates import format_date, format_time
from msgspec import Struct

from bailee.rights.notices.inbox import Notice, Value
from bailee.rights.notices.post import Letter
from bailee.rights.notices.words import DETAILS, WORDINGS, Said, Topic, choose
from bailee.rights.notices.words.details import WHEN

__all__ = ["Shown", "letter", "shown", "text_message"]

_WHY: dict[bool, dict[str, str]] = {
    False: {
        "en": "You get this because it concerns your account. Nobody is told that you read it.",
        "de": "Du bekommst das, weil es dein Konto betrifft. Niemand erfährt, ob du es liest.",
    },
    True: {
        "en": "You get this because the topic is on in your account. Nobody is told that you "
        "read it. To end the topic:",
        "de": "Du bekommst das, weil das Thema in deinem Konto eingeschaltet ist. Niemand erfährt, "
        "ob du es liest. Um das Thema abzubestellen:",
    },
}
_HEAD = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
</head>
<body style="font: 16px/1.5 sans-serif; max-width: 34em; margin: 0 auto; padding: 1.5em">"""
_SIGN_IN = {"en": "Sign in to read more.", "de": "Melde dich an, um mehr zu lesen."}


class Shown(Struct, frozen=True):
    """A notice in words: `details` are label and value; `door` is a path, perhaps empty."""

    title: str
    says: str
    then: str
    details: list[tuple[str, str]]
    door: str
    language: str


def shown(notice: Notice, language: str) -> Shown:
    """Put a notice into the words of a language."""
    wording = WORDINGS[notice.key]
    said, code = choose(wording.said, language)
    if notice.topic is Topic.NEWS:
        said = Said(str(notice.details.get("title", said.title)), _text(notice))
    details = [
        (choose(DETAILS[name], code)[0], _value(value, code))
        for name, value in notice.details.items()
        if name in DETAILS and notice.topic is not Topic.NEWS
    ]
    return Shown(said.title, said.says, said.then, details, wording.door, code)


def letter(
    notice: Notice, language: str, *, to: str, origin: str, end: str, name: str, enclosed: str = ""
) -> Letter:
    """The mail of a notice. `end`: the address that ends its topic; `name`: its own.

    `enclosed`: a text that stands in it as it is.
    """
    say = shown(notice, language)
    details = [*say.details, (choose(WHEN, say.language)[0], _value(notice.at, say.language))]
    door = f"{origin}{say.door or '/me/inbox'}" if origin else ""
    why = choose(_WHY[bool(end)], say.language)[0]
    return Letter(
        to=to,
        subject=say.title,
        text=_plain(say, details, [door, enclosed], [why, end]),
        html=_html(say, details, [door, enclosed], [why, end]),
        unsubscribe=end,
        id=name,
    )


def text_message(notice: Notice, language: str) -> str:
    """The text message of a notice: its title, and no more."""
    say = shown(notice, language)
    return f"Bailee: {say.title}. {choose(_SIGN_IN, say.language)[0]}"


def _text(notice: Notice) -> str:
    return str(notice.details.get("text", ""))


def _value(value: Value, code: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return choose(value, code)[0]
    at = datetime.fromtimestamp(value, tz=UTC)
    day = format_date(at.date(), "long", locale=code)
    return f"{day}, {format_time(at.time(), 'HH:mm', locale=code)} UTC"


def _plain(say: Shown, details: list[tuple[str, str]], more: list[str], foot: list[str]) -> str:
    listed = "\n".join(_listed(label, value) for label, value in details)
    parts = [say.title, say.says, listed, say.then, *more, "-- \n" + "\n".join(filter(None, foot))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _listed(label: str, value: str) -> str:
    """On one line, or label and lines below each other."""
    first, *more = value.splitlines() or [""]
    return f"{label}: {first}" if not more else "\n".join(["", f"{label}:", *_points(value), ""])


def _points(value: str) -> list[str]:
    return [f"- {line}" for line in value.splitlines()]


def _html(say: Shown, details: list[tuple[str, str]], more: list[str], foot: list[str]) -> str:
    door, enclosed = more
    parts = [
        _HEAD.format(language=say.language),
        f'<h1 style="font-size: 1.5em; line-height: 1.25">{escape(say.title)}</h1>',
        *(f"<p>{escape(line)}</p>" for line in say.says.splitlines() if line.strip()),
        f'<table style="border-spacing: 0">{"".join(map(_row, details))}</table>',
        f"<p><strong>{escape(say.then)}</strong></p>" if say.then else "",
        f"<p>{_anchor(door)}</p>" if door else "",
        f'<pre style="white-space: pre-wrap">{escape(enclosed)}</pre>' if enclosed else "",
        "<hr>",
        f"<p><small>{escape(foot[0])} {_anchor(foot[1]) if foot[1] else ''}</small></p>",
        "</body>\n</html>\n",
    ]
    return "\n".join(filter(None, parts))


def _row(detail: tuple[str, str]) -> str:
    label, value = map(escape, detail)
    value = "<br>".join(value.splitlines())
    style = 'style="text-align: start; font-weight: normal; padding-inline-end: 1.5em"'
    return f"<tr><th {style}>{label}</th><td>{value}</td></tr>"


def _anchor(address: str) -> str:
    return f'<a href="{escape(address)}">{escape(address)}</a>'
