"""The documents' code blocks, and which of them a test can type.

A shell block says after `sh` what becomes of it:

- `run`: its lines are run;
- `serve`: its last line starts the server, which runs until the document ends or says otherwise;
- `alone`: the server is stopped first, then its lines are run;
- `not run: …`: it is only read, and this is why.

A `text` block right after one of the first three is what it prints, `…` standing for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from tests.house.tree import ROOT

FENCED = re.compile(
    r"^```(?P<kind>\w*) ?(?P<how>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
SHELLS = frozenset({"sh", "bash", "shell", "console", "zsh"})
TYPED = frozenset({"run", "serve", "alone"})
REASON = re.compile(r"not run: \S+(?: \S+){2,}")


class Block(Struct, frozen=True):
    """One fenced block; `prints` is the pattern of what it answers, if the document shows it."""

    document: str
    line: int
    how: str
    text: str
    prints: str = ""

    @property
    def at(self) -> str:
        """Where it stands."""
        return f"{self.document}:{self.line}"


def documents() -> list[str]:
    """List the documents whose commands are for strangers to type."""
    found = (ROOT / "docs" / "operating").glob("*.md")
    return ["README.md", *sorted(path.relative_to(ROOT).as_posix() for path in found)]


def shells(document: str) -> Iterator[Block]:
    """Read the shell blocks of a document, each with what it prints."""
    text = (ROOT / document).read_text("utf-8")
    fences = list(FENCED.finditer(text))
    for fence, after in zip(fences, [*fences, None][1:], strict=True):
        if fence["kind"] in SHELLS:
            follows = after is not None and not text[fence.end() : after.start()].strip()
            prints = after["text"] if after and follows and after["kind"] == "text" else ""
            line = text.count("\n", 0, fence.start()) + 1
            yield Block(document, line, fence["how"], fence["text"], prints)
