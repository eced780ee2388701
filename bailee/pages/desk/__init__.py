"""The desk of those who answer for the data. For everybody else there are no such pages.

May be imported by: pages.
"""
