"""Adapters: one module per family of the engine's components, none with a rule of its own."""
