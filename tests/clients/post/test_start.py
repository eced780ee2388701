"""A server that was told who carries its mail."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.clients.house import ROOT, House
from tests.clients.post.mailserver import FROM, HERE, PASSWORD, Handler, running


@pytest.mark.keeps("security.transport")
def test_letters_of_a_running_house_go_to_the_mail_server_that_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(tmp_path, Handler(), tls="implicit") as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
        folder = tmp_path / "house"
        folder.mkdir()
        with House(folder, "--smtp", f"smtps://{HERE}:{server.port}", "--mail-from", FROM) as house:
            assert "Taken" in house.say("notice", "try", "ada@family.example")
    (letter,) = server.letters
    assert (letter["To"], letter["From"]) == ("ada@family.example", FROM)


def test_the_password_is_on_no_command_line_and_in_no_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAILEE_SMTP_PASSWORD", PASSWORD)
    with House(tmp_path, "--smtp", "smtps://cloud@localhost:1", "--mail-from", FROM) as house:
        seen = Path(f"/proc/{house.process.pid}/cmdline").read_bytes()
        tried = subprocess.run(
            house.command("notice", "try", "ada@family.example"),
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        log = house.log.read_bytes()
    assert tried.returncode == 1
    assert b"did not take it" in tried.stderr
    for told in (seen, tried.stderr, log):
        assert PASSWORD.encode() not in told
    assert b"ada@family.example" not in log
