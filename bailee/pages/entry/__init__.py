"""Coming in, going out, and what one comes in with.

Keeps: access.identity, use.safety.
May be imported by: pages.
"""
