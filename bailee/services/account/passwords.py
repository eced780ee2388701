"""What is kept of a password: salt and verifier, never the password (Argon2id, RFC 9106).

One stretch gives two halves: the first is compared, the second is a secret that can unlock the
member's keys and is never kept.

May be imported by: services.account.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from concurrent.futures import ThreadPoolExecutor

from argon2.low_level import Type, hash_secret_raw
from msgspec import Struct

__all__ = ["Password", "Stretched", "stretch", "suggest"]

_HALF = 32
_POOL = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Password(Struct, frozen=True):
    """What is kept; costs are kept with it, so that they can rise."""

    salt: bytes
    verifier: bytes
    memory_kib: int = 19_456
    rounds: int = 2

    @property
    def holder(self) -> str:
        """What its copy of the unlock key is held by: each password has its own."""
        return f"password:{self.salt.hex()}"


class Stretched(Struct, frozen=True):
    """The two halves."""

    verifier: bytes
    secret: bytes

    def is_of(self, password: Password) -> bool:
        """Whether this is the password, in constant time."""
        return hmac.compare_digest(self.verifier, password.verifier)


def nobodys() -> Password:
    """A password that nothing matches: an unknown name must cost what a known one does."""
    return Password(salt=b"\0" * 16, verifier=secrets.token_bytes(_HALF))


async def stretch(text: str, password: Password) -> Stretched:
    """Stretch what was typed, with the salt and costs of what is kept; 30 ms, off the loop."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_POOL, _stretch, text, password)


def _stretch(text: str, password: Password) -> Stretched:
    raw = hash_secret_raw(
        text.encode(),
        password.salt,
        time_cost=password.rounds,
        memory_cost=password.memory_kib,
        parallelism=1,
        hash_len=2 * _HALF,
        type=Type.ID,
    )
    return Stretched(raw[:_HALF], raw[_HALF:])


async def new(text: str) -> tuple[Password, Stretched]:
    """A new password, and its halves."""
    blank = Password(salt=secrets.token_bytes(16), verifier=b"")
    halves = await stretch(text, blank)
    return Password(blank.salt, halves.verifier), halves


def suggest(groups: int = 4) -> str:
    """A password that people can type: groups of four letters, about 20 bits each."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(groups))
