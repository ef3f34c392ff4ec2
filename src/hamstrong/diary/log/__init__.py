"""Log store: the diary in one append-only file, with the standard library alone.

For a device that has one program and no database, and for the fastest start.
"""
