"""Forms as they come in: bounded, urlencoded, each field once.

May be imported by: pages.
"""

from __future__ import annotations

import asyncio
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.requests import Request

from bailee.terms import BaileeError, TooLargeError

LONGEST_S = 30.0
"""How long a form may take to come."""
MOST_BYTES = 64 * 1024
MOST_FIELDS = 32
MEDIA_TYPE = "application/x-www-form-urlencoded"

Form = dict[str, str]


class Uploaded(NamedTuple):
    """A file that came with a form: what it was called, and its bytes."""

    name: str
    body: bytes


class MalformedFormError(BaileeError):
    """A form that no page of ours sends."""


class MediaTypeError(BaileeError):
    """A body of another type than the forms of our pages."""


async def without_file(http: Request) -> tuple[Form, Uploaded | None]:
    """The fields of a form that has no file."""
    return await read(http), None


async def read(http: Request) -> Form:
    """The fields of a form.

    Raises `TooLargeError` past 64 KiB, `MediaTypeError`, `MalformedFormError`.
    """
    media_type = http.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != MEDIA_TYPE:
        raise MediaTypeError("a form must be sent as " + MEDIA_TYPE)
    return _fields(await _body(http))


async def _body(http: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(LONGEST_S):
            async for chunk in http.stream():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise TooLargeError(f"a form may have {MOST_BYTES} bytes at most")
    except TimeoutError as error:
        raise MalformedFormError("the form did not come whole") from error
    return bytes(body)


def _fields(body: bytes) -> Form:
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as error:
        raise MalformedFormError("the form could not be read") from error
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise MalformedFormError("a field of the form was given twice")
    return fields
