"""Forms of the desk, some of which bring a paper along.

May be imported by: pages.
"""

from __future__ import annotations

from starlette.requests import Request

from bailee.pages.frame import forms
from bailee.pages.taking import upload

__all__ = ["with_paper"]


async def with_paper(http: Request) -> tuple[forms.Form, forms.Uploaded | None]:
    """The fields of a form, and its file if it has one.

    Raises `TooLargeError`, `MediaTypeError`, `MalformedFormError`.
    """
    is_plain = http.headers.get("content-type", "").startswith(forms.MEDIA_TYPE)
    return await (forms.without_file(http) if is_plain else upload.read(http))
