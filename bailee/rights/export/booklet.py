"""The page of an export that opens with no network: what was held, and who did what.

Keeps: access.self.
May be imported by: rights.export, tests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape

from msgspec import Struct

from bailee.vault import Line

__all__ = ["page"]


class _Words(Struct, frozen=True):
    """What the page says in one language."""

    title: str
    lead: str
    since: str
    check: str
    held: str
    columns: tuple[str, str, str]
    files: str
    journal: str
    newest: str
    heads: tuple[str, str, str, str, str, str, str]
    one_lost: str
    lost: str
    did: Mapping[str, str] = {}
    by: Mapping[str, str] = {}
    outcome: Mapping[str, str] = {}


_EN = _Words(
    title="Your data",
    lead="Everything that was held of you, in open formats.",
    since="Only what changed since the copy of {day} is in here, and what went is named in the "
    "files GONE.json. Keep both copies.",
    check="To check that nothing in it was changed:",
    held="What was held",
    columns=("Category", "Items", ""),
    files="Files",
    journal="Who did what",
    newest="The newest lines; all of them are in {file}.",
    heads=("Time (UTC)", "Did", "Category", "Items", "By", "Clause", "Outcome"),
    one_lost="1 more is damaged and could not be read: see DAMAGED.txt",
    lost="{count} more are damaged and could not be read: see DAMAGED.txt",
)
_DE = _Words(
    title="Deine Daten",
    lead="Alles, was von dir aufbewahrt wurde, in offenen Formaten.",
    since="Hier liegt nur, was sich seit der Kopie vom {day} geändert hat; was wegfiel, nennen die "
    "Dateien GONE.json. Behalte beide Kopien.",
    check="So prüfst du, dass daran nichts geändert wurde:",
    held="Was aufbewahrt wurde",
    columns=("Kategorie", "Einträge", ""),
    files="Dateien",
    journal="Wer was getan hat",
    newest="Die neuesten Zeilen; alle stehen in {file}.",
    heads=("Zeit (UTC)", "Getan", "Kategorie", "Einträge", "Von", "Satz", "Ausgang"),
    one_lost="1 weiterer ist beschädigt und war nicht lesbar: siehe DAMAGED.txt",
    lost="{count} weitere sind beschädigt und waren nicht lesbar: siehe DAMAGED.txt",
    did={
        "collect": "aufgenommen",
        "read": "gelesen",
        "change": "geändert",
        "delete": "entfernt",
        "erase": "gelöscht",
        "expire": "abgelaufen",
        "disclose": "weitergegeben",
        "consent": "zugestimmt",
        "withdraw": "widerrufen",
        "admit": "angelegt",
    },
    by={"device": "Gerät", "member": "Mitglied", "recipient": "Empfänger", "bailee": "Bailee"},
    outcome={"permit": "erlaubt", "refuse": "verweigert"},
)
_SPOKEN = {"en": _EN, "de": _DE}


def page(
    counts: Mapping[str, int],
    lines: Sequence[Line],
    *,
    files: Sequence[str],
    damaged: Mapping[str, int],
    language: str = "en",
    since: int = 0,
) -> str:
    """The page. `counts`: items by category; `damaged`: those left out; `lines`: newest first.

    `since`: when the copy was made that this one goes on from, if there is one.
    """
    code = language.partition("-")[0]
    words = _SPOKEN.get(code, _EN)
    held = "".join(
        f"<tr><td>{escape(name)}<td>{count}<td>{_lack(damaged.get(name, 0), words)}"
        for name, count in counts.items()
    )
    return _PAGE.format(
        code=code if code in _SPOKEN else "en",
        words=words,
        since=f"<p>{words.since.format(day=_time(since)[:10])}" if since else "",
        columns=_heads(words.columns),
        heads=_heads(words.heads),
        newest=words.newest.format(file="<code>journal/lines.jsonl</code>"),
        held=held,
        done="".join(_row(line, words) for line in lines),
        files="".join(_link(escape(path, quote=True)) for path in files),
    )


def _heads(names: Sequence[str]) -> str:
    return "".join(f"<th>{escape(name)}" for name in names)


def _row(line: Line, words: _Words) -> str:
    kind, _, whose = (line.actor or line.by).partition(":")
    outcome = words.outcome.get(line.outcome, line.outcome)
    cells = (
        _time(line.at),
        words.did.get(line.did, line.did),
        line.category or "",
        str(line.count),
        ":".join(filter(None, (words.by.get(kind, kind), whose))),
        line.clause or "",
        f"{outcome} {line.reason}",
    )
    return "<tr>" + "".join(f"<td>{escape(cell)}" for cell in cells)


def _lack(count: int, words: _Words) -> str:
    if not count:
        return ""
    return words.one_lost if count == 1 else words.lost.format(count=count)


def _link(path: str) -> str:
    return f'<li><a href="{path}">{path}</a>'


def _time(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S")


_PAGE = """<!doctype html><html lang="{code}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{words.title}</title>
<style>body{{font:1rem/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}}
table{{border-collapse:collapse;display:block;overflow-x:auto}}
td,th{{padding:.2rem .8rem .2rem 0;text-align:left}}li{{overflow-wrap:anywhere}}
:root{{color-scheme:light dark}}</style>
<h1>{words.title}</h1><p>{words.lead}{since}
<p>{words.check} <code>bailee journal verify FILE.zip</code>
<h2>{words.held}</h2><table><tr>{columns}{held}</table>
<h2>{words.files}</h2><ul>{files}</ul>
<h2>{words.journal}</h2><p>{newest}
<table><tr>{heads}
{done}</table></html>
"""
