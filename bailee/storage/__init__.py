"""Keeps bytes and never looks inside.

`Database` is the engine: reads inline, writes through one thread that commits what has gathered.
The other modules are the statements, one module per kind of row; each takes a `Tx` and knows
neither keys nor policy.

May be imported by: vault, assembly.
"""

from bailee.storage.engine import Database, Tx
from bailee.storage.keystore import SqliteKeys, house_of

__all__ = ["Database", "SqliteKeys", "Tx", "house_of"]
