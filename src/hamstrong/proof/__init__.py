"""The reachable states of each component, and the safety invariants that hold in all of them.

Serves the safety case. What serves a person never imports this room: the running programme reads
a report, and needs no proof to start.
"""
