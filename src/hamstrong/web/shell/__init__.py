"""The shell: what every page of the web app shares, and the safety of the local server.

Serves the features, which are folders beside this one. It leaves to them what a page says, and
to `app` what may be done. Features import the shell and never each other (a contract fails the
build).

How to add a feature, say `today`:

1.  Make `src/hamstrong/web/today/` with `__init__.py`, `routes.py` and, as far as it needs them,
    `templates/`, `static/`, `static/css/`, `texts/en.yaml`. Name the folder in the import
    contract `features` of `pyproject.toml`.

2.  Promise a `FEATURE` and add it to `hamstrong.web.features`::

        FEATURE = Feature(
            name="today",
            folder=Path(__file__).parent,
            routes=[Route("/", show), Route("/today/done", save_done, methods=["POST"])],
            nav=NavEntry(label="today.nav", href="/", icon="sun", place="bar", order=10),
        )

3.  Write thin handlers: parse, call, render::

        async def show(request: Request) -> Response:
            card = me(request).today(moment_of(request))
            return page(request, "today/show.html", card=card)

        async def save_done(request: Request) -> Response:
            form = await read_form(request)
            answer = form.choice("pain", NPRS_VALUES)    # or form.text, form.integer, form.many
            form.require()                               # raises BadForm: 422, all faults at once
            async def save() -> Response:
                me(request).tell(moment_of(request), form.id, fact)
                return see("/")
            return await once(request, form, save)

    The page that follows shows the reply to what was recorded (`shell.replies`); a form says
    something of its own, by `flash`, only where it recorded nothing or something that no reply
    knows.

4.  Write the page: `{% extends "shell/base.html" %}`, a `{% block title %}` and a
    `{% block main %}`. Words come from `texts/en.yaml` through `{{ t("today.heading") }}`, never
    from the template. Macros for buttons, radio lists, the pain scale, notices and icons are in
    `shell/parts.html`; each is shown on `/styleguide`. Every form is made by
    `{% call parts.form("/today/done") %}`, which has the CSRF token and the form's own id.
    A form has at most 64 KiB in 200 fields; a path that takes a file or more JSON names its limit
    in the feature's `bodies`.

5.  CSS goes to `static/css/*.css` under `@layer features` and is bundled by itself. Neither a
    `style` attribute nor an inline script will run; an inline `<style>` (say, of an SVG) passes
    with `{{ with_nonce(svg) }}`. An island is `client/src/islands/<name>.ts` and a
    `data-island="<name>"`; the page must work without it.

What you get without asking, for every route: no stranger, no foreign host, origin or frame, CSRF
on every unsafe method, security headers, error pages without data. `tests/web/shell` walks the
route table and tries strangers on yours as well.
"""

from hamstrong.web.shell.application import create_app
from hamstrong.web.shell.context import person_of, today, use_cases
from hamstrong.web.shell.features import Feature, NavEntry
from hamstrong.web.shell.flashes import flash
from hamstrong.web.shell.forms import BadForm, Form, StaleForm, read_form
from hamstrong.web.shell.page_cache import kept_page
from hamstrong.web.shell.pages import page, see
from hamstrong.web.shell.settings import Settings
from hamstrong.web.shell.submissions import once
from hamstrong.web.shell.visit import app_of, me, moment_of, person_id

__all__ = [
    "BadForm",
    "Feature",
    "Form",
    "NavEntry",
    "Settings",
    "StaleForm",
    "app_of",
    "create_app",
    "flash",
    "kept_page",
    "me",
    "moment_of",
    "once",
    "page",
    "person_id",
    "person_of",
    "read_form",
    "see",
    "today",
    "use_cases",
]
