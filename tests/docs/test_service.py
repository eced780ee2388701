"""The unit of the document is one that systemd takes."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.tree import ROOT

SYSTEMD = shutil.which("systemd-analyze")
UNIT = re.compile(r"^```ini\n(\[Unit\]\n.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit as a file, of a program that is on every machine."""
    document = (ROOT / "docs" / "operating" / "service.md").read_text("utf-8")
    found = UNIT.search(document)
    assert found is not None
    file = tmp_path / "bailee.service"
    file.write_text(found[1].replace("/opt/bailee/bin/bailee", "/bin/true"))
    return file


@pytest.mark.slow
@pytest.mark.skipif(SYSTEMD is None, reason="this machine has no systemd")
def test_systemd_understands_every_line_of_the_unit(unit: Path) -> None:
    assert systemd("verify", "--man=no", str(unit)) == ""


@pytest.mark.slow
@pytest.mark.skipif(SYSTEMD is None, reason="this machine has no systemd")
def test_the_unit_is_well_hardened(unit: Path) -> None:
    said = systemd("security", "--offline=true", "--threshold=20", str(unit))
    assert re.search(r"exposure level for bailee.service: [01]\.\d OK", said), said


def systemd(*words: str) -> str:
    """Ask systemd, which need not run; gives all that it says."""
    done = subprocess.run(
        [str(SYSTEMD), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout
