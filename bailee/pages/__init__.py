"""What people see: sign-in, ledger, choices, devices, export, erasure, and the policy itself.

Pages decide nothing: they show what rights and services answer, and say why not when refused.
The frame that every page stands in (sessions, guards, languages, rendering) is `pages.frame`.
May be imported by: assembly.
"""
