"""Answers of the JSON interface as plain JSON values; `schemas` describes the same forms."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hamstrong.app import Today, Why
from hamstrong.app.record.recorder import Receipt
from hamstrong.diary import StoredFact
from hamstrong.engine.decide.decisions import Decision, Prescription
from hamstrong.engine.facts.codec import encode
from hamstrong.engine.reply.reply import Reply
from hamstrong.web.shell.problems import fault_json
from hamstrong.words.replies import reply_text
from hamstrong.words.sentences import Words


def receipt_json(
    client_ids: list[str], receipt: Receipt, replies: Mapping[str, Reply], words: Words
) -> dict[str, Any]:
    """What became of each fact of a batch, in the order in which they were sent.

    Args:
        replies: of the facts that were new, by client id.
    """
    refused = {entry.client_id: entry.faults for entry in receipt.refused}
    marks: dict[str, list[str]] = {}
    for mark in receipt.marks:
        marks.setdefault(mark.client_id, []).append(mark.kind)
    results = [
        {
            "client_id": client_id,
            "state": _state(client_id, seq, receipt),
            "seq": seq,
            "marks": marks.get(client_id, []),
            "faults": [fault_json(fault) for fault in refused.get(client_id, ())],
            "reply": _reply(replies.get(client_id), words),
        }
        for client_id, seq in zip(client_ids, receipt.seqs, strict=True)
    ]
    return {"day": receipt.day, "last_seq": receipt.last_seq, "results": results}


def _reply(reply: Reply | None, words: Words) -> dict[str, Any] | None:
    """A reply as typed values, and the same in words."""
    if reply is None:
        return None
    return {**encode(reply), "text": encode(reply_text(words, reply))}


def _state(client_id: str, seq: int | None, receipt: Receipt) -> str:
    if seq is None:
        return "refused"
    return "known" if client_id in receipt.known else "stored"


def plan_json(today: Today) -> dict[str, Any]:
    """Today's decision with what a player needs beside it."""
    return {
        "day": today.day,
        "seq": today.seq,
        "plan_id": today.plan_id,
        "must_answer": [ask.to_text() for ask in today.must_answer],
        **decision_json(today.decision),
    }


def decision_json(decision: Decision) -> dict[str, Any]:
    """One of two keys is filled, and `kind` says which: a refusal has no place for a plan."""
    plan = isinstance(decision, Prescription)
    told = encode(decision)
    return {
        "kind": "prescription" if plan else "refusal",
        "prescription": told if plan else None,
        "refusal": None if plan else told,
    }


def why_json(why: Why) -> dict[str, Any]:
    """A day's decision with everything that it rests on."""
    return {
        "day": why.day,
        "recorded": why.recorded,
        **decision_json(why.decision),
        "plans": [list(pair) for pair in why.plans],
        "reasons": encode(why.reasons),
        "facts": [_stored(fact) for fact in why.facts],
    }


def _stored(fact: StoredFact) -> dict[str, Any]:
    return {
        "seq": fact.seq,
        "client_id": fact.client_id,
        "name": fact.name,
        "version": fact.version,
        "day": fact.day,
        "recorded_day": fact.recorded_day,
        "instant": fact.instant.isoformat(),
        "payload": json.loads(fact.payload),
    }
