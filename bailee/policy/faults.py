"""What is wrong with a policy file: gathered, and told all at once.

May be imported by: policy, commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from msgspec import Struct

from bailee.terms import BaileeError

_MOST_TOLD = 12


class Fault(Struct, frozen=True, order=True):
    """One thing that is wrong, where, and what would be right."""

    line: int
    message: str
    fix: str


class PolicyError(BaileeError):
    """The file is not a policy; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: Sequence[Fault], *, origin: str) -> None:
        self.faults = tuple(sorted(faults))
        self.origin = origin
        lines = [f"{origin}:{fault.line}: {fault.message}; {fault.fix}" for fault in self.faults]
        super().__init__("\n".join(lines), hint="`bailee policy reference` shows every key")


def suggest(word: str, known: Iterable[str]) -> str:
    """Say what was probably meant, or what there is: the `fix` of an unknown word."""
    names = sorted(known)
    near = get_close_matches(word.casefold(), names, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    if not names:
        return "leave it out"
    more = f" and {len(names) - _MOST_TOLD} more" if len(names) > _MOST_TOLD else ""
    return f"there is {', '.join(names[:_MOST_TOLD])}{more}"
