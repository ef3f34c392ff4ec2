"""Export, import with a look first, backup, restore, erase: and what goes wrong with each."""

from __future__ import annotations

import io
import re
from dataclasses import fields
from html import unescape
from pathlib import Path
from uuid import uuid4

from hamstrong.app import open_app
from hamstrong.diary import NewFact
from hamstrong.engine.facts import WalkLogged
from tests.app.forged_archives import Line, first, forged, line_of
from tests.app.person import Someone
from tests.web.house import House


def test_a_diary_goes_out_and_comes_into_a_fresh_house(
    house: House, someone: Someone, tmp_path: object
) -> None:
    out = house.browser().client.get("/data/export").content
    assert house.app.read_archive(io.BytesIO(out)).header.person == someone.id
    with open_app(f"{tmp_path}/other") as other:
        fresh = House(other).browser()
        looked = fresh.post("/data/import/look", {}, 200, files={"archive": ("d.jsonl", out)})
        assert not other.persons()
        found = re.search(r'name="digest" value="([0-9a-f]+)"', looked.text)
        assert found
        sent = {"archive": ("d.jsonl", out)}
        fresh.post("/data/import", {"digest": found.group(1)}, files=sent)
        assert other.persons() == (someone.id,)


def test_another_file_than_the_one_looked_at_is_looked_at_first(
    house: House, someone: Someone
) -> None:
    assert someone.me.exists()
    browser = house.browser()
    out = browser.client.get("/data/export").content
    answer = browser.post(
        "/data/import", {"digest": "0" * 64}, 422, files={"archive": ("d.jsonl", out)}
    )
    assert "another file" in answer.text


def test_a_kept_diary_is_brought_back_in_one_step_where_there_is_none(
    house: House, someone: Someone, tmp_path: object
) -> None:
    out = house.browser().client.get("/data/export").content
    with open_app(f"{tmp_path}/other") as other:
        fresh = House(other).browser()
        assert 'href="/data/bring-back"' in fresh.get("/welcome")
        fresh.post("/data/bring-back", {}, 422, files={"archive": ("d.jsonl", b"hello")})
        assert other.persons() == ()
        fresh.post("/data/bring-back", {}, files={"archive": ("d.jsonl", out)})
        assert other.persons() == (someone.id,)
        facts = len(other.diary.read(someone.id))
        fresh.post("/data/bring-back", {}, files={"archive": ("d.jsonl", out)})
        assert len(other.diary.read(someone.id)) == facts
        assert fresh.goes_to("/data/bring-back") == "/data"


def test_a_kept_diary_with_a_line_that_cannot_be_true_is_looked_at_first(
    house: House, someone: Someone, tmp_path: object
) -> None:
    def impossible(facts: list[Line]) -> None:
        first(facts, "WalkLogged")["payload"]["minutes"] = 100_000

    someone.tell(WalkLogged(20))
    out = forged(house.browser().client.get("/data/export").content, impossible)
    with open_app(f"{tmp_path}/other") as other:
        fresh = House(other).browser()
        looked = fresh.post("/data/bring-back", {}, 422, files={"archive": ("d.jsonl", out)})
        assert 'name="leave_out"' in looked.text
        assert other.persons() == ()


def test_what_is_no_diary_is_refused(house: House, someone: Someone) -> None:
    assert someone.me.exists()
    browser = house.browser()
    answer = browser.post("/data/import/look", {}, 422, files={"archive": ("x.txt", b"hello")})
    assert "not a whole diary file" in answer.text
    browser.post("/data/import/look", {}, 422)


def test_a_copy_is_made_and_gone_back_to(house: House, someone: Someone) -> None:
    browser = house.browser()
    browser.post("/data/backup", {})
    text = browser.get("/data")
    assert "The copy is made" in text
    found = re.search(r'name="backup" value="([^"]+)"', text)
    assert found
    browser.post("/data/restore", {"backup": found.group(1), "word": "no"}, 422)
    browser.post("/data/restore", {"backup": "../../etc/passwd", "word": "restore"}, 422)
    browser.post("/data/restore", {"backup": found.group(1), "word": "restore"})
    assert "copy is in place" in browser.get("/data")
    assert someone.me.exists()


