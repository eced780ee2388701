"""The registers that are public: who works for the house, which products of others are in it.

With the register of recipients and the policy they make the record of GDPR Art. 30(1). They are
about organizations and not about people, so they stand beside what is held and not in it.

Keeps: scope.third_party_products.
May be imported by: rights, pages, assembly.
"""

from bailee.rights.registers.entries import EntryError, Processor, Product
from bailee.rights.registers.record import COLUMNS, Activity, as_csv, as_json_ld, record
from bailee.rights.registers.registers import Register, Registers

__all__ = [
    "COLUMNS",
    "Activity",
    "EntryError",
    "Processor",
    "Product",
    "Register",
    "Registers",
    "as_csv",
    "as_json_ld",
    "record",
]
