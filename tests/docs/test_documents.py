"""Every command of the documents works when it is typed as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs import exported
from tests.docs.blocks import REASON, TYPED, documents, shells
from tests.docs.stranger import Stranger

AT_HOME = ("docs/operating/keys.md", "docs/operating/upgrade.md")
"""Read by somebody who has a house already."""


def test_every_shell_block_is_typed_or_says_why_not() -> None:
    assert [
        f"{block.at}: {block.how or 'nothing'}"
        for document in documents()
        for block in shells(document)
        if block.how not in TYPED and not REASON.fullmatch(block.how)
    ] == []


def test_few_blocks_are_left_untyped() -> None:
    blocks = [block for document in documents() for block in shells(document)]
    assert sum(block.how in TYPED for block in blocks) * 2 > len(blocks)


@pytest.mark.slow
@pytest.mark.allow_hosts(["127.0.0.1"])  # to find a free port
@pytest.mark.parametrize("document", documents())
def test_a_stranger_can_type_what_it_says(document: str, tmp_path: Path) -> None:
    with Stranger(tmp_path) as stranger:
        if document in AT_HOME:
            stranger.settle_in()
        for block in shells(document):
            if exported.NAME in block.text:
                stranger.stop()
                exported.give(stranger.home)
            if block.how in TYPED:
                said = stranger.type(block)
                assert is_like(said, stranger.here(block.prints)), f"{block.at} printed:\n{said}"


def is_like(said: str, shown: str) -> bool:
    """Tell whether a document shows what was said; `…` stands for anything, a new line too."""
    pattern = ".*".join(map(re.escape, re.split(" ?… ?", flat(shown))))
    return re.search(pattern, flat(said)) is not None


def flat(text: str) -> str:
    """Forget how wide the gaps between words are."""
    return re.sub(r"\s+", " ", text).strip()
