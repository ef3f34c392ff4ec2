"""Capacity: whether what a stage owes and its gate names fits a person's places and minutes."""
