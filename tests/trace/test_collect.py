"""Signs and marks are read from text, as people wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bailee.terms import ClauseId
from bailee.trace import Proof, Standing, Trace, collect, stand
from bailee.trace.collect import proved, signed

REST = ClauseId("security.rest")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ('"""A room.\n\nKeeps: security.rest.\n"""', ["security.rest"]),
        ('"""A room.\n\nKeeps: a.b, c.d.\nMay be imported by: x.y.\n"""', ["a.b", "c.d"]),
        ('"""A room.\n\nKeeps: a.b,\nc.d.\n\nSee house.md.\n"""', ["a.b", "c.d"]),
        ('"""A room that keeps nothing."""', []),
        ("# Keeps: a.b\n", []),
    ],
)
def test_a_sign_names_what_a_module_keeps(text: str, ids: list[str]) -> None:
    assert signed(text) == ids


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "@pytest.mark.keeps('a.b', 'c.d')\ndef test_x(): ...",
            [("a.b", "test_x"), ("c.d", "test_x")],
        ),
        ("@mark.keeps('a.b')\nasync def test_x(): ...", [("a.b", "test_x")]),
        ("pytestmark = pytest.mark.keeps('a.b')\ndef test_x(): ...", [("a.b", "test_x")]),
        ("pytestmark = [pytest.mark.keeps('a.b')]\ndef test_x(): ...", [("a.b", "test_x")]),
        ("@pytest.mark.keeps('a.b')\nclass TestX:\n    def test_y(self): ...", [("a.b", "test_y")]),
        ("@pytest.mark.keeps('a.b')\ndef fixture_of_a_test(): ...", []),
    ],
)
def test_a_mark_names_what_a_test_proves(text: str, found: list[tuple[str, str]]) -> None:
    assert list(proved(text)) == found


def test_a_promise_leads_to_its_modules_and_tests(tmp_path: Path) -> None:
    write(tmp_path / "bailee/keys/__init__.py", '"""Keys.\n\nKeeps: security.rest.\n"""')
    write(tmp_path / "bailee/keys/ring.py", '"""The ring.\n\nKeeps: security.rest.\n"""')
    write(tmp_path / "tests/house/tree.py", "")
    write(tmp_path / "tests/test_k.py", "@pytest.mark.keeps('security.rest')\ndef test_a_b(): ...")

    found = collect(tmp_path)[REST]

    assert found == Trace(
        ("bailee.keys", "bailee.keys.ring"), (Proof("tests/test_k.py", "test_a_b"),)
    )
    assert found.tests[0].sentence == "a b"


def test_tests_beside_an_installed_package_are_not_ours(tmp_path: Path) -> None:
    write(tmp_path / "bailee/keys/__init__.py", '"""Keys.\n\nKeeps: security.rest.\n"""')
    write(tmp_path / "tests/test_k.py", "@pytest.mark.keeps('security.rest')\ndef test_a_b(): ...")

    assert collect(tmp_path)[REST].tests == ()


TEST = (Proof("tests/test_k.py", "test_a_b"),)


@pytest.mark.parametrize(
    ("clause", "trace", "needs", "standing"),
    [
        ("security.rest", Trace(("bailee.keys",), TEST), "", Standing.CODE),
        ("security.rest", Trace(("bailee.keys",)), "", Standing.BROKEN),
        ("security.rest", Trace((), TEST), "", Standing.BROKEN),
        ("security.rest", Trace(("bailee.keys",), TEST), "the desk", Standing.TODO),
        ("access.free", Trace((), TEST), "", Standing.CONSTRUCTION),
        ("access.free", Trace(), "", Standing.BROKEN),
    ],
)
def test_a_promise_is_kept_when_something_signs_and_a_test_proves(
    clause: str, trace: Trace, needs: str, standing: Standing
) -> None:
    assert stand(ClauseId(clause), trace, needs=needs) is standing


def write(path: Path, text: str) -> None:
    """Put a file into a tree that is being made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
