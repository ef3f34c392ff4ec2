"""The features that the product serves, in no particular order: the menu has its own.

The one place that names them all.
"""

from __future__ import annotations

from hamstrong.web import api
from hamstrong.web.shell import Feature

FEATURES: tuple[Feature, ...] = (api.FEATURE,)
