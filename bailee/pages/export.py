"""A copy to take along: everything held about a member, as one ZIP file.

Keeps: access.self, access.identity.
May be imported by: pages.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bailee.pages.entry.proof import proof, told
from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.pages.requests.doing import did
from bailee.rights.export import NOTHING
from bailee.rights.requests import Kind
from bailee.services.account import SignInError


async def _export(visit: MemberVisit) -> Response:
    return await _page(visit)


async def _page(visit: MemberVisit, *, status: int = 200, wrong: str = "") -> Response:
    held = await visit.site.ledger.held(visit.session.subject)
    return visit.show(
        "export.html",
        status=status,
        held=held,
        copies=await visit.site.export.copies(visit.session.subject),
        proof=await proof(visit, wrong=wrong),
    )


async def _take(visit: MemberVisit) -> Response:
    if not visit.is_confirmed:
        try:
            await visit.confirm()
        except SignInError as error:
            return await _page(visit, status=422, wrong=await told(visit, error))
    day = visit.speech.stamp(visit.site.clock.now())[:10]
    copies = await visit.site.export.copies(visit.session.subject)
    chunks = visit.site.export.stream(
        visit.session.subject,
        actor=visit.session.actor,
        language=visit.speech.code,
        earlier=copies.get(visit.form.get("since", ""), NOTHING),
    )
    # The first chunk comes before the first header: a refusal is then told as one.
    first = await anext(chunks, b"")
    await did(visit, Kind.COPY)
    return StreamingResponse(
        _rejoined(first, chunks),
        media_type="application/zip",
        headers={"content-disposition": f'attachment; filename="bailee-{day}.zip"'},
    )


async def _rejoined(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for chunk in rest:
        yield chunk


def routes(doors: Doors) -> list[Route]:
    """The copy."""
    return [doors.member("/me/export", show=_export, take=_take)]
