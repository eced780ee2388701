"""What members prove who they are with, beside a password: passkeys, one-time and recovery codes.

Keeps: use.safety, account.service.
May be imported by: services.account.
"""
