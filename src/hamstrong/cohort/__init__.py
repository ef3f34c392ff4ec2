"""Virtual patients on the compiled tables: whole groups advanced a day at a time.

Serves questions that one person cannot answer, such as how long a ladder takes a thousand. What
a day leads to is the engine's own, tabled by `proof`; nothing here decides anything.
"""
