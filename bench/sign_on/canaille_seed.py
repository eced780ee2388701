"""Run in Canaille's own venv: a member, an app, and codes for it. CONFIG COUNT.

May be imported by: nobody.
"""

import datetime as dt
import sys
import tomllib
from pathlib import Path

from canaille import create_app
from canaille.app import models
from canaille.backends import Backend

BACK = "https://app.example/back"
SCOPE = ["openid", "profile"]
DAY_S = 86_400


def main(config: str, count: int) -> None:
    app = create_app(config=tomllib.loads(Path(config).read_text()))
    with app.app_context():
        backend = Backend.instance
        with backend.session():
            fill(backend, count)


def fill(backend: Backend, count: int) -> None:
    now = dt.datetime.now(dt.UTC)
    names = {"formatted_name": "Ada Byron", "given_name": "Ada", "family_name": "Byron"}
    app = models.Client(
        client_id="bench",
        client_secret="correct-horse",  # noqa: S106 - of a server that lives for minutes
        client_name="bench",
        redirect_uris=[BACK],
        grant_types=["authorization_code", "refresh_token"],
        response_types=["code"],
        scope=SCOPE,
        token_endpoint_auth_method="client_secret_basic",  # noqa: S106 - the name of a way
        client_id_issued_at=now,
    )
    backend.save(app)
    app.audience = [app]
    backend.save(app)
    for number in range(count):
        # A member for each code: two tokens of one member in one second are the same token.
        member = models.User(user_name=f"ada-{number}", emails=["ada@example.org"], **names)
        backend.save(member)
        code = models.AuthorizationCode(
            authorization_code_id=f"id-{number}",
            code=f"code-{number}",
            client=app,
            subject=member,
            redirect_uri=BACK,
            response_type="code",
            scope=SCOPE,
            nonce="n",
            issue_date=now,
            lifetime=DAY_S,
            auth_time=now,
        )
        backend.save(code)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
