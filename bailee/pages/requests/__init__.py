"""Requests, for whoever asks: members, and people without an account.

May be imported by: pages.
"""
