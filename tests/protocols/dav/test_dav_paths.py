"""A path means one thing or is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.protocols.http import MAX_PATH, MalformedError, decode_path, encode_name

names = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="/\\"), min_size=1
).filter(lambda name: name not in {".", ".."})


def test_a_path_is_decoded_once() -> None:
    assert decode_path("/dav/%C3%A4/100%25.vcf") == "/dav/ä/100%.vcf"


@pytest.mark.parametrize(
    "raw",
    [
        "/dav/../etc/passwd",
        "/dav/./x",
        "/dav/..",
        "/dav/%2e%2e/x",
        "/dav/%2E./x",
        "/dav/a%2fb",
        "/dav/a%2Fb",
        "/dav/a%5cb",
        "/dav/a\\b",
        "/dav/%00",
        "/dav/%0d%0ax",
        "/dav/%7f",
        "/dav/%c2%80",
        "/dav/%",
        "/dav/%4",
        "/dav/%zz",
        "/dav/%ff",
        "/dav/%c0%ae%c0%ae/",
        "/dav/%ed%a0%80",
        "dav",
        "*",
        "",
        "http://elsewhere/dav",
        "/" + "x" * 4 * MAX_PATH,
        "/" + "%C3%A4" * MAX_PATH,
    ],
)
def test_a_path_that_could_mean_two_things_is_refused(raw: str) -> None:
    with pytest.raises(MalformedError):
        decode_path(raw)


def test_dots_within_a_name_are_fine() -> None:
    assert decode_path("/dav/..a/b...vcf/.c") == "/dav/..a/b...vcf/.c"


@given(names)
def test_every_name_comes_back_as_it_went(name: str) -> None:
    assert decode_path(f"/dav/{encode_name(name)}") == f"/dav/{name}"


@given(st.text(max_size=300))
def test_no_path_breaks_the_reader(raw: str) -> None:
    try:
        path = decode_path(raw)
    except MalformedError:
        return
    assert path.startswith("/")
    assert not {".", ".."} & set(path.split("/"))
    assert "\\" not in path
    assert "\x00" not in path


@given(st.lists(st.sampled_from(["/", ".", "..", "%2e", "%2f", "%5c", "%25", "a", "%c3%a4"])))
def test_no_trick_gets_a_dot_segment_through(parts: list[str]) -> None:
    try:
        path = decode_path("/" + "".join(parts))
    except MalformedError:
        return
    assert not {".", ".."} & set(path.split("/"))
