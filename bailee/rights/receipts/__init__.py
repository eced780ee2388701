"""Receipts: what was erased, what stays and why, and from when no backup can be read; signed.

May be imported by: rights, pages, assembly.
"""

from bailee.rights.receipts.receipt import SIGNED_AS, Receipt, Withheld, found_in, key_of
from bailee.rights.receipts.receipts import Filed, ReceiptError, Receipts

__all__ = [
    "SIGNED_AS",
    "Filed",
    "Receipt",
    "ReceiptError",
    "Receipts",
    "Withheld",
    "found_in",
    "key_of",
]
