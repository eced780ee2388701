"""Of what a program says of itself, one word of a short list is known."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.protocols.programs import family_of

VECTORS = Path(__file__).parents[1] / "clients" / "vectors"
FAMILIES = {
    "apple-ios": "iOS",
    "apple-macos": "macOS",
    "davx5": "DAVx⁵",
    "gnome": "GNOME",
    "kde": "KDE",
    "nextcloud": "",
    "thunderbird": "Thunderbird",
}


@pytest.mark.parametrize("name", FAMILIES)
def test_what_real_programs_say_is_known(name: str) -> None:
    text = (VECTORS / f"{name}.toml").read_text(encoding="utf-8")
    said = text.split('User-Agent = "')[1].partition('"')[0]
    assert tomllib.loads(text)
    assert family_of(said) == FAMILIES[name]


@given(st.text())
def test_whatever_else_is_said_is_not_kept(said: str) -> None:
    assert family_of(said) in {*FAMILIES.values(), "iPadOS", "vdirsyncer", "curl"}
