"""Bailee: a device cloud that can only do what its privacy policy says."""

__version__ = "0.1.0"
