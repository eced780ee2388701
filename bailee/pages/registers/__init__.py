"""The registers as everybody reads them.

May be imported by: pages.
"""
