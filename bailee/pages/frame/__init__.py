"""What every page stands in: who visits, in which language, from where, and what may be said.

May be imported by: pages.
"""
