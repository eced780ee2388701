"""`bailee policy`: check a policy file, see what a new version changes, publish it, read it.

May be imported by: __main__.
"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bailee.assembly.operator import ask
from bailee.commands.options import Data, RootKey, folder, told
from bailee.policy.compare import Change, compare
from bailee.policy.decide import Policy
from bailee.policy.faults import Fault, PolicyError
from bailee.policy.load import load
from bailee.policy.phrases import in_language
from bailee.policy.publish import Page, page

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="Check, compare, publish and read policy files.")
File = Annotated[
    Path | None, typer.Argument(help="The policy file; the data folder's if none is named.")
]
Language = Annotated[str, typer.Option("--language", "-l", help="en, de, …")]
_REDUCES = "Reduces rights, and binds only those who agree:"
_OTHERS = "Changes nothing to anybody's disadvantage:"


class Form(StrEnum):
    """How a policy can be shown."""

    TEXT = "text"
    CEDAR = "cedar"


@app.command()
def check(file: File = None, data: Data = None) -> None:
    """Say everything that is wrong with a policy file, where, and what would be right."""
    policy = _load(_file(file, data))
    count = len(policy.said.clauses)
    typer.echo(f"{policy.name}, version {policy.version}: all {count} sentences can be kept.")


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="The version that binds now.")],
    new: Annotated[Path, typer.Argument(help="The version that is to come.")],
    language: Language = "en",
) -> None:
    """Say what a new version changes: what reduces people's rights, for whom, and what does not."""
    before, after = _load(old, is_past=True), _load(new)
    changes = compare(before, after)
    if not changes:
        typer.echo("Both say the same.")
    reducing = [change for change in changes if change.reduces]
    others = [change for change in changes if not change.reduces]
    _tell(_REDUCES, reducing, language=language)
    _tell(_OTHERS, others, language=language)
    if changes and after.version <= before.version:
        typer.echo(f"\nIt still says version = {after.version}: write {before.version + 1}.")


@app.command()
def publish(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The new version.")],
    data: Data = None,
    root_key: RootKey = None,
    language: Language = "en",
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer for programs.")] = False,
) -> None:
    """Publish a new version: members are told now, and it binds from the day that it names."""
    _load(file)
    where, text = folder(data, root_key), file.read_bytes().decode()
    with told():
        weighed = ask(where, "weigh_policy", text=text, file=str(file))
    if not as_json:
        _tell_weighed(weighed, language)
    if not yes:
        typer.confirm("Publish it?", abort=True, err=True)
    with told():
        answer = ask(where, "publish_policy", text=text, file=str(file))
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
        return
    how = "is in force" if answer["at_once"] else f"is announced, and binds from {_when(answer)}"
    typer.echo(f"\nVersion {answer['version']} {how}. {_count(answer['told'])} told.")
    typer.echo(f"Its file is {answer['file']}.")


@app.command()
def pending(
    data: Data = None,
    root_key: RootKey = None,
    language: Language = "en",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Answer for programs.")] = False,
) -> None:
    """Say which version is announced, from when it binds, and who is still to be told."""
    with told():
        answer = ask(folder(data, root_key), "pending_policy")
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
        return
    if answer["version"] is None:
        typer.echo(f"Version {answer['in_force']} is in force; none is announced.")
        return
    typer.echo(
        f"Version {answer['in_force']} is in force; version {answer['version']} is announced, "
        f"and binds from {_when(answer)}."
    )
    left = answer["untold"]
    typer.echo(f"{_count(left)} still to be told." if left else "Everybody was told.")
    _tell_changes(answer, language)


@app.command()
def withdraw(
    data: Data = None,
    root_key: RootKey = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Answer for programs.")] = False,
) -> None:
    """Withdraw the announced version before it binds; whoever had heard of it is told."""
    with told():
        answer = ask(folder(data, root_key), "withdraw_policy")
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
        return
    gone, stays = answer["withdrawn"], answer["in_force"]
    typer.echo(f"Version {gone} is withdrawn; version {stays} stays in force.")


