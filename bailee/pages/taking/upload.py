"""A form with a file in it, as browsers send it (RFC 7578): bounded, in memory, on no disk.

Keeps: security.rest.
May be imported by: pages.
"""

from __future__ import annotations

import asyncio
import re

from starlette.requests import Request

from bailee.pages.frame.forms import Form, MalformedFormError, MediaTypeError, Uploaded
from bailee.terms import TooLargeError

__all__ = ["MOST_BYTES", "read"]

MOST_BYTES = 32_000_000
LONGEST_S = 600.0
_MOST_PARTS, _MOST_VALUE = 8, 64 * 1024
_TYPE = re.compile(r'multipart/form-data;.*?boundary="?([^\s";]{1,70})"?', re.IGNORECASE)
_NAME = re.compile(r'[ ;]name="([^"\r\n]*)"')
_FILE = re.compile(r'[ ;]filename="([^"\r\n]*)"')


async def read(http: Request) -> tuple[Form, Uploaded | None]:
    """The fields of a form, and its file.

    Raises `TooLargeError` past 32 MB, `MediaTypeError`, `MalformedFormError`.
    """
    found = _TYPE.match(http.headers.get("content-type", ""))
    if found is None:
        raise MediaTypeError("a form with a file must be sent as multipart/form-data")
    return _parts(await _body(http), b"--" + found[1].encode())


async def _body(http: Request) -> bytearray:
    body = bytearray()
    try:
        async with asyncio.timeout(LONGEST_S):
            async for chunk in http.stream():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise TooLargeError(f"a file may have {MOST_BYTES // 1_000_000} MB at most")
    except TimeoutError as error:
        raise MalformedFormError("the form did not come whole") from error
    return body


def _parts(body: bytearray, mark: bytes) -> tuple[Form, Uploaded | None]:
    form, file, at = Form(), None, body.find(mark)
    for _ in range(_MOST_PARTS):
        at += len(mark)
        if at < len(mark) or body.startswith(b"--", at):
            return form, file
        head, end = body.find(b"\r\n\r\n", at), body.find(b"\r\n" + mark, at)
        if head < 0 or end < head + 4:
            break
        lines = bytes(body[at:head]).decode(errors="replace")
        name, filename = _NAME.search(lines), _FILE.search(lines)
        if name is None or name[1] in form:
            break
        if filename is not None:
            file = Uploaded(filename[1], bytes(body[head + 4 : end]))
        elif end - head > _MOST_VALUE:
            break
        else:
            form[name[1]] = bytes(body[head + 4 : end]).decode(errors="replace")
        at = end + 2
    raise MalformedFormError("the form could not be read")
