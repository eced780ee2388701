"""Reading what a page's forms carry."""

from __future__ import annotations

import html
import re


def field_of(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, f"no field {name}"
    return html.unescape(found[1])


def options_of(page: str) -> str:
    """What the page asks a browser for a passkey, as JSON."""
    found = re.search(r'data-options="([^"]*)"', page)
    assert found is not None, "no passkey is asked for"
    return html.unescape(found[1])
