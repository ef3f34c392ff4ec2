"""Proof: the reachable states of each component, and the safety invariants that hold in them.

Serves the safety case, and virtual patients on the compiled tables (`cohort`). The packages that
serve a person never import this one: they read its report as a file.
"""
