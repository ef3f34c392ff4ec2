"""A diary or a plan in the formats of the world outside: archive, calendar, tables.

Serves the person who wants to take data along or hand it over. It adds no fact of its own, and
whatever it writes can be read back or opened by an independent reader.
"""
