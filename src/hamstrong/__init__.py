"""Hamstrong: a home hamstring rehabilitation programme, gated by pain.

This package holds the version alone; every concern has a package of its own, and
`pyproject.toml` states which package may import which.
"""

__version__ = "0.1.0"
