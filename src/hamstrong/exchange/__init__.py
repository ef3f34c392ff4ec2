"""Exchange formats of a diary or a plan: archive, calendar, tables.

Serves the person who wants to take data along or give it to somebody. It adds no fact of its own,
and whatever it writes can be read back or opened by an independent reader.
"""
