"""Canaille (https://canaille.yaal.coop): Flask and Authlib over SQLite, behind its own server.

May be imported by: bench.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.peers.venv import run, venv
from bench.sign_on import SignOn

CONFIG = """\
SECRET_KEY = "a bench of minutes"
SERVER_NAME = "127.0.0.1:{port}"
PREFERRED_URL_SCHEME = "http"

[CANAILLE]

[CANAILLE.LOGGING]
version = 1

[CANAILLE_SQL]
DATABASE_URI = "sqlite:///{folder}/canaille.db"

[CANAILLE_OIDC]
ACTIVE_JWKS = [{{ {key} }}]
"""
KEY = """
from joserfc.jwk import RSAKey
key = RSAKey.generate_key(2048, auto_kid=True)
facts = {**key.as_dict(private=True), "kid": key.kid, "use": "sig", "alg": "RS256"}
print(", ".join(f'{name} = "{value}"' for name, value in facts.items()))
"""
SEEDED = 300


class Canaille(SignOn):
    """Canaille with the SQL backend; its access tokens are signed, its refresh tokens are kept."""

    name = "Canaille"
    version = "0.3.6"
    setup = "`canaille run` (Hypercorn), SQLite as shipped; access tokens are JWTs, kept as well"
    token_path, userinfo_path = "/oauth/token", "/oauth/userinfo"

    def install(self) -> None:
        """Make the venv."""
        self._bin: Path = venv(
            self.cache, packages=("canaille[front,oidc,sql,sqlite,server]==0.3.6",)
        )
        self._given = 0

    def prepare(self) -> None:
        """Write the configuration; bring in member, app and codes by its own models."""
        key = run(str(self._bin / "python"), "-c", KEY).strip()
        config = CONFIG.format(port=self.port, folder=self.folder, key=key)
        (self.folder / "canaille.toml").write_text(config)
        seed = Path(__file__).with_name("canaille_seed.py")
        # -P: beside the script lies a module of ours that is called as the peer is.
        run(
            str(self._bin / "python"),
            "-P",
            str(seed),
            str(self.folder / "canaille.toml"),
            str(SEEDED),
        )

    def command(self) -> Sequence[str]:
        """Give `canaille run`, as its documentation starts it."""
        return (str(self._bin / "canaille"), "run", "--bind", f"127.0.0.1:{self.port}")

    def env(self) -> dict[str, str]:
        """Say where the configuration is."""
        return {"CANAILLE_CONFIG": str(self.folder / "canaille.toml")}

    def codes(self, count: int) -> list[str]:
        """Give the next of those that are there."""
        self._given += count
        return [f"code-{number}" for number in range(self._given - count, self._given)]
