"""Migrations that make the tables, step by step; run by `hamstrong.diary.sql.migration` alone."""
