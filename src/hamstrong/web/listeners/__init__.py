"""Listeners of the web app: ports, certificates for the home network, the servers themselves.

Serves the command line. What a request may do is decided in `web.shell`; here it is only decided
who can reach it at all: this machine, and the home network when asked to.
"""
