"""What the documents point at is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tests.house.tree import ROOT, texts

LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
NAMED = re.compile(r"`(?P<path>(?:bailee|tests|docs|policies|bench|bin|news)/[\w./-]*\w/?)`")
HEADING = re.compile(r"^#+ +(?P<title>.+?)\s*$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def test_every_link_leads_somewhere() -> None:
    assert [
        f"{name}: {target}"
        for name, text in documents()
        for target in LINK.findall(text)
        if "://" not in target and not target.startswith("mailto:") and not leads(name, target)
    ] == []


def test_every_file_that_a_document_names_is_there() -> None:
    assert [
        f"{name}: {path}"
        for name, text in documents()
        for path in NAMED.findall(text)
        if not (ROOT / path).exists()
    ] == []


def test_every_document_is_reached_from_the_index() -> None:
    reached = {"docs/index.md"}
    waiting = ["docs/index.md"]
    known = dict(documents())
    while waiting:
        name = waiting.pop()
        for target in LINK.findall(known.get(name, "")):
            found = resolve(name, target.partition("#")[0])
            if found in known and found not in reached:
                reached.add(found)
                waiting.append(found)
    assert sorted(name for name in known if name.startswith("docs/") and name not in reached) == []


def test_the_two_commands_of_the_readme_are_there() -> None:
    readme = (ROOT / "README.md").read_text()
    for command in ("bin/bailee", "check"):
        assert f"{command}" in readme
        assert (ROOT / command).stat().st_mode & 0o111


def documents() -> Iterator[tuple[str, str]]:
    """Read every document, without the code that it quotes."""
    for name, text in texts(".md"):
        yield name, FENCED.sub("", text)


def leads(name: str, target: str) -> bool:
    """Tell whether a link of a document finds its file, and its heading there."""
    path, _, anchor = target.partition("#")
    found = ROOT / (resolve(name, path) if path else name)
    if not found.exists():
        return False
    return not anchor or found.suffix != ".md" or anchor in anchors(found)


def resolve(name: str, target: str) -> str:
    """Follow a relative link from a document."""
    folder = ROOT / PurePosixPath(name).parent
    path = Path(folder / target).resolve()
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else "/"


def anchors(path: Path) -> set[str]:
    """List the headings of a document as their anchors."""
    titles = HEADING.findall(FENCED.sub("", path.read_text()))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
