"""Other apps, which their members sign in to with the account that they have here.

Keeps: account.service, share.none, use.permitted.
May be imported by: gateways.oidc, pages, assembly.
"""

from bailee.services.apps.connected import Connected, Connection
from bailee.services.apps.desk import Apps
from bailee.services.apps.grants import SERVICE
from bailee.services.apps.identity import ACR_VALUES
from bailee.services.apps.provider import Consenting, Hint, Provider, Step
from bailee.services.apps.register import App, AppError, NewApp, Register
from bailee.services.apps.tokens import KINDS, Tokens

__all__ = [
    "ACR_VALUES",
    "KINDS",
    "SERVICE",
    "App",
    "AppError",
    "Apps",
    "Connected",
    "Connection",
    "Consenting",
    "Hint",
    "NewApp",
    "Provider",
    "Register",
    "Step",
    "Tokens",
]
