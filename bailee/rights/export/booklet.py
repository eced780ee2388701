"""The page of an export that opens with no network: what was held, and who did what.

Keeps: access.self.
May be imported by: rights.export, tests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape

from bailee.vault import Line

__all__ = ["page"]


def page(
    counts: Mapping[str, int],
    lines: Sequence[Line],
    *,
    files: Sequence[str],
    damaged: Mapping[str, int],
) -> str:
    """The page. `counts`: items by category; `damaged`: those left out; `lines`: newest first."""
    held = "".join(
        f"<tr><td>{escape(name)}<td>{count}<td>{_lack(damaged.get(name, 0))}"
        for name, count in counts.items()
    )
    return _PAGE.format(
        held=held,
        done="".join(_row(line) for line in lines),
        files="".join(_link(escape(path, quote=True)) for path in files),
    )


def _row(line: Line) -> str:
    cells = (
        _time(line.at),
        line.did,
        line.category or "",
        str(line.count),
        line.actor or line.by,
        line.clause or "",
        f"{line.outcome} {line.reason}",
    )
    return "<tr>" + "".join(f"<td>{escape(cell)}" for cell in cells)


def _lack(count: int) -> str:
    if not count:
        return ""
    what = "1 more is" if count == 1 else f"{count} more are"
    return f"{what} damaged and could not be read: see DAMAGED.txt"


def _link(path: str) -> str:
    return f'<li><a href="{path}">{path}</a>'


def _time(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S")


_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Your data</title>
<style>body{{font:1rem/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}}
table{{border-collapse:collapse}}td,th{{padding:.2rem .8rem .2rem 0;text-align:left}}
:root{{color-scheme:light dark}}</style>
<h1>Your data</h1><p>Everything that was held of you, in open formats. To check that the journal
was not rewritten: <code>bailee journal verify FILE.zip</code>.
<h2>What was held</h2><table><tr><th>Category<th>Items<th>{held}</table>
<h2>Files</h2><ul>{files}</ul>
<h2>Who did what</h2><p>The newest lines; all of them are in <code>journal/lines.jsonl</code>.
<table><tr><th>Time (UTC)<th>Did<th>Category<th>Items<th>By<th>Clause<th>Outcome
{done}</table></html>
"""
