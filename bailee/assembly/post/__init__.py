"""Who carries letters and text messages: the terminal, an SMTP server, a gateway for texts.

May be imported by: assembly, commands.
"""
