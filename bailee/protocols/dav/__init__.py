"""WebDAV and CardDAV on the wire: requests read into commands, multistatus written.

RFC 4918 class 1 and 3, 3744 (reading), 5397, 5689, 6352, 6578, 8144. Modules: `filters` (what a
query asks), `xml` (safe reading), `commands`, `parse`, `write`, `errors`.

May be imported by: gateways.dav.
"""
