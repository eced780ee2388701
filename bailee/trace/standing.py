"""How far each promise is: kept, how, or waiting for what.

A promise is kept by code, which signs for it, or by construction, which has nothing to sign; either
way a test proves it. The catalogue says what a promise still waits for; one that waits for nothing
and is not kept is a defect, which the house tests find.

May be imported by: trace.
"""

from __future__ import annotations

from enum import StrEnum

from bailee.terms import ClauseId
from bailee.trace.collect import Trace


class Standing(StrEnum):
    """How far a promise is."""

    CODE = "kept by code"
    CONSTRUCTION = "kept by construction"
    EXCEPTION = "an exception"
    TODO = "to do"
    BROKEN = "said and not kept"


BY_CONSTRUCTION: dict[ClauseId, str] = {
    ClauseId("access.free"): "there is no payment anywhere in the house"
}
"""What cannot be broken, because there is nothing that could; and why."""

EXCEPTIONS: dict[ClauseId, str] = {}
"""What no software can keep; and why."""


def stand(clause: ClauseId, trace: Trace, *, needs: str) -> Standing:
    """Tell how far a promise is, by what was found for it and what the catalogue says it needs."""
    if clause in EXCEPTIONS:
        return Standing.EXCEPTION
    if needs:
        return Standing.TODO
    if clause in BY_CONSTRUCTION and trace.tests:
        return Standing.CONSTRUCTION
    if trace.modules and trace.tests:
        return Standing.CODE
    return Standing.BROKEN


def is_kept(standing: Standing) -> bool:
    """Tell whether a promise is kept, however it is."""
    return standing in {Standing.CODE, Standing.CONSTRUCTION}
