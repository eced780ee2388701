"""The policy as a value: load it, ask it, compare it, publish it.

Keeps: class.personal, class.combined, use.service, children.no_disclosure, change.no_reduction.
May be imported by: every room above; it imports only `terms` and does nothing in the world.
"""
