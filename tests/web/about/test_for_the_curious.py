"""Nothing for developers is in sight on a person's page: it is under a heading of its own."""

from __future__ import annotations

import re

from tests.web.house import House


def test_rules_and_proof_have_a_heading_of_their_own(house: House) -> None:
    page = house.browser().get("/more")
    people, _, curious = page.partition('<h2 id="curious">')
    assert curious.startswith("For professionals and the curious")
    for path in ("/rules", "/safety"):
        assert f'href="{path}"' in curious
        assert f'href="{path}"' not in people
    assert 'href="/settings"' in people


def test_hashes_and_packages_are_folded_away(house: House) -> None:
    page = house.browser().get("/about")
    assert house.app.pack.logic_hash in page
    unfolded = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    assert house.app.pack.logic_hash not in unfolded
    assert "jinja2" not in unfolded.lower()
