"""Wire formats and nothing of us: no ids, no vault, no policy, no clock, no files.

May be imported by: services, gateways, pages, assembly.
"""
