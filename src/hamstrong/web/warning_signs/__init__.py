"""Warning signs: the list, reporting one, a go-ahead recorded, a sign asked again."""

from pathlib import Path

from hamstrong.web.shell import Feature
from hamstrong.web.warning_signs.routes import ROUTES

FEATURE = Feature(name="warning_signs", folder=Path(__file__).parent, routes=ROUTES)
