"""Lint of a protocol pack: every fault at once, with file, key, value and what would be right.

Serves the author of a pack. It needs the body (poses within a track's limits) and the engine
(a plan fits its days and minutes), which is why these checks are not in the loader.
"""
