"""How a policy file is read: its language, its tables, its lines, and what services declare.

May be imported by: policy.
"""
