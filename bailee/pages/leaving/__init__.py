"""Pausing an account, closing it, changing one's mind; agreeing to another policy, or not.

May be imported by: pages.
"""
