"""What one promise of the catalogue is made of.

May be imported by: policy.
"""

from __future__ import annotations

from msgspec import Struct

from bailee.terms import ClauseId


class Value(Struct, frozen=True):
    """A number that the file declares with a promise, within bounds; `usual` if it is not said."""

    name: str
    least: int
    most: int
    usual: int
    what: str
    more_is_better: bool = False
    """For the people whose data it is."""


class Clause(Struct, frozen=True, kw_only=True):
    """One promise that the software can keep: its id, and our own sentence in each language.

    `needs` names the service that is not there yet: nothing of the clause happens until it is.
    `is_allowance` tells a sentence that lets the operator do something from one that binds them.
    `evidence` is the least that a case of disclosure under this clause must demand.
    """

    id: ClauseId
    says: dict[str, str]
    needs: str = ""
    is_allowance: bool = False
    evidence: frozenset[str] = frozenset()
    values: tuple[Value, ...] = ()

    @property
    def chapter(self) -> str:
        """The chapter: `share` of `share.agency`."""
        return self.id.partition(".")[0]

    @property
    def is_case(self) -> bool:
        """Whether only a `[case.NAME]` can keep it."""
        return bool(self.evidence)


def clause(
    name: str,
    en: str,
    de: str,
    *,
    needs: str = "",
    is_allowance: bool = False,
    evidence: tuple[str, ...] = (),
    values: tuple[Value, ...] = (),
) -> Clause:
    """Write one line of the catalogue."""
    return Clause(
        id=ClauseId(name),
        says={"en": en, "de": de},
        needs=needs,
        is_allowance=is_allowance,
        evidence=frozenset(evidence),
        values=values,
    )
