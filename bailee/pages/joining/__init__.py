"""The pages on which people become members, and tell of themselves.

May be imported by: pages.
"""
