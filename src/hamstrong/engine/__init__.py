"""Engine: events in, state and decisions out, the pure part that prescribes or refuses.

Serves the decision alone. No clock, no input or output, no randomness, no clinical number (those
are in the pack) and no prose (that is in `words`); nothing but the standard library.
"""
