"""Entrance pages of the shell: the ways in, and the menu."""

from __future__ import annotations

from hamstrong.web.shell import login, menu, pairing, start_link

ROUTES = (*start_link.ROUTES, *pairing.ROUTES, *login.ROUTES, *menu.ROUTES)
