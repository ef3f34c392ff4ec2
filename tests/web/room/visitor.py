"""Whoever sits before the browser. Finds things by role and name, as a screen reader would."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.web.room.room import Room

Answers = Mapping[str, str | int | Sequence[str]]
_MOST_SCREENS, _MOST_SETS = 16, 60
PLAN: Mapping[str, Answers] = {
    "goal": {"goal": "daily_life", "days": ("0", "2", "4")},
    "kit": {
        "minutes": "45",
        "kit": ("chair", "counter", "wall", "step", "towel", "stairs", "weight"),
    },
}
"""What is chosen on each page on the way to a plan."""
GOOD: Mapping[str, str | int] = {
    "pain": 0, "pain_now": 0, "limp": "no", "normal": "yes", "value": "no", "change": "better",
    "worst": 0, "no_limits": "yes", "left": 20, "right": 20, "q": "none", "sign": "no",
}  # fmt: skip
_ONWARD = re.compile("^(Next|Save the week)$")


class Visitor:
    """A person with a browser; every method is something that a person does or sees."""

    def __init__(self, room: Room, page: Page) -> None:
        self.room, self.page = room, page

    # --- looking

    @property
    def heading(self) -> str:
        return self.page.get_by_role("main").get_by_role("heading", level=1).first.inner_text()

    @property
    def words(self) -> str:
        """Everything that the page says, folded parts included."""
        said = self.page.get_by_role("main").evaluate("main => main.textContent")
        return re.sub(r"\s+", " ", said)

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.room.origin)

    @property
    def is_asked_for_pain(self) -> bool:
        return bool(self.page.locator("input[name=pain]").count())

    # --- doing

    def goes_to(self, path: str) -> None:
        self.page.goto(self.room.origin + path, wait_until="domcontentloaded")

    def comes_in(self, path: str = "/") -> None:
        self.room.let_in(self.page)
        if self.path != path:
            self.goes_to(path)

    def follows(self, name: str) -> None:
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.get_by_role("link", name=name, exact=True).click()

    def presses(self, name: str) -> None:
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.get_by_role("button", name=name, exact=True).click()

    def opens(self, name: str) -> None:
        """Unfold a part of the page, if it is folded."""
        fold = self.page.get_by_role("group").filter(has=self.page.get_by_text(name, exact=True))
        if fold.last.get_attribute("open") is None:
            self.page.get_by_text(name, exact=True).click()

    def ticks(self, name: str) -> None:
        self._choice("checkbox", name).check(force=True)

    def chooses(self, name: str) -> None:
        self._choice("radio", name).check(force=True)

    def fills(self, label: str, value: str | int) -> None:
        self.page.get_by_label(label, exact=True).fill(str(value))

    def _choice(self, role: Any, name: str) -> Locator:
        # The accessible name of an answer is its label and, where there is one, its hint.
        return self.page.get_by_role(role, name=re.compile(rf"^{re.escape(name)}(?!\w)")).first

    # --- whole ways

    def consents(self) -> None:
        self.comes_in()
        expect(self.page.get_by_role("heading", name="Welcome", exact=True)).to_be_visible()
        self.presses("I agree, go on")

    def answers(self, values: Answers, *ticks: str) -> None:
        """Answer the form that is open, page by page, to its end.

        Args:
            values: the answers by question; a list that no tick belongs to gets "none of these".
        """
        for _ in range(_MOST_SCREENS):
            if "/triage/" not in self.path:
                return
            self.answers_one(values, *ticks)
        raise AssertionError(f"the form does not end: {self.path}")

    def answers_one(self, values: Answers, *ticks: str) -> None:
        """Answer one page of a form."""
        taps = self.page.locator("main button[name^=q_]")
        if taps.count():
            field = str(taps.first.get_attribute("name"))
            self.taps_answer(field, str(values[field.removeprefix("q_")]))
            return
        for field in self.asked():
            if field.startswith("q_"):
                name = field.removeprefix("q_")
                screen = next(s for s in self.room.app.pack.triage.screens if s.id == name)
                mine = [tick for tick in ticks if tick in screen.symptoms]
                self.gives(field, mine or "none" if screen.kind == "list" else values[name])
        self.presses("Next")

    def taps_answer(self, field: str, value: str) -> None:
        """Answer a page of one choice, where a tap is the answer."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.locator(f"button[name='{field}'][value='{value}']").click()

    def taps_leg(self, limb: str, where: str) -> None:
        """Tap that place on the drawing of that leg."""
        self.page.locator(f".leg-{limb} .leg-zone[data-where='{where}']").click()

    def makes_a_plan(self, **changes: str | Sequence[str]) -> None:
        """Choose everything that a plan needs, page by page."""
        for step, usual in PLAN.items():
            assert self.path.startswith(f"/welcome/{step}"), self.path
            self.chooses_step(step, {**usual, **{k: v for k, v in changes.items() if k in usual}})

    def chooses_step(self, step: str, values: Answers) -> None:
        """Fill one page on the way to a plan and go on."""
        for name, value in values.items():
            self.gives(name, value)
        self.presses("Make my plan" if step == "kit" else "Next")

    def checks_in(self, **answers: str | int) -> None:
        """Answer all that the check-in asks, pain now too, well unless said otherwise."""
        for _ in range(_MOST_SCREENS):
            self.goes_to("/check-in")
            if self.path.startswith("/triage/"):
                self.answers({})
            elif not self.path.startswith("/check-in") or "answers" in self.path:
                return
            else:
                self.answers_what_is_asked(**answers)
        raise AssertionError("the check-in does not end")

    def answers_what_is_asked(self, **answers: str | int) -> None:
        """One screen of the check-in or of the weekly look, well unless said otherwise. A leg's
        name behind an answer may be left out, as may the names of lists and signs."""
        good = {**GOOD, **answers}
        for name in self.asked():
            plain = re.sub("_(left|right)$", "", name)
            known = [good[n] for n in (name, plain, plain.split("_")[0]) if n in good]
            if known:
                self.gives(name, str(known[0]))
        self.page.get_by_role("main").get_by_role("button", name=_ONWARD).last.click()
        self.waits_for_the_page()

    def waits_for_the_page(self) -> None:
        """Wait until the page that was asked for is there."""
        self.page.wait_for_load_state("domcontentloaded")

    def begins_the_session(self) -> None:
        """Start by the plain form, whether scripts run or not."""
        self.goes_to("/session")
        form = self.page.locator("form[action='/session/start']")
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            form.evaluate("form => form.submit()") if self._scripts() else form.get_by_role(
                "button", name="Start"
            ).click()

    def _scripts(self) -> bool:
        return bool(self.page.locator("[data-island=player][data-alive]").count())

    def logs_a_set(self, pain: int) -> None:
        """Send the plain form of the set that is due."""
        self.gives("how", "whole")
        if self.is_asked_for_pain:
            self.gives("pain", pain)
        self.presses("Save this set")

    @property
    def is_at_a_run(self) -> bool:
        """Whether the plain form that is open asks what was run."""
        return bool(self.page.locator("form[action='/session/set'] input[name=level]").count())

    def logs_a_run(self, pain: int) -> None:
        """Say that the whole run was done, on level ground, and how it felt."""
        self.gives("how", "whole")
        self.gives("pain", pain)
        if "talking" in self.asked():
            self.gives("talking", "yes")
        if "percent" in self.asked():
            self.gives("percent", 50)
        self.gives("level", "yes")
        self.presses("Save this run")

    def does_the_session(self, pain: int, *, by_hand: bool = False) -> None:
        """Every set of the session by plain forms, from wherever it stands.

        Args:
            by_hand: fill in every form on its page; else those after the first are sent without
                drawing their pages, for stories that are about something else.
        """
        self.goes_to("/session")
        if self.page.locator("form[action='/session/start']").count():
            self.begins_the_session()
        for _ in range(_MOST_SETS):
            if not self.page.locator("form[action='/session/set']").count():
                return
            self.logs_a_set(pain)
            if not by_hand:
                self._sends_the_other_sets(pain)
        raise AssertionError("the session does not end")

    def _sends_the_other_sets(self, pain: int) -> None:
        text = self.page.content()
        for _ in range(_MOST_SETS):
            form = _form_to("/session/set", text)
            if not form:
                break
            fields: dict[str, str | float | bool] = {**_hidden(form), "how": "whole"}
            if 'name="pain"' in form:
                fields["pain"] = str(pain)
            sent = self.page.request.post(
                f"{self.room.origin}/session/set",
                form=fields,
                headers={"Origin": self.room.origin},
            )
            assert sent.ok, sent.status_text
            text = sent.text()
        self.goes_to("/session")

    def asked(self) -> list[str]:
        names: list[str] = self.page.eval_on_selector_all(
            "main input:not([type=hidden])", "all => [...new Set(all.map(one => one.name))]"
        )
        return names

    def gives(self, name: str, value: str | int | Sequence[str]) -> None:
        """Give the control of that name its value or values."""
        controls = self.page.locator(f"input[name='{name}']")
        controls.first.evaluate("one => one.closest('details')?.setAttribute('open', '')")
        if controls.first.get_attribute("type") in ("number", "text"):
            controls.fill(str(value))
            return
        if not isinstance(value, str | int):  # some of a list, which may have been proposed
            controls.evaluate_all("all => all.forEach(one => { one.checked = false })")
        for one in (value,) if isinstance(value, str | int) else value:
            self.page.locator(f"input[name='{name}'][value='{one}']").check(force=True)

    def is_answered(self) -> None:
        """Expect the reply to what was just sent, as a status message."""
        expect(self.page.locator(".reply[role=status], .reply[role=alert]")).to_be_visible()

    def sees(self, text: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(text)


def _form_to(action: str, page: str) -> str:
    """The form of a page that is sent there, empty if there is none."""
    found = re.search(rf'<form [^>]*action="{action}".*?</form>', page, re.DOTALL)
    return found[0] if found else ""


def _hidden(form: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form))
