"""What members' own programs may ask of their account, as JSON.

It describes itself at `/api/openapi.json` (OpenAPI 3.1).

May be imported by: assembly.
"""

from bailee.gateways.api.app import BASE, api_app
from bailee.gateways.api.desks import Desks

__all__ = ["BASE", "Desks", "api_app"]
