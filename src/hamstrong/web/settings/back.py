"""A step back: always free, and nobody is asked why."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.facts import StepBackChosen
from hamstrong.web.settings.shared_forms import SETTINGS, is_enrolled, tell
from hamstrong.web.shell import app_of, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.words.sentences import Words

_BACK = f"{SETTINGS}/step-back"


async def show_back(request: Request) -> Response:
    if not is_enrolled(request):
        return see(SETTINGS)
    return _back_page(request)


def _back_page(
    request: Request, *, status: int = 200, faults: dict[str, str] | None = None
) -> Response:
    return page(
        request, "settings/back.html", status=status, faults=faults or {},
        choices=[(key, said) for key, (said, _) in _steps_back(request).items()],
    )  # fmt: skip


def _steps_back(request: Request) -> dict[str, tuple[str, StepBackChosen]]:
    """Each open step back by a key for the form, with its words and its fact."""
    decision = me(request).today(moment_of(request)).decision
    if not isinstance(decision, Prescription):
        return {}
    words = Words(app_of(request).pack, pack_words(request))
    return {
        f"{step.kind}.{step.limb}.{step.exercise}": (
            words.step_back(step),
            StepBackChosen(step.limb, step.exercise or None),
        )
        for step in decision.step_back
    }


async def save_back(request: Request) -> Response:
    if not is_enrolled(request):
        return see(SETTINGS)
    form = await read_form(request)
    steps = _steps_back(request)
    chosen = form.choice("step", tuple(steps))
    if chosen is None:
        return _back_page(request, status=422, faults=form.faults)

    async def save() -> Response:
        if await tell(request, form, steps[chosen][1]):
            return _back_page(request, status=422, faults={"step": "shell.form.choose_one"})
        return see("/")

    return await once(request, form, save)


ROUTES = (Route(_BACK, show_back), Route(_BACK, save_back, methods=["POST"]))
