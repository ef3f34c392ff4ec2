"""The making of the tables, step by step; run by `hamstrong.diary.migrating`, never by hand."""
