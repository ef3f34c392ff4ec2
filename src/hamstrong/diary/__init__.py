"""The append-only log of what happened, its snapshots and its projections.

Serves durability and order: events are accepted once, kept as they were recorded and replayed in
that order. What an event means is the engine's business, how it is asked for the faces'.
"""
