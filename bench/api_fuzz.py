"""Five minutes of schemathesis on the JSON interface of a real server, from our own description.

    .venv/bin/python -m bench.api_fuzz [--share 0.05] [--seed N] [--save]

The share is that of the five minutes. No answer may be a server error, and each has to be one that
the description names: its status, its type and its schema. Nothing may be logged as an error.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.generated_requests import logged
from bench.long_run import Result, main
from starlette.applications import Starlette
from tests.app.person import PERSON, Someone
from tests.web.browsers import serving
from tests.web.scenes import lives

from hamstrong.app import compose
from hamstrong.diary import MemoryDiary
from hamstrong.protocol.loader import load_pack
from hamstrong.web.api.description import openapi
from hamstrong.web.features import FEATURES
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app
from hamstrong.web.shell.sessions import Kind, csrf_of
from hamstrong.web.shell.system_zone import system_zone

SECONDS = 300
SEED = 20261202
_CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)


def run(share: float, seed: int) -> Result:
    """Let schemathesis send what it thinks of, for its share of five minutes."""
    result = Result(seed, share)
    app = compose(load_pack(), MemoryDiary())
    someone = Someone(app, id=PERSON, zone=system_zone())
    lives.ready(someone)
    with tempfile.TemporaryDirectory() as name, logged() as log:
        folder = Path(name)

        def make(origin: str) -> Starlette:
            settings = Settings(
                origins=frozenset({origin}), today=someone.at.now.date(), state_dir=folder / "web"
            )
            return create_app(app, settings, FEATURES)

        with serving(make) as served:
            secret = shell_of_app(served.web).sessions.begin(Kind.LOCAL, someone.id)
            port = served.origin.rsplit(":", 1)[1]
            headers = {
                "cookie": f"hamstrong-session-{port}={secret}",
                "origin": served.origin,
                "x-csrf-token": csrf_of(secret, someone.id),
            }
            report = _fuzz(served.origin, headers, folder, max(1, round(SECONDS * share)), seed)
        _read(report, result)
        errors = [line for level, line in log.lines if level >= logging.ERROR]
        result.faults += [f"logged: {line[:400]}" for line in errors[:20]]
    return result


def _fuzz(
    origin: str, headers: Mapping[str, str], folder: Path, seconds: int, seed: int
) -> dict[str, Any]:
    description, report = folder / "openapi.json", folder / "report.json"
    description.write_text(json.dumps(openapi()), encoding="utf-8")
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "--no-color", "run", str(description),
        "--url", f"{origin}/api/v1", *given, "--seed", str(seed), "--max-time", str(seconds),
        "--max-examples", "100000", "--checks", ",".join(_CHECKS), "--continue-on-failure",
        "--generation-database", "none", "--report-json-path", str(report),
    ]  # fmt: skip
    subprocess.run(command, check=False, capture_output=True, cwd=folder)
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


def _read(report: dict[str, Any], result: Result) -> None:
    result.figures["operations tested"] = report["operations"]["tested"]
    result.figures["requests"] = report["test_cases"]["generated"]
    result.figures["seconds of schemathesis"] = round(report["running_time"], 1)
    result.figures["stopped because of"] = report["stop_reason"] or "nothing left to try"
    if report["operations"]["tested"] < report["operations"]["total"]:
        result.faults.append("operations were left out")
    failed = [*report["failures"], *report["errors"]]
    result.faults += [json.dumps(failure)[:600] for failure in failed]


if __name__ == "__main__":
    main("api_fuzz", SEED, run)
