"""The published description of the interface, made of its operations and types (OpenAPI 3.1.1).

May be imported by: gateways.api.
"""

from __future__ import annotations

import re
from typing import Any, Final

from msgspec import json

from bailee import __version__
from bailee.gateways.api import values
from bailee.gateways.api.operations import OPERATIONS, Operation

__all__ = ["CSRF", "PART", "description"]

CSRF: Final = "x-csrf-token"
"""The header that a request which changes something must carry: `csrf` of `me`."""
PART: Final = r"[a-z0-9-]{1,64}"
"""What a part of a path may be."""
_REFERENCE: Final = "#/components/schemas/{name}"
_PROBLEMS: Final = {
    "400": "What was sent is not as the schema says.",
    "401": "Nobody is signed in.",
    "403": "The policy says no, or the token does not belong to this session.",
    "404": "There is nothing here for this member.",
    "405": "This path has other methods.",
    "408": "The body did not come in time.",
    "413": "The body is too large.",
    "415": "The body is not JSON.",
    "503": "Nothing can be kept or opened at the moment.",
}


def description(*, base: str, cookie: str) -> bytes:
    """The document as JSON. `cookie`: what the session's cookie is called here."""
    types = [
        values.Problem,
        *(kind for one in OPERATIONS for kind in (one.takes, one.gives) if kind),
    ]
    _, schemas = json.schema_components(types, ref_template=_REFERENCE)
    paths: dict[str, dict[str, Any]] = {}
    for one in OPERATIONS:
        paths.setdefault(base + one.path, {})[one.method.lower()] = _operation(one)
    return json.encode(
        {
            "openapi": "3.1.1",
            "info": {
                "title": "Bailee",
                "version": __version__,
                "summary": "What a member's own programs may ask of their account.",
                "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
            },
            "servers": [{"url": "/"}],
            "paths": paths,
            "components": {
                "schemas": schemas,
                "securitySchemes": {
                    "session": {"type": "apiKey", "in": "cookie", "name": cookie},
                    "csrf": {"type": "apiKey", "in": "header", "name": CSRF},
                },
            },
        }
    )


def _operation(one: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.says,
        "parameters": [*_parts(one), *(_query() if one.is_paged else ())],
        "responses": {**_success(one), **_failures()},
        "security": [{"session": []} if one.is_safe else {"session": [], "csrf": []}],
    }
    if one.takes:
        told["requestBody"] = {
            "required": True,
            "content": {"application/json": _schema(one.takes)},
        }
    return told


def _parts(one: Operation) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "pattern": f"^{PART}$"},
        }
        for name in re.findall(r"\{(\w+)\}", one.path)
    ]


def _query() -> list[dict[str, Any]]:
    _, schemas = json.schema_components([values.Page])
    fields: dict[str, Any] = schemas["Page"]["properties"]
    return [
        {"name": name, "in": "query", "required": False, "schema": schema}
        for name, schema in fields.items()
    ]


def _success(one: Operation) -> dict[str, Any]:
    if one.gives is None:
        return {"204": {"description": "Done."}}
    content = {"application/json": _schema(one.gives)}
    return {"200": {"description": one.says, "content": content}}


def _failures() -> dict[str, Any]:
    content = {"application/problem+json": _schema(values.Problem)}
    return {status: {"description": says, "content": content} for status, says in _PROBLEMS.items()}


def _schema(kind: type) -> dict[str, Any]:
    return {"schema": {"$ref": _REFERENCE.format(name=kind.__name__)}}
