"""What a policy file can say: the reference, written from the definitions that the loader reads by.

May be imported by: commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bailee.policy.catalogue import CATALOGUE, CHAPTERS
from bailee.policy.catalogue.clause import Clause
from bailee.policy.reading import language
from bailee.policy.reading.language import Choice, Key, Names, Number

_HEAD = """# The policy file

A policy file is [TOML](https://toml.io). Each table is one sentence and what binds it; what no
table says is refused. `bailee policy reference` prints this page from the definitions that the
loader reads by.

`bailee policy check FILE` names everything that is wrong, with its line; `bailee policy diff OLD
NEW` says what a new version changes, and which of it reduces rights.
"""
_SENTENCES = """## Sentences

`says` holds one sentence for each of `languages`; plain text is enough where there is one language.
A number in braces is filled in from the same table, so that words and values cannot differ:
`{keep_days}`, `{rotate_days}`, `{precision_m}`, and the values of a promise.
"""
_BUILT_IN = """## What no file can change

- A signed-in member sees all that is held of them, takes it along, and has it erased.
- What is due goes, by the software alone, in every state of an account.
- Only an active account is processed for purposes.
- A child's data goes to no third party.
- Data leaves only by a `[case.NAME]`.
"""


def reference() -> str:
    """Write the whole reference as Markdown."""
    sections = (
        _HEAD,
        _section("At the top", language.TOP_KEYS),
        _section("`[purpose.NAME]`: what data may be used for", language.PURPOSE_KEYS),
        _section("`[category.NAME]`: what is kept of people", language.CATEGORY_KEYS),
        _section("`[case.NAME]`: when data may leave", language.CASE_KEYS),
        _section('`[promise."ID"]`: any other promise of the catalogue', language.PROMISE_KEYS),
        _SENTENCES,
        _BUILT_IN,
        "\n".join(["## Evidence", "", *_evidence(), ""]),
        "\n".join(["## The catalogue", "", *_catalogue()]),
    )
    return "\n".join(sections).rstrip() + "\n"


def _section(title: str, keys: Iterable[Key]) -> str:
    rows = (
        f"| `{key.name}` | {_cell(key.what)} | {_cell(_takes(key))} | "
        f"`{_cell(key.example)}` | {'yes' if key.is_needed else 'no'} |"
        for key in keys
    )
    head = ("| key | what it says | takes | for example | needed |", "|---|---|---|---|---|")
    return "\n".join([f"## {title}", "", *head, *rows, ""])


def _takes(key: Key) -> str:
    match key:
        case Number():
            return f"a number from {key.least} to {key.most}"
        case Choice():
            return f"one of {_named(key.options)}"
        case Names(options=options) if options:
            return f"a list of {_named(options)}"
        case Names():
            return "a list of words"
        case _:
            return key.takes


def _evidence() -> Iterator[str]:
    yield "| word | what is to be shown |"
    yield "|---|---|"
    for name, what in language.EVIDENCE.items():
        yield f"| `{name}` | {_cell(what)} |"


def _catalogue() -> Iterator[str]:
    for chapter, title in CHAPTERS.items():
        yield from (f"### {title['en']}", "", "| id | the promise | in the file |", "|---|---|---|")
        for clause in CATALOGUE.values():
            if clause.chapter == chapter:
                yield f"| `{clause.id}` | {_cell(clause.says['en'])} | {_cell(_in_file(clause))} |"
        yield ""


def _in_file(clause: Clause) -> str:
    """Say what goes with a promise: evidence, values, and the service that it waits for."""
    notes: list[str] = []
    if clause.is_case:
        notes.append(f"a case; demands at least {_named(sorted(clause.evidence))}")
    for value in clause.values:
        bounds = f"{value.least} to {value.most}"
        notes.append(f"`{value.name}`, {bounds}: {value.what}")
    if clause.needs:
        notes.append(f"waits for {clause.needs}")
    return "; ".join(notes)


def _named(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
