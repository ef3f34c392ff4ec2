"""The use cases: what a person can do, once, for every face that offers it.

Serves the faces (command line, later the web) with one function per intention. It wires pack,
engine and diary together and holds neither clinical rule, nor rendering, nor transport.
"""