def test_erasing_needs_the_word(house: House, someone: Someone) -> None:
    browser = house.browser()
    assert "Nothing was removed" in browser.post("/data/erase", {"word": "yes"}, 422).text
    assert someone.me.exists()
    browser.post("/data/erase", {"word": "erase"})
    assert not house.app.persons()
    assert browser.get("/data")
    assert browser.client.get("/data/export").status_code == 303


def test_the_check_up_is_shown_without_any_diary(house: House) -> None:
    assert "Is all well?" in house.browser().get("/data")


def test_a_file_that_brings_nothing_new_is_not_offered_for_import(
    house: House, someone: Someone
) -> None:
    assert someone.me.exists()
    browser = house.browser()
    sent = {"archive": ("d.jsonl", browser.client.get("/data/export").content)}
    looked = browser.post("/data/import/look", {}, 200, files=sent).text
    assert "there is nothing to import" in looked
    assert 'action="/data/import"' not in looked


def test_a_copy_is_put_back_only_by_the_word_and_stays_chosen(
    house: House, someone: Someone
) -> None:
    assert someone.me.exists()
    browser = house.browser()
    browser.post("/data/backup", {})
    copy = house.app.backups()[0].path.name
    again = browser.post("/data/restore", {"backup": copy}, 422).text
    assert "Please type the word restore." in again
    assert f'value="{copy}" checked' in again


def test_the_check_up_is_told_in_the_words_of_the_page(house: House, someone: Someone) -> None:
    """What `hamstrong doctor` says in English has a sentence of its own in the language files."""
    Path(house.app.where, "diary.db").chmod(0o644)
    house.app.withdraw("pack", house.app.pack.logic_hash, "A rung was too heavy.")
    text = house.browser().get("/data")
    assert "Other users of this computer can read the file." in text
    assert "chmod 600" in text
    assert "They were withdrawn, for the reason below." in text
    assert "A rung was too heavy." in text
    assert someone.id not in text


def test_lines_that_cannot_be_true_are_named_and_may_be_left_out(
    house: House, someone: Someone, tmp_path: Path
) -> None:
    someone.tell(WalkLogged(20))
    out = house.browser().client.get("/data/export").content

    def change(facts: list[Line]) -> None:
        first(facts, "WalkLogged")["payload"]["minutes"] = 100_000

    bad, line = forged(out, change), line_of(out, "WalkLogged")
    sent = {"archive": ("d.jsonl", bad)}
    with open_app(tmp_path / "other") as other:
        fresh = House(other).browser()
        looked = fresh.post("/data/import/look", {}, 200, files=sent).text
        assert f"line {line}, WalkLogged.minutes: must be a whole number from 1 to 1440" in looked
        assert "it says 100000" in looked
        digest = re.findall(r'name="digest" value="([0-9a-f]+)"', looked)[0]
        refused = fresh.post("/data/import", {"digest": digest}, 422, files=sent)
        assert "cannot be true" in refused.text
        assert not other.persons()
        fresh.post("/data/import", {"digest": digest, "leave_out": "yes"}, files=sent)
        assert other.persons() == (someone.id,)
        (kept,) = (tmp_path / "other" / "left-out").iterdir()
        assert kept.read_bytes() == bad.splitlines(keepends=True)[line - 1]
        assert str(kept) in unescape(fresh.get("/data"))


def test_the_check_up_names_what_cannot_be_true(house: House, someone: Someone) -> None:
    last = house.app.diary.read(someone.id)[-1]
    values = {field.name: getattr(last, field.name) for field in fields(NewFact)}
    odd = values | {
        "client_id": str(uuid4()), "name": "MorningAnswered", "plan_id": None,
        "payload": '{"limb":"left","nprs":99}',
    }  # fmt: skip
    house.app.diary.append(someone.id, [NewFact(**odd)])
    text = house.browser().get("/data")
    assert "Entries that cannot be true" in text
    assert f"{house.app.diary.last_seq(someone.id)} MorningAnswered (nprs)" in text
