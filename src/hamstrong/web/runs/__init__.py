"""Runs: one that was really done, written down by hand or read from a watch's file."""

from pathlib import Path

from hamstrong.web.runs.routes import ROUTES
from hamstrong.web.shell import Feature

FEATURE = Feature(name="runs", folder=Path(__file__).parent, routes=ROUTES)