@app.command()
def show(
    file: File = None,
    data: Data = None,
    language: Language = "en",
    form: Annotated[Form, typer.Option("--as", help="As people read it, or as Cedar.")] = Form.TEXT,
) -> None:
    """Read a policy, sentence by sentence, each with what binds it."""
    policy = _load(_file(file, data))
    if form is Form.CEDAR:
        from bailee.policy.cedar import cedar

        typer.echo(cedar(policy))
    else:
        typer.echo(_read_out(page(policy, language)))


@app.command()
def reference() -> None:
    """Print what a policy file can say, as Markdown."""
    from bailee.policy.reference import reference as write

    typer.echo(write(), nl=False)


def _file(file: Path | None, data: Path | None) -> Path:
    """Find the file that is meant: the named one, the data folder's, or the one we begin with."""
    from bailee.assembly.house import DEFAULT_POLICY

    kept = folder(data, None).policy
    return file or (kept if kept.exists() else DEFAULT_POLICY)


def _load(file: Path, *, is_past: bool = False) -> Policy:
    """Load a file or end the command; an old version may speak of what is no longer collected."""
    from bailee.assembly.house import SERVICES

    try:
        text = file.read_bytes().decode()
        return load(text, origin=str(file), services=None if is_past else SERVICES)
    except PolicyError as error:
        for fault in error.faults:
            typer.echo(f"{_at(error.origin, fault)}: {fault.message}\n    {fault.fix}", err=True)
        count = len(error.faults)
        typer.echo(f"\n{count} {'fault' if count == 1 else 'faults'}; {error.hint}", err=True)
    except OSError as error:
        typer.echo(f"{file} cannot be read: {error.strerror}", err=True)
    except UnicodeDecodeError as error:
        typer.echo(f"{file} is not UTF-8: save it so (byte {error.start} is not)", err=True)
    raise typer.Exit(1)


def _at(origin: str, fault: Fault) -> str:
    return f"{origin}:{fault.line}"


def _tell(title: str, changes: list[Change], *, language: str) -> None:
    if changes:
        typer.echo(f"\n{title}")
    for change in changes:
        typer.echo(f"  - {in_language(change.says, language)}")
        typer.echo(f"    for: {in_language(change.people, language)}")
        for spoken, before in change.before.items():
            typer.echo(f"    {spoken} - {before}\n    {spoken} + {change.after[spoken]}")


def _tell_weighed(weighed: dict[str, Any], language: str) -> None:
    """What publishing would do: what is taken and of whom, from when it binds, who is told."""
    _tell_changes(weighed, language)
    typer.echo(f"\nVersion {weighed['version']} binds from {_when(weighed)}.")
    if weighed["staying"]:
        typer.echo(f"{_count(weighed['staying'], 'stay')} with an older one until they agree.")
    typer.echo(f"{_count(weighed['told'])} told now.")


def _tell_changes(answer: dict[str, Any], language: str) -> None:
    for title, some in ((_REDUCES, answer["reduces"]), (_OTHERS, answer["others"])):
        if some:
            typer.echo(f"\n{title}")
        for one in some:
            typer.echo(f"  - {in_language(one['says'], language)}")
            typer.echo(f"    for: {in_language(one['people'], language)}")


def _when(answer: dict[str, Any]) -> str:
    return "now on" if answer.get("at_once") else str(answer["binds_on"])


def _count(number: int, verb: str = "is") -> str:
    """`1 member is`, `3 members are`; `3 members stay`."""
    verbs = {"is": ("is", "are"), "stay": ("stays", "stay")}[verb]
    return f"1 member {verbs[0]}" if number == 1 else f"{number} members {verbs[1]}"


def _read_out(told: Page) -> str:
    lines = [f"{told.name}, version {told.version}, since {told.since.isoformat()}"]
    lines += [f"{who.name} <{who.contact}>" for who in (told.controller, told.officer)]
    for chapter in told.chapters:
        lines += ["", chapter.title, "=" * len(chapter.title)]
        for sentence in chapter.sentences:
            lines += ["", f"{sentence.says}  [{sentence.id}]"]
            lines += [f"  · {line}" for line in (*sentence.binds, sentence.missing) if line]
    return "\n".join(lines)
