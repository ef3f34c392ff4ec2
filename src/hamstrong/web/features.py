"""The features that the product serves, in no particular order: the menu has its own.

The one place that names them all.
"""

from __future__ import annotations

from hamstrong.web import (
    about,
    api,
    appointments,
    checkin,
    data,
    exercise_pain,
    learn,
    legs,
    library,
    loads,
    maintenance,
    outcomes,
    outside,
    plan,
    player,
    printing,
    progress,
    rules,
    runs,
    self_tests,
    settings,
    sport,
    today,
    triage,
    warning_signs,
    welcome,
)
from hamstrong.web.shell import Feature

FEATURES: tuple[Feature, ...] = (
    about.FEATURE,
    api.FEATURE,
    appointments.FEATURE,
    checkin.FEATURE,
    data.FEATURE,
    exercise_pain.FEATURE,
    learn.FEATURE,
    legs.FEATURE,
    library.FEATURE,
    loads.FEATURE,
    maintenance.FEATURE,
    outcomes.FEATURE,
    outside.FEATURE,
    plan.FEATURE,
    player.FEATURE,
    printing.FEATURE,
    progress.FEATURE,
    rules.FEATURE,
    runs.FEATURE,
    self_tests.FEATURE,
    settings.FEATURE,
    sport.FEATURE,
    today.FEATURE,
    triage.FEATURE,
    warning_signs.FEATURE,
    welcome.FEATURE,
)
