"""CLI: one module per command, and the composition root that wires the packages.

Serves the person at a terminal: it reads the clock, the time zone and the settings once, calls a
use case and renders the answer. What may be done is decided in `app` and below. A command's module
is imported when it is called, so that every start is quick.
"""

from __future__ import annotations

from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from hamstrong import __version__
from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import errors_shown
from hamstrong.cli.garbage_collection import collecting_rarely

COMMANDS: dict[str, tuple[str, str]] = {
    "start": ("start", "start_command"),
    "today": ("today", "today_command"),
    "checkin": ("checkin", "checkin_command"),
    "log": ("log", "log_command"),
    "test": ("self_test", "test_command"),
    "return": ("return_to_sport", "return_command"),
    "sitting": ("sitting", "sitting_command"),
    "appointment": ("appointment", "appointment_command"),
    "report": ("report", "report_command"),
    "stop": ("stop", "stop_command"),
    "why": ("why", "why_command"),
    "whatif": ("whatif", "whatif_command"),
    "plan": ("plan", "plan_command"),
    "back": ("back", "back_command"),
    "correct": ("correct", "correct_command"),
    "clearance": ("clearance", "clearance_command"),
    "approve": ("approve", "approve_command"),
    "cap": ("cap", "cap_command"),
    "settings": ("settings", "settings_command"),
    "replay": ("replay", "replay_command"),
    "export": ("export", "export_command"),
    "move": ("move", "move_command"),
    "stay": ("move", "stay_command"),
    "import": ("archive_import", "import_command"),
    "backup": ("backup", "backup_command"),
    "restore": ("restore", "restore_command"),
    "erase": ("erase", "erase_command"),
    "lint": ("lint", "lint_command"),
    "prove": ("prove", "prove_command"),
    "courses": ("courses", "courses_command"),
    "doctor": ("doctor", "doctor_command"),
    "figure": ("figure", "figure_command"),
    "serve": ("serve", "serve_command"),
    "phone": ("phone", "phone_command"),
    "password": ("password", "password_command"),
}
"""Name of each command, its module in this folder, and the command in it."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are needed; errors become messages."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  click's signature
        cmd_name: str,
    ) -> click.Command | None:
        found = COMMANDS.get(cmd_name)
        if found is None:
            return None
        module = import_module(f"hamstrong.cli.{found[0]}")
        command: click.Command = getattr(module, found[1])
        return command

    def main(self, *args: Any, **kwargs: Any) -> Any:
        with collecting_rarely():
            return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with errors_shown():
            done = super().invoke(ctx)
            if isinstance(ctx.obj, Terminal) and ctx.obj.unshown:
                from hamstrong.cli.notices import show_what_holds_now  # noqa: PLC0415  few need it

                show_what_holds_now(ctx.obj)
            return done


def _a_date(
    _context: click.Context, _parameter: click.Parameter, value: datetime | None
) -> date | None:
    return None if value is None else value.date()


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="hamstrong")
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path),
    help="Folder of the diary. Default: your user data folder, or $HAMSTRONG_DATA_DIR.",
)
@click.option(
    "--pack",
    type=click.Path(path_type=Path),
    help="Folder of another protocol pack. Default: the hamstring pack, or $HAMSTRONG_PACK.",
)
@click.option("--person", help="Whose diary: the beginning of an id, or 'new'.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_a_date,
    help="Pretend that it is noon of this day. For trying out, with a --data-dir of its own.",
)
@click.option("--zone", help="Time zone, such as Europe/Berlin. Default: this machine's.")
@click.option(
    "--new-diary", is_flag=True, help="Begin anew where the file of a diary is gone or empty."
)
@click.option("--timers", is_flag=True, help="Count holds and rests down in a session.")
@click.pass_context
def main(
    context: click.Context,
    *,
    data_dir: Path | None,
    pack: Path | None,
    person: str | None,
    today: date | None,
    zone: str | None,
    new_diary: bool,
    timers: bool,
) -> None:
    """A home hamstring programme that listens to your pain.

    Without a command it guides you through what is due now: a few questions, the morning check,
    today's session.

    \b
    Examples:
      hamstrong                    what is due now, step by step
      hamstrong today              today's plan, without starting it
      hamstrong why                why it is so
      hamstrong --help             all commands

    Pain that gets worse, a pop, numbness or swelling: stop and see someone. Chest pain, sudden
    breathlessness, or new trouble with bladder or bowel: call your emergency number now.
    """  # noqa: D301  click wants the backspace itself
    context.obj = Terminal(
        data_dir, person, today, zone, timers=timers, pack_option=pack, new_diary=new_diary
    )
    if context.invoked_subcommand is None:
        from hamstrong.cli.guided import guide  # noqa: PLC0415  only this way needs it

        guide(context.obj)
