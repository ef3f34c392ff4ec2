"""Standing the web app on its sockets: ports, certificates for the house, the servers themselves.

Serves the command line. What a request may do is decided in `web.shell`; here it is only decided
who can reach it at all: this machine, and the house when asked to.
"""
