"""How what is held ends: erased on demand, expired by the policy.

May be imported by: vault.
"""
