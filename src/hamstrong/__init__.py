"""Hamstrong: a home hamstring rehabilitation programme, gated by pain.

This package only carries the version; every concern has a room of its own, and
`pyproject.toml` states which room may import which.
"""

__version__ = "0.1.0"
