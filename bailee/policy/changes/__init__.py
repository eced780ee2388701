"""What can differ between two versions of a policy, each difference with its plain words.

May be imported by: policy.compare.
"""
