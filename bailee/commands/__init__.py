"""The command line, a module for each noun: it reads options, asks the house, and prints.

May be imported by: __main__.
"""
