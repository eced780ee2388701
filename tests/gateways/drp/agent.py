"""An agent, as the standard has one: signs, sets a key up, asks, follows, takes back."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

from httpx import AsyncClient, Response
from msgspec import Struct

from bailee.assembly import House
from bailee.keys import Signer
from tests.pages.joining.doors import browser

PATH = "/drp/v1/data-rights-request"


def at(seconds: int) -> str:
    """A time of ISO 8601."""
    return datetime.fromtimestamp(seconds, tz=UTC).isoformat()


class Agent(Struct):
    """An agent with its key, and its token once it has one."""

    house: House
    client: AsyncClient
    signer: Signer
    name: str = "ACME"
    token: str = ""

    @classmethod
    async def of(cls, house: House, *, name: str = "ACME", seed: int = 1) -> Agent:
        """One whom the operator entered."""
        signer = Signer(bytes([seed]) * 32)
        key = base64.b64encode(signer.public).decode()
        await house.desk.exercises.agents.add(name, called=f"{name} Rights", key=key)
        client = browser(house)
        client.headers.pop("sec-fetch-site")
        return cls(house, client, signer, name)

    def said(self, **more: object) -> dict[str, object]:
        """Who asks whom, and for ten minutes."""
        now = self.house.clock.now()
        return {"agent-id": self.name, "business-id": "HOME", "issued-at": at(now),
                "expires-at": at(now + 600), "drp.version": "1.0", **more}  # fmt: skip

    def sealed(self, said: dict[str, object]) -> bytes:
        """Signed: the signature, then the message, in base64."""
        message = json.dumps(said).encode()
        return base64.b64encode(self.signer.sign(message) + message)

    @property
    def headers(self) -> dict[str, str]:
        """What goes with each request."""
        return {"authorization": f"Bearer {self.token}", "content-type": "text/plain"}

    async def set_up(self, **more: object) -> Response:
        """Get a token by a signed message."""
        body = self.sealed(self.said(**more))
        answer = await self.client.post(f"/drp/v1/agent/{self.name}", content=body)
        if answer.status_code == 200:
            self.token = answer.json()["token"]
        return answer

    async def exercise(self, action: str, **more: object) -> Response:
        """Exercise a right for somebody."""
        body = self.sealed(self.said(exercise=action, **more))
        return await self.client.post(PATH, content=body, headers=self.headers)

    async def status(self, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Where it stands."""
        return (await self.client.get(f"{PATH}/{name}", headers=self.headers)).json()

    async def revoke(self, name: str) -> Response:
        """Take it back."""
        body = self.sealed({"reason": "I want to keep it"})
        return await self.client.request(
            "DELETE", f"{PATH}/{name}", content=body, headers=self.headers
        )
