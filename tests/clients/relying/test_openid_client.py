"""openid-client signs in with Bailee: the package from npm, unchanged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.clients.house import House
from tests.clients.relying.member import BACK, approve, connect
from tests.clients.relying.node import run

SCRIPT = Path(__file__).with_name("openid_client.mjs")


@pytest.mark.keeps("account.service")
def test_openid_client_signs_in_reads_renews_and_revokes(tls_house: House) -> None:
    app = connect(tls_house, "An app by openid-client")
    about = {"issuer": app.issuer, "id": app.id, "secret": app.secret, "back": BACK}

    def step(**said: str) -> dict[str, Any]:
        text = json.dumps(about | said)
        return dict(json.loads(run(SCRIPT, trust=tls_house.certificate, said=text)))

    began = step()
    came = approve(tls_house, began.pop("to"), "profile", "stay")
    ended = step(came=came, **began)
    assert ended["told"]["preferred_username"] == "ada"
    assert (ended["same"], ended["good"], ended["over"]) == (True, True, False)
    assert ended["leave"].startswith(f"{app.issuer}/oidc/end-session?")
