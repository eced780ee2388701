"""Bailee measured, in ratios: each peer in the same run on the same machine.

May be imported by: nobody; scripts, started by hand with `python -m bench.NAME`. No test is timed.
"""
