"""Values are cut and escaped so that nothing is lost, however odd they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.protocols.content.params import Params, read_params, write_params
from bailee.protocols.content.text import escape, split, unescape
from tests.protocols.vcard.cards import texts


@given(st.lists(texts, min_size=1), st.sampled_from(";,"))
def test_parts_come_back_from_the_value_they_were_joined_to(parts: list[str], by: str) -> None:
    value = by.join(map(escape, parts))
    assert [unescape(part) for part in split(value, by)] == parts


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        (r"a;b", ["a", "b"]),
        (r"a\;b;c", [r"a\;b", "c"]),
        (r"a\\;b", [r"a\\", "b"]),
        (r"a\\\;b", [r"a\\\;b"]),
        (r"a\,b;c" + "\\", [r"a\,b", "c\\"]),
    ],
)
def test_only_a_separator_that_is_not_escaped_cuts(value: str, parts: list[str]) -> None:
    assert split(value, ";") == parts


@pytest.mark.parametrize(
    ("value", "text"), [(r"a\nb\Nc", "a\nb\nc"), (r"\\n", r"\n"), (r"\:\x", r":\x"), ("\\", "\\")]
)
def test_escapes_are_undone_once(value: str, text: str) -> None:
    assert unescape(value) == text


@pytest.mark.parametrize(
    ("raw", "params"),
    [
        (";TYPE=home,work;type=cell", {"TYPE": ["home", "work", "cell"]}),
        (';TYPE="home,work"', {"TYPE": ["home", "work"]}),
        (';X-A="a;b:c,d",e', {"X-A": ["a;b:c,d", "e"]}),
        (";HOME;BASE64", {"TYPE": ["HOME"], "ENCODING": ["BASE64"]}),
        (";X-A=one^ntwo^^ ^'three^'^x", {"X-A": ['one\ntwo^ "three"^x']}),
        (";X-A=", {"X-A": [""]}),
    ],
)
def test_parameters_are_read_in_every_way_they_are_written(raw: str, params: Params) -> None:
    assert read_params(raw) == params
    assert read_params(write_params(params)) == params


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1)


@given(st.dictionaries(st.sampled_from(["X-A", "LANGUAGE"]), st.lists(words, min_size=1)))
def test_parameters_come_back_from_what_was_written(params: Params) -> None:
    assert read_params(write_params(params)) == params
