"""Where a protocol meets a service: who calls, what is answered, and the only HTTP statuses.

May be imported by: assembly.
"""
