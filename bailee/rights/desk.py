"""What those who answer for the data work with, put together once.

May be imported by: pages, assembly.
"""

from __future__ import annotations

from msgspec import Struct

from bailee.rights.disclosure import Orders
from bailee.rights.guardians import Desk as WayOut
from bailee.rights.guardians import Discovery
from bailee.rights.registers import Registers
from bailee.rights.requests import Exercises, Requests
from bailee.rights.retention import Holds, Reports
from bailee.rights.roles import Roles
from bailee.rights.staff import Grants, Looks
from bailee.rights.states import States
from bailee.vault import Vault

__all__ = ["Desk"]


class Desk(Struct, frozen=True, kw_only=True):
    """Rights with somebody who answers for them: knows no service."""

    roles: Roles
    discovery: Discovery
    requests: Requests
    exercises: Exercises
    holds: Holds
    retention: Reports
    grants: Grants
    looks: Looks
    registers: Registers
    orders: Orders

    @classmethod
    def of(cls, vault: Vault, way_out: WayOut, states: States) -> Desk:
        """Over the vault; `way_out` carries letters, `states` says where accounts stand."""
        roles = Roles(vault)
        requests = Requests(vault, way_out, roles)
        grants = Grants(vault, roles, way_out)
        return cls(
            roles=roles,
            discovery=Discovery(vault, way_out, states, roles),
            requests=requests,
            exercises=Exercises(vault, requests, states),
            holds=Holds(vault, way_out),
            retention=Reports(vault),
            grants=grants,
            looks=Looks(vault, grants, way_out),
            registers=Registers(vault),
            orders=Orders.of(vault, way_out, roles),
        )
