"""Somebody who has never seen Bailee and types what a document says, in an empty home."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.docs.blocks import Block
from tests.house.tree import ROOT

PATIENCE_S = 60
ELSEWHERE = {"192.168.1.20": "127.0.0.1"}
"""What a document calls the reader's own machine."""
PORTS = re.compile(r"\b(8443|8080)\b")
SHIM = """\
#!/bin/sh
case " $* " in
*" --port "*) ;;
" start "*) set -- "$@" --port {port} ;;
esac
PYTHONPATH={root} exec {python} -P -m bailee "$@"
"""


class Stranger:
    """A home, a checkout in it, and a shell."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.checkout = home / "bailee"
        self.port = free_port()
        self.server: Server | None = None

    def __enter__(self) -> Self:
        """Give them a checkout whose `bin/bailee` runs what is being tested."""
        launcher = self.checkout / "bin" / "bailee"
        launcher.parent.mkdir(parents=True)
        launcher.write_text(SHIM.format(port=self.port, root=ROOT, python=sys.executable))
        launcher.chmod(0o700)
        (self.checkout / "policies").symlink_to(ROOT / "policies")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Leave nothing running."""
        self.stop()

    def type(self, block: Block) -> str:
        """Do what a block says; gives what it printed."""
        if block.how != "run":
            self.stop()
        if block.how == "serve":
            self.server = Server(self._shell(block.text), cwd=self.checkout, env=self._env())
            return self.server.greeting()
        done = subprocess.run(
            self._shell(block.text), cwd=self.checkout, env=self._env(),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, timeout=PATIENCE_S, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{block.at} ended with {done.returncode}:\n{done.stdout}"
        return done.stdout

    def settle_in(self) -> None:
        """Have a house already, with one member."""
        command = self._shell("bailee member add ada")
        subprocess.run(command, cwd=self.checkout, env=self._env(), timeout=PATIENCE_S, check=True)

    def stop(self) -> None:
        """Stop the server, if one runs."""
        if self.server is not None:
            self.server.stop()
            self.server = None

    def here(self, text: str) -> str:
        """Read a document's ports and addresses as ours."""
        for there, ours in ELSEWHERE.items():
            text = text.replace(there, ours)
        return PORTS.sub(str(self.port), text)

    def _shell(self, text: str) -> list[str]:
        return ["/bin/sh", "-euc", self.here(text)]

    def _env(self) -> dict[str, str]:
        path = f"{self.checkout / 'bin'}:{self.home / '.local' / 'bin'}:/usr/bin:/bin"
        return {"HOME": str(self.home), "PATH": path, "LANG": "C.UTF-8", "COLUMNS": "100"}


class Server:
    """A server in the background."""

    def __init__(self, command: list[str], *, cwd: Path, env: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            command, cwd=cwd, env=env, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self._said: list[str] = []
        self._is_up = threading.Event()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stream:
            for line in stream:
                self._said.append(line)
                if "Ctrl-C stops it" in line:
                    self._is_up.set()
        self._is_up.set()

    def greeting(self) -> str:
        """What it said by the time it answers."""
        assert self._is_up.wait(PATIENCE_S), "".join(self._said)
        said = "".join(self._said)
        assert "Bailee answers" in said, said
        return said

    def stop(self) -> None:
        """Ask all that was started to end, and wait until nobody holds the pipe."""
        os.killpg(self._process.pid, signal.SIGTERM)
        self._reader.join(PATIENCE_S)
        self._process.wait(PATIENCE_S)
        assert not self._reader.is_alive(), "it did not stop"


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
