"""`hamstrong replay`: a diary file in, one decision a day out, the same bytes every time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hamstrong.cli.context import Terminal

if TYPE_CHECKING:
    from hamstrong.app import Replayed
    from hamstrong.protocol.model import Pack
    from hamstrong.words import Words


@click.command("replay")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One line of canonical JSON a day.")
@click.option("--as-of", type=click.IntRange(min=0), help="Only the facts up to this number.")
@click.pass_obj
def replay_command(terminal: Terminal, file: Path, as_json: bool, as_of: int | None) -> None:
    """Replay the diary in FILE, an archive made by `hamstrong export`.

    Prints one decision a day, as it was when the day ended. Equal facts, pack and engine give
    equal bytes. Plans that come out otherwise under this version are marked. No diary of yours is
    opened or changed.

    \b
    Examples:
      hamstrong replay diary.jsonl
      hamstrong replay diary.jsonl --json | sha256sum
      hamstrong replay diary.jsonl --as-of 120
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.app import replay, to_json  # noqa: PLC0415
    from hamstrong.engine.engine import Engine  # noqa: PLC0415
    from hamstrong.exchange.archive import read_archive  # noqa: PLC0415

    with file.open("rb") as stream:
        archive = read_archive(stream)
    archive.require_facts()
    words = terminal.words_without_diary()
    pack = words.pack
    for day in replay(Engine(pack), archive.facts, as_of):
        click.echo(to_json(day) if as_json else _line(pack, words, day))


def _line(pack: Pack, words: Words, day: Replayed) -> str:
    from hamstrong.app import date_text  # noqa: PLC0415

    plans = "".join(f"  ({words.say(f'plans.{state}')})" for _, state in day.plans
                    if state != "same")  # fmt: skip
    return f"{date_text(day.day)}  {_decision(pack, words, day)}{plans}"


def _decision(pack: Pack, words: Words, day: Replayed) -> str:
    from hamstrong.engine.decide.decisions import Refusal  # noqa: PLC0415

    decision = day.decision
    if isinstance(decision, Refusal):
        rules = ", ".join(reason.rule for reason in decision.reasons)
        return f"{words.refusal(decision).title} ({rules})"
    stages = " ".join(f"{limb}:{stage}" for limb, stage in decision.stages)
    items = ", ".join(f"{item.rung}/{item.side}x{item.sets}" for item in decision.items)
    hard = any(pack.load_classes[item.load_class].hard for item in decision.items)
    kind = "hard" if hard else "light" if items else "rest"
    return f"{stages}  {words.say(f'kinds.{kind}')}  {items}".rstrip()
