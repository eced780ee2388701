"""Commands about the work of those who answer for the data.

May be imported by: __main__.
"""
