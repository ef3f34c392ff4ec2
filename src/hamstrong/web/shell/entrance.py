"""Entrance pages of the shell: the ways in, and the way out."""

from __future__ import annotations

from hamstrong.web.shell import login, logout, pairing, start_link

ROUTES = (*start_link.ROUTES, *pairing.ROUTES, *login.ROUTES, *logout.ROUTES)
