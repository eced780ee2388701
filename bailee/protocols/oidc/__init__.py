"""OpenID Connect and the OAuth 2.0 under it, as a provider reads and writes them.

OpenID Connect Core and Discovery 1.0, RP-Initiated Logout 1.0; RFC 6749, 6750, 7009, 7591, 7636,
7662, 8252, 8414, 9207. The code flow, with PKCE by S256 and no other.

May be imported by: services.apps, gateways.oidc, pages.
"""
