"""The same policy and the same questions, for each who decides.

May be imported by: bench.
"""
