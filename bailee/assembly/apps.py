"""What the operator may do with the apps that members sign in to.

May be imported by: assembly.operator.
"""

from __future__ import annotations

from typing import Any

from bailee.assembly.house import House
from bailee.protocols.oidc.client import ALGORITHMS, Client, check_redirect
from bailee.services.apps import AppError

__all__ = ["add_app", "let_apps_register", "list_apps", "remove_app", "rotate_token_keys"]

Answer = dict[str, Any]


async def add_app(
    house: House,
    *,
    name: str,
    redirects: list[str],
    logouts: list[str],
    is_public: bool = False,
    contact: str = "",
    policy: str = "",
    signing: str = "",
) -> Answer:
    """Connect an app; its secret is told this once."""
    try:
        logout_uris = tuple(check_redirect(uri, is_public=is_public) for uri in logouts)
    except ValueError as error:
        raise AppError(str(error), hint="see --logout") from None
    if signing not in {"", *ALGORITHMS}:
        raise AppError(f"ID tokens are signed by {' or '.join(ALGORITHMS)}", hint="see --signing")
    like = Client(
        id="",
        name=name,
        redirect_uris=tuple(redirects),
        logout_uris=logout_uris,
        auth_method="none" if is_public else "client_secret_basic",
        policy_uri=_link(policy),
        contact=contact[:200],
        algorithm=signing or ALGORITHMS[0],
    )
    made = await house.apps.register.add(name, redirects, like=like)
    return {"id": made.client.id, "secret": made.secret, "name": made.client.name}


def _link(uri: str) -> str:
    """An address that members may follow. Raises `AppError`."""
    if uri and not uri.startswith("https://"):
        raise AppError("the app's own policy is at an address that begins with https://")
    return uri


async def list_apps(house: House) -> Answer:
    """Every app, oldest first, and whether apps may register by themselves."""
    apps = [
        {
            "id": app.client.id,
            "name": app.client.name,
            "redirects": app.client.redirect_uris,
            "is_public": app.client.is_public,
            "since": app.added_at,
        }
        for app in house.apps.register.all()
    ]
    return {"apps": apps, "is_open": house.apps.register.is_open}


async def remove_app(house: House, *, app: str) -> Answer:
    """Disconnect an app: nothing that it holds opens anything more."""
    await house.apps.register.remove(app)
    return {"removed": app}


async def let_apps_register(house: House, *, is_open: bool) -> Answer:
    """Let apps register by themselves, or not."""
    await house.apps.register.open_to_all(is_open=is_open)
    return {"is_open": is_open}


async def rotate_token_keys(house: House) -> Answer:
    """Sign what apps read with new keys; the keys before are believed a while longer."""
    house.apps.tokens.keys.rotate()
    return {"keys": [key["kid"] for key in house.apps.tokens.keys.published()]}
