"""What members are told: on the site, by mail and by text message.

Keeps: use.notices.
May be imported by: services, pages, gateways, assembly.
"""
