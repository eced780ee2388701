"""Whose it is: where each subject stands, what they agreed to, what finds them.

May be imported by: vault.
"""
