"""The command line: one module per command, and the composition root that wires the rooms.

Serves the person at a terminal: it reads the clock, the time zone and the settings once, calls a
use case and renders the answer. What may be done is decided in `app` and below.
"""

import click

from hamstrong import __version__


@click.group()
@click.version_option(__version__, prog_name="hamstrong")
def main() -> None:
    """A home hamstring programme that listens to your pain."""
