"""What the operator enters in the registers, and the record that is printed from them.

May be imported by: assembly.
"""

from __future__ import annotations

from typing import Any

import msgspec

from bailee.assembly.house import House
from bailee.rights.registers import EntryError, Processor, Product, as_csv, as_json_ld, record

__all__ = [
    "add_processor",
    "add_product",
    "list_processors",
    "list_products",
    "remove_processor",
    "remove_product",
    "show_record",
]

Answer = dict[str, Any]


async def add_processor(house: House, *, entry: Answer) -> Answer:
    """Enter who works for the operator."""
    try:
        found = msgspec.convert(entry, Processor)
    except msgspec.ValidationError as error:
        raise EntryError(f"this is no entry: {error}") from None
    made = await house.desk.registers.enter_processor(found)
    return _told(made)


async def list_processors(house: House) -> Answer:
    """Every processor, oldest first."""
    return {"processors": [_told(one) for one in house.desk.registers.processors.all()]}


async def remove_processor(house: House, *, name: str) -> Answer:
    """Take one out."""
    await house.desk.registers.processors.strike(name)
    return {"removed": name}


async def add_product(house: House, *, name: str, called: str, maker: str, policy: str) -> Answer:
    """Enter a product of others."""
    entry = Product(id=name, name=called, maker=maker, policy=policy)
    return _told(await house.desk.registers.enter_product(entry))


async def list_products(house: House) -> Answer:
    """Every product of others, oldest first."""
    return {"products": [_told(one) for one in house.desk.registers.products.all()]}


async def remove_product(house: House, *, name: str) -> Answer:
    """Take one out."""
    await house.desk.registers.products.strike(name)
    return {"removed": name}


async def show_record(house: House) -> Answer:
    """The record of GDPR Art. 30(1), as a table and as JSON-LD."""
    policy = house.vault.policy
    rows = record(
        policy,
        recipients=house.apps.recipients.all(),
        processors=house.desk.registers.processors.all(),
    )
    return {"csv": as_csv(policy, rows), "json_ld": as_json_ld(policy, rows)}


def _told(entry: Processor | Product) -> Answer:
    found: Answer = msgspec.to_builtins(entry)
    return found
