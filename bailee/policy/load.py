"""Read a policy file, strictly: what nobody keeps cannot be said, and what is done must be said.

Everything that is wrong is gathered and raised at once, each with its line and what would be right.

May be imported by: assembly, commands, rights.changes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256

from bailee.policy.decide import Policy
from bailee.policy.faults import Fault, PolicyError
from bailee.policy.parts import Contact, Said
from bailee.policy.reading import language
from bailee.policy.reading.clauses import Clauses
from bailee.policy.reading.declared import hold
from bailee.policy.reading.lines import Lines
from bailee.policy.reading.tables import Faults, Table
from bailee.terms import Service

_TOML_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
_CONTACT = re.compile(r"mailto:[^\s@<>\"]+@[^\s@<>\"]+|https://[^\s<>\"]+|tel:\+?[0-9() -]+")


def load(text: str, *, origin: str, services: Sequence[Service] | None) -> Policy:
    """Read the text of a policy file, and hold it against what the services declare.

    `origin` names the file in errors. Without `services` (None) only the text is judged: an older
    version may speak of what is no longer run. Raises `PolicyError` with every fault.
    """
    values, lines = _parse(text, origin=origin)
    faults = Faults(lines)
    said = _read(Table(values, path=(), faults=faults), text=text)
    if services is not None:
        hold(said, services=services, faults=faults)
    if faults.found:
        raise PolicyError(faults.found, origin=origin)
    return Policy(said)


def _parse(text: str, *, origin: str) -> tuple[dict[str, object], Lines]:
    if len(text) > language.LONGEST_TEXT:
        fix = f"say it in at most {language.LONGEST_TEXT}"
        fault = Fault(1, f"the file has {len(text)} characters", fix)
        raise PolicyError([fault], origin=origin)
    try:
        text.encode()
        return tomllib.loads(text), Lines(text)
    except (ValueError, RecursionError) as error:
        raise PolicyError([_syntax(error, text)], origin=origin) from None


def _syntax(error: Exception, text: str) -> Fault:
    """Say where TOML ends to be TOML; its parser tells the place only in words."""
    told = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
    place = _TOML_LINE.search(told)
    last = text.rstrip("\n").count("\n") + 1
    line = int(place[1]) if place and place[1] else (last if place else 1)
    what = _TOML_LINE.sub("", told)
    fix = (
        "give each table and key once"
        if "twice" in what or "overwrite" in what
        else ("put text in quotes, and close every quote and bracket (https://toml.io)")
    )
    return Fault(line, f"this is not TOML: {what[:1].lower()}{what[1:]}", fix)


def _read(top: Table, *, text: str) -> Said:
    top.only([*(key.name for key in language.TOP_KEYS), *language.TABLES])
    languages = _languages(top)
    clauses = Clauses(languages)
    purposes = clauses.purposes(top.inner("purpose"))
    categories = clauses.categories(top.inner("category"), purposes=purposes)
    return Said(
        name=top.name(language.NAME),
        version=top.number(language.VERSION) or 0,
        since=_since(top),
        languages=languages,
        controller=_contact(top, language.CONTROLLER),
        officer=_contact(top, language.OFFICER),
        purposes=purposes,
        categories=categories,
        cases=clauses.cases(top.inner("case"), categories=categories),
        promises=clauses.promises(top.inner("promise")),
        text=text,
        digest=sha256(text.encode()).hexdigest(),
    )


def _languages(top: Table) -> tuple[str, ...]:
    languages = top.names(language.LANGUAGES)
    for name in languages:
        if not _LANGUAGE.fullmatch(name):
            message = f"`{name}` in `languages` is not the code of a language"
            top.note(message, fix='write it like "en" or "de-CH" (BCP 47)', at="languages")
    if not languages and "languages" in top.values:
        top.note("`languages` is empty", fix='name at least one, like ["en"]', at="languages")
    return languages


def _since(top: Table) -> date:
    found = top.values.get("since")
    if isinstance(found, date) and not isinstance(found, datetime):
        return found
    wrong = "does not say `since`" if found is None else "has a `since` that is not a day"
    top.note(f"the file {wrong}", fix="write since = 2026-01-01, without quotes", at="since")
    return date.min


def _contact(top: Table, key: language.Key) -> Contact:
    if key.name not in top.values:
        top.note(f"the file does not say `{key.name}`", fix=f"add {key.name} = {key.example}")
        return Contact(name="", contact="")
    table = top.inner(key.name)
    table.only(field.name for field in language.CONTACT_KEYS)
    name, contact = (table.text(field) for field in language.CONTACT_KEYS)
    if contact and not _CONTACT.fullmatch(contact):
        message = f"`{contact}` of `{key.name}` is not an address that people can use"
        table.note(message, fix="begin it with mailto:, https:// or tel:", at="contact")
    return Contact(name=name, contact=contact)
