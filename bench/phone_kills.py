"""200 kills of the phone edition's browser while walks are logged: nothing lost, nothing doubled.

    .venv/bin/python -m bench.phone_kills [--lives 200] [--seed 1]

Each life starts the browser on the same profile, looks at the diary, sends again what had no answer
and logs walk after walk, until every process of the browser is killed at a random moment. The short
run of `make test` is `tests/phone/test_kills.py`.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.phone.kills import Course
from tests.phone.static_host import static_host
from tests.web.browsers import chromium

from hamstrong.phone.build.folder import write_folder

_EVERY = 10


def main() -> int:
    """Print the course every few lives; the exit status says whether anything was lost."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--lives", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "edition"
        write_folder(folder)
        with static_host(folder) as host, chromium() as browser:
            dice = random.Random(chosen.seed)
            course = Course(host, browser.browser_type, Path(place) / "profile", dice)
            began = time.monotonic()
            course.begin()
            for life in range(1, chosen.lives + 1):
                course.live()
                if life % _EVERY == 0 or life == chosen.lives:
                    _say(course, time.monotonic() - began)
            course.look()
            _say(course, time.monotonic() - began)
    return 1 if course.lost or course.doubled else 0


def _say(course: Course, seconds: float) -> None:
    sys.stdout.write(
        f"kills {course.lives}, acknowledged {len(course.acknowledged)}, lost {len(course.lost)},"
        f" doubled {len(course.doubled)}, {seconds:.0f} s\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
