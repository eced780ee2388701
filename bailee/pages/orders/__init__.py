"""What leaves by a case, as everybody and as each member can read it.

May be imported by: pages.
"""
