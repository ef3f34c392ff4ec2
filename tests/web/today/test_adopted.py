"""Today says once, in plain words, that the programme has a new edition and what it changed."""

import gzip
import io
from datetime import date
from pathlib import Path

from hamstrong.app import App
from hamstrong.words.adoption import adoption_lines
from hamstrong.words.sentences import Words
from tests.web.house import House

GOLDEN = Path(__file__).parents[2] / "golden" / "old_diaries"
DAY = 739_376  # the day after the last of this diary


def test_today_tells_a_new_edition_of_the_programme(app: App) -> None:
    data = gzip.decompress((GOLDEN / "tendinopathy_running_frozen.jsonl.gz").read_bytes())
    house = House(app, day=date.fromordinal(DAY))
    someone = house.someone()
    someone.count = 10_000  # ids that the diary does not hold
    app.import_archive(app.read_archive(io.BytesIO(data)), someone.at.now)
    someone.me.consent(someone.at, someone.new_id())  # the words changed, and it adopts
    adopted = someone.today().adopted
    assert adopted is not None
    words = Words(app.pack, app.texts("en"))
    page = house.browser().get("/")
    for line in (words.say("adoption.title"), *adoption_lines(words, adopted)):
        assert line in page
    assert words.say("adoption.freeze_ended") in page
    tomorrow = house.restart(date.fromordinal(DAY + 1)).get("/")
    assert words.say("adoption.title") not in tomorrow
