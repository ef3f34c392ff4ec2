"""Sentences for everything that a pack can make somebody see: they exist and can be filled in.

An interface shows no id: an id without words is an error there, so it is one here first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

from hamstrong.engine.decide.ask import FORMS, Ask, AskKind
from hamstrong.engine.decide.evidence import reason
from hamstrong.engine.decide.notices import AdviceName
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import Mechanism
from hamstrong.protocol.texts import load_texts
from hamstrong.words import MissingWords, Words


def check_sentences(pack: Pack, folder: Path) -> Iterator[UnplacedFault]:
    """Rules, questions and tips that a decision may name and a language of the pack cannot say."""
    for language in pack.languages:
        words = Words(pack, load_texts(folder, language))
        for place, say in _said(pack, words):
            try:
                say()
            except (MissingWords, KeyError, TypeError) as error:
                where = PackPlace(f"text/{language}", place)
                yield UnplacedFault(where, "no-words", str(error), line=1)


def _said(pack: Pack, words: Words) -> Iterator[tuple[tuple[str, ...], Callable[[], object]]]:
    for rule in (*pack.provenance, *Mechanism):
        yield ("because", rule), lambda rule=rule: words.reason(reason(pack, rule))  # type: ignore[misc]
    for ask in _asks(pack):
        yield ("asks", ask.to_text()), lambda ask=ask: words.ask(ask)  # type: ignore[misc]
    for name in (*pack.advice, *get_args(AdviceName)):
        yield ("advice", name), lambda name=name: words.advice(name)  # type: ignore[misc]


def _asks(pack: Pack) -> Iterator[Ask]:
    """Every ask of this pack, about the left leg."""
    for kind in AskKind:
        match kind:
            case AskKind.FORM:
                yield from (Ask(kind, name=form) for form in FORMS)
            case AskKind.LOADS:
                yield Ask(kind)
            case AskKind.QUESTION:
                yield from (Ask(kind, "left", name) for name in pack.questions)
            case AskKind.FLAG:
                yield from (Ask(kind, "left", flag.id) for flag in pack.triage.flags)
            case _:
                yield Ask(kind, "left")
