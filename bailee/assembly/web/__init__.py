"""A house on its port: where it answers, what it shows, and how it is guarded.

Keeps: security.transport.
May be imported by: assembly, commands.
"""
