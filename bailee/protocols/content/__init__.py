"""What cards and calendars are written in: folded lines, parameters, escaped text (RFC 5545 §3.1).

May be imported by: protocols.vcard, protocols.ical.
"""
