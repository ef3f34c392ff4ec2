"""`hamstrong phone`: the phone edition as a folder for a static host."""

from __future__ import annotations

from pathlib import Path

import click

from hamstrong.cli.exits import Ended, Exit


@click.group("phone")
def phone_command() -> None:
    """Write the phone edition, which runs in a phone's browser without a server.

    \b
    Example:
      hamstrong phone build public/
    """  # noqa: D301  click wants the backspace itself


@phone_command.command("build")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--zip",
    "zip_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write one file to hand on, too: the folder and how to publish it.",
)
def build_command(folder: Path, zip_file: Path | None) -> None:
    """Write the phone edition into FOLDER, as static files for any host.

    Every file is checked against the list of contents. A folder that holds an older edition is
    replaced, one that holds anything else is left alone.

    \b
    Examples:
      hamstrong phone build public/
      hamstrong phone build public/ --zip hamstrong-phone.zip
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.phone.build.contents import EditionFault  # noqa: PLC0415
    from hamstrong.phone.build.folder import write_folder  # noqa: PLC0415
    from hamstrong.phone.build.zip_file import write_zip  # noqa: PLC0415

    try:
        contents = write_folder(folder)
    except EditionFault as fault:
        raise Ended(Exit.WRONG_INPUT, str(fault)) from None
    click.echo(f"Edition {contents.edition}: {len(contents.files)} files in {folder}")
    if zip_file is not None:
        write_zip(folder, zip_file)
        click.echo(f"The same as one file, with a page how to publish it: {zip_file}")
