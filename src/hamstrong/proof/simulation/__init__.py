"""Simulated people who take a course through the real engine, day by day.

Serves the expected courses of a pack (`protocol.courses`): when each milestone comes and what each
week holds. Proves nothing; no rule of the programme is repeated here.
"""
