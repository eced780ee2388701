"""The few files that pages need: a style sheet, an icon, one small script. Held in memory.

Their addresses carry their content's hash, so that browsers keep them for good.
May be imported by: pages.
"""

from __future__ import annotations

from gzip import compress
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOLDER = Path(__file__).parent.parent / "static"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
FOR_GOOD = "public, max-age=31536000, immutable"


class Static(Struct, frozen=True):
    """One file, as it is and compressed."""

    media_type: str
    body: bytes
    zipped: bytes
    mark: str


def _read(path: Path) -> Static:
    body = path.read_bytes()
    return Static(
        media_type=MEDIA_TYPES[path.suffix],
        body=body,
        zipped=compress(body, 9, mtime=0),
        mark=sha256(body).hexdigest()[:12],
    )


class Statics:
    """All of them, by name: no path of a request ever reaches the file system."""

    def __init__(self) -> None:
        self._files = {
            path.name: _read(path) for path in FOLDER.iterdir() if path.suffix in MEDIA_TYPES
        }

    def address(self, name: str) -> str:
        """Where a page finds the file: `/static/bailee.css?v=…`."""
        return f"/static/{name}?v={self._files[name].mark}"

    def routes(self) -> list[Route]:
        """The route that serves them."""
        return [Route("/static/{name}", self._serve)]

    async def _serve(self, http: Request) -> Response:
        file = self._files.get(http.path_params["name"])
        if file is None:
            raise HTTPException(404)
        zipped = "gzip" in http.headers.get("accept-encoding", "")
        current = http.query_params.get("v") == file.mark
        headers = {"cache-control": FOR_GOOD if current else "no-cache", "vary": "accept-encoding"}
        if zipped:
            headers["content-encoding"] = "gzip"
        body = file.zipped if zipped else file.body
        return Response(body, media_type=file.media_type, headers=headers)
