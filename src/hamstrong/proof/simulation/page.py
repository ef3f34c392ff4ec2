"""Page of the expected courses, printed from stored figures.

`python -m hamstrong.proof.simulation.page PAGE FIGURES`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from hamstrong.proof.simulation.report import to_page
from hamstrong.protocol.loader import DEFAULT_PACK
from hamstrong.protocol.texts import load_texts
from hamstrong.words.texts import WordTexts


def write_page(page: Path, figures: Path) -> None:
    """Write the page of the docs from what `bench.courses` stored."""
    report = json.loads(figures.read_text(encoding="utf-8"))
    texts = WordTexts(load_texts(DEFAULT_PACK, "en"))
    page.write_text(to_page(report, texts), encoding="utf-8")


if __name__ == "__main__":
    write_page(Path(sys.argv[1]), Path(sys.argv[2]))
