"""SQL stores: the diary in a SQLite file or a PostgreSQL database.

Imported only when such a diary is opened, since SQLAlchemy takes longer to import than everything
else of a start.
"""
