"""Protocol pack: its typed model, and the loader that reads the files.

Serves everyone who needs to know what the published scheme says. It interprets nothing:
criteria are values here, evaluated in `engine`, described in `words` and checked in `lint`.
Only the loader reads files and YAML; the model needs nothing but the standard library.
"""
