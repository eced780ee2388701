"""What members take away and bring along: receipts, and data from elsewhere.

May be imported by: pages.
"""
