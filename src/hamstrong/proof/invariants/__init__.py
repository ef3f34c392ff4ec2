"""The safety invariants S1-S19: one plain sentence each, and the checks that hold them."""
