"""Pausing an account, closing it, changing one's mind.

May be imported by: pages.
"""
