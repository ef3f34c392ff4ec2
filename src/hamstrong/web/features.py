"""The features that the product serves, in no particular order: the menu has its own.

The one place that names them all.
"""

from __future__ import annotations

from hamstrong.web import (
    api,
    checkin,
    data,
    learn,
    library,
    plan,
    player,
    progress,
    settings,
    today,
    triage,
    warning_signs,
    welcome,
)
from hamstrong.web.shell import Feature

FEATURES: tuple[Feature, ...] = (
    api.FEATURE,
    checkin.FEATURE,
    data.FEATURE,
    learn.FEATURE,
    library.FEATURE,
    plan.FEATURE,
    player.FEATURE,
    progress.FEATURE,
    settings.FEATURE,
    today.FEATURE,
    triage.FEATURE,
    warning_signs.FEATURE,
    welcome.FEATURE,
)
