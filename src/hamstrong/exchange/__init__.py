"""Exchange formats of a diary or a plan: archive, calendar, tables.

Serves the person who wants to take data along or hand it over. It adds no fact of its own, and
whatever it writes can be read back or opened by an independent reader.
"""
