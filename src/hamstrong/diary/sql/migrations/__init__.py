"""The making of the tables, step by step; run by `hamstrong.diary.sql.migration`, never by hand."""
