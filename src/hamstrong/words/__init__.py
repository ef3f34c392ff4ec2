"""Decisions, rules and exercises in plain language, one language at a time.

Serves the person who reads. It decides nothing: it turns typed values into sentences, so that no
rule elsewhere needs to know a language.
"""
