"""The way in: a proof, a session, the same proof again for what matters, and the way out.

Keeps: account.service, use.safety, access.identity.
May be imported by: services.account.
"""
