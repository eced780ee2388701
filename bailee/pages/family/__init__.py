"""The pages of children, guardians, and the officer who settles who is one.

May be imported by: pages.
"""
