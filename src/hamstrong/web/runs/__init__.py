"""Runs: one that was really done, written down by hand or read from a watch's file."""

from pathlib import Path

from hamstrong.exchange.runs import MOST_BYTES
from hamstrong.web.runs.routes import ROUTES
from hamstrong.web.shell import Feature
from hamstrong.web.shell.body_limits import upload_limit

FEATURE = Feature(
    name="runs",
    folder=Path(__file__).parent,
    routes=ROUTES,
    bodies={"/runs/file": upload_limit(MOST_BYTES)},
)
