"""What the operator may see and do of the work of those who answer for the data.

May be imported by: assembly.
"""
