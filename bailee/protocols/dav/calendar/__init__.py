"""What calendars are asked for, as values and in XML (RFC 4791).

May be imported by: protocols, gateways.dav.
"""
