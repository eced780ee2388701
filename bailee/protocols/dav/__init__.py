"""WebDAV and CardDAV on the wire: requests read into commands, multistatus written.

RFC 4918 class 1 and 3, 3744 (reading), 5397, 5689, 6352, 6578, 8144. `parse` gives `commands`, by
way of `headers`, `bodies` and `reports`; a query's conditions are `filters`; `write` and `form`
make answers; `errors` name what was broken; `xml` reads safely.

May be imported by: protocols.vcard (filters), gateways, services.cloud.
"""
