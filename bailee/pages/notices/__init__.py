"""What members are told, on the site: the inbox, the topics, and the link that ends one.

May be imported by: pages.
"""
