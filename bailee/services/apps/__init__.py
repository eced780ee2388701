"""Other apps, which their members sign in to with the account that they have here.

Keeps: account.service, share.none, use.permitted.
May be imported by: gateways.oidc, pages, assembly.
"""

from bailee.services.apps.connected import Connected, Connection
from bailee.services.apps.grants import SERVICE
from bailee.services.apps.provider import Consenting, Provider
from bailee.services.apps.register import App, NewApp, Register
from bailee.services.apps.tokens import Tokens

__all__ = [
    "SERVICE",
    "App",
    "Connected",
    "Connection",
    "Consenting",
    "NewApp",
    "Provider",
    "Register",
    "Tokens",
]
