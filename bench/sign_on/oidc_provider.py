"""oidc-provider (npm): Node and Koa, with the adapter it brings, which keeps all in memory.

May be imported by: bench.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from urllib.request import urlopen

from bench.peers.venv import InstallError, run
from bench.sign_on import SignOn

PACKAGE = "oidc-provider@9.13.3"


class OidcProvider(SignOn):
    """oidc-provider under Node."""

    name = "oidc-provider"
    version = "9.13.3"
    setup = "node; its own in-memory adapter: nothing is kept over a restart, nothing is fsynced"
    token_path, userinfo_path = "/token", "/me"

    def install(self) -> None:
        """Install the package beside our script."""
        npm, node = shutil.which("npm"), shutil.which("node")
        if npm is None or node is None:
            raise InstallError("node and npm are not installed")
        self._node = node
        place = self.cache / "npm" / PACKAGE.replace("@", "-")
        if not (place / "node_modules" / "oidc-provider").is_dir():
            place.mkdir(parents=True, exist_ok=True)
            run(npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", PACKAGE, cwd=place)
        self._script = place / "oidc_provider.mjs"
        shutil.copyfile(Path(__file__).with_name("oidc_provider.mjs"), self._script)

    def prepare(self) -> None:
        """Nothing to prepare."""

    def command(self) -> Sequence[str]:
        """Give `node`, in production mode."""
        return (self._node, str(self._script), str(self.port))

    def env(self) -> dict[str, str]:
        """Run as in production."""
        return {"NODE_ENV": "production"}

    def codes(self, count: int) -> list[str]:
        """Have them made by its own models."""
        with urlopen(f"http://127.0.0.1:{self.port}/mint?n={count}", timeout=60) as answer:
            return list(json.load(answer))
