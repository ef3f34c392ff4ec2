"""Build of the phone edition's folder: static files for any host, from what the package carries."""
