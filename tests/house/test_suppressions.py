"""Who silences a tool says why."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from tests.house.tree import modules, texts

SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore|pyright:|mypy:|pragma:|nosec|ruff:)")
REASON = re.compile(r"(?:\s-\s|\s#\s|\s–\s)\s*\S+(?:\s+\S+)+")
SKIPS = re.compile(r"pytest\.(mark\.(skip|skipif|xfail)|skip|xfail|importorskip)\(")


def test_every_suppression_gives_its_reason() -> None:
    assert [
        f"{name}: {comment}"
        for name, text in texts(".py")
        for comment in comments(text)
        if SUPPRESSION.match(comment) and not REASON.search(comment)
    ] == []


def test_every_skip_gives_its_reason() -> None:
    skips = (
        (name, line)
        for name in modules("tests")
        for line in dict(texts(".py"))[name].splitlines()
        if SKIPS.search(line) and "re.compile" not in line
    )
    assert [f"{name}: {line.strip()}" for name, line in skips if not says_why(line)] == []


@pytest.mark.parametrize(
    ("comment", "is_fine"),
    [
        ("# noqa: S105", False),
        ("# type: ignore[arg-type]", False),
        ("# noqa: S105 - the cast's password", True),
        ("# type: ignore[arg-type]  # the field is filled by the base", True),
    ],
)
def test_a_code_alone_is_no_reason(comment: str, *, is_fine: bool) -> None:
    assert bool(REASON.search(comment)) is is_fine


def says_why(line: str) -> bool:
    """Tell whether a skip carries a sentence, here or in the lines of its call."""
    return '"' in line or "reason=" in line or line.rstrip().endswith("(")


def comments(text: str) -> Iterator[str]:
    """Read the comments of a module, and nothing that only looks like one."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.string
