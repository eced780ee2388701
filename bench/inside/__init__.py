"""Bailee measured from the inside: the vault without a server, and the server without its door.

May be imported by: bench.
"""
