"""What people may ask, written once: no right knows a service, no service knows a right.

May be imported by: services, gateways, pages, assembly.
"""
