"""What people come for. A service declares what it collects and for what, and knows no right.

May be imported by: gateways, pages, assembly. No service imports another.
"""
