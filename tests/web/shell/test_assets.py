"""What pages are made of: ours alone, named, styled without attributes, and the same everywhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from hamstrong.body import palette
from hamstrong.web.features import FEATURES
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app
from hamstrong.web.shell.assets import DIST, load_assets
from hamstrong.web.shell.features import Feature, require_distinct
from hamstrong.web.shell.pages import compile_templates
from hamstrong.web.shell.texts import MissingText, load_texts
from tests.web.people import ORIGIN, owner

WEB = Path("src/hamstrong/web")
CSS = WEB / "shell" / "static" / "css"
ICON = re.compile(r"""\bicon(?:_name)?\s*(?:\(|=)\s*["']([a-z0-9-]+)["']""")
KEY = re.compile(r"""\bt\(\s*["']([a-z0-9_.]+)["']""")
ADDRESS = re.compile(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", re.IGNORECASE)
NAMESPACES = {"http://www.w3.org"}


@pytest.fixture(scope="session")
def templates(root: Path) -> list[Path]:
    return sorted((root / WEB).glob("*/templates/**/*.html"))


def _lines(path: Path) -> list[tuple[int, str]]:
    return list(enumerate(path.read_text(encoding="utf-8").splitlines(), 1))


def test_no_template_style_or_script_names_another_site(root: Path, templates: list[Path]) -> None:
    own = [*templates, *(root / WEB).glob("*/static/**/*.css"), *(root / "client/src").rglob("*.*")]
    built = [path for path in DIST.rglob("*") if path.suffix in {".js", ".css", ".svg"}]
    strangers = [
        f"{path.name}:{number} {found}"
        for path in own + built
        for number, line in _lines(path)
        for found in ADDRESS.findall(line)
        if found not in NAMESPACES
    ]
    assert strangers == []


def test_no_template_needs_what_the_policy_forbids(root: Path, templates: list[Path]) -> None:
    forbidden = re.compile(
        r"""\sstyle=|<script(?![^>]*(?:\bsrc=|type="application/json"))|\son[a-z]+=["']|javascript:|\|\s*safe"""
    )
    found = [
        f"{path.relative_to(root)}:{number}"
        for path in templates
        for number, line in _lines(path)
        if forbidden.search(line)
    ]
    assert found == []


def test_every_form_carries_its_token(root: Path, templates: list[Path]) -> None:
    """Only the shared part writes a form's tag, with token and id."""
    by_hand = [
        f"{path.relative_to(root)}:{number}"
        for path in templates
        for number, line in _lines(path)
        if "<form" in line and path.name != "parts.html" and 'method="get"' not in line
    ]
    assert by_hand == []


def test_every_icon_is_in_the_sprite(root: Path, templates: list[Path]) -> None:
    known = set(json.loads((root / "client/src/icons.json").read_text(encoding="utf-8")))
    sources = [*templates, *(root / WEB).rglob("*.py")]
    missing = {
        f"{path.relative_to(root)}: {name}"
        for path in sources
        for name in ICON.findall(path.read_text(encoding="utf-8"))
        if name not in known
    }
    assert missing == set()


def test_every_text_that_a_template_names_is_there(root: Path) -> None:
    shell = shell_of_app(create_app(None, Settings(origins=frozenset()), FEATURES))
    texts = shell.texts
    missing = {
        f"{path.relative_to(root)}: {key}"
        for feature in shell.features
        for path in feature.templates.rglob("*.html")
        for key in KEY.findall(path.read_text(encoding="utf-8"))
        if key not in texts.words and not key.endswith((".", "_"))
    }
    assert missing == set()


def test_the_shells_pages_hold_no_word_of_their_own() -> None:
    """In the pseudo language every word comes in brackets; what has none was written past it."""
    settings = Settings(origins=frozenset({ORIGIN}), language="xx")
    client = owner(create_app(None, settings))
    for path in ("/more", "/nowhere"):
        body = client.get(path).text.partition("<body")[2]
        words = [text.strip() for text in re.findall(r">([^<]*[A-Za-z][^<]*)<", body)]
        assert [word for word in words if not word.startswith("⟦")] == []


def test_a_missing_text_is_our_mistake() -> None:
    texts = load_texts([], "en")
    with pytest.raises(MissingText, match=r"today\.nowhere"):
        texts("today.nowhere")


def test_figures_and_pages_agree_on_every_colour(root: Path) -> None:
    css = (root / CSS / "10-tokens.css").read_text(encoding="utf-8")
    blocks = re.split(r'@media \(prefers-color-scheme: dark\)|:root\[data-theme="dark"\]', css)
    for block, colours in zip(blocks, (palette.LIGHT, palette.DARK, palette.DARK), strict=True):
        assert dict(re.findall(r"--hs-([a-z-]+): (#[0-9a-f]{6});", block)) == dict(colours)


def test_the_chosen_night_is_the_devices_night(root: Path) -> None:
    css = (root / CSS / "10-tokens.css").read_text(encoding="utf-8")
    blocks = re.split(r'@media \(prefers-color-scheme: dark\)|:root\[data-theme="dark"\]', css)
    nights = [
        dict(re.findall(r"--([a-z-]+): ([^;]+);", block.split("}")[0])) for block in blocks[1:]
    ]
    assert nights[0] == nights[1]


def test_without_a_build_pages_have_plain_styles(tmp_path: Path) -> None:
    shell = Feature(name="shell", folder=Path(__file__).parents[3] / WEB / "shell", routes=[])
    assets = load_assets([shell], tmp_path)
    assert assets.scripts == ()
    assert assets.styles[0] == "/static/shell/css/10-tokens.css"


def test_built_files_are_kept_for_ever_and_sent_pressed() -> None:
    client = owner(create_app(None, Settings(origins=frozenset({ORIGIN}))))
    style = load_assets([]).styles[0]
    answer = client.get(style, headers={"accept-encoding": "gzip"})
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"].startswith("text/css")
    plain = client.get(style, headers={"accept-encoding": "identity"})
    assert plain.text == answer.text


def test_two_features_of_one_name_are_refused(tmp_path: Path) -> None:
    twin = Feature(name="twin", folder=tmp_path, routes=[])
    with pytest.raises(ValueError, match="twin"):
        require_distinct([twin, twin])


def test_every_feature_is_named_in_its_contract(root: Path) -> None:
    contract = (root / "pyproject.toml").read_text(encoding="utf-8").partition('id = "features"')[2]
    folders = {path.parent.name for path in (root / WEB).glob("*/__init__.py")}
    assert sorted(name for name in folders if not re.search(rf"\b{name}\b", contract)) == []


def test_a_form_with_a_file_has_its_token_before_the_file(root: Path) -> None:
    """What a browser without scripts sends comes in this order, and the token is judged first."""
    shared = (root / WEB / "shell/templates/parts.html").read_text(encoding="utf-8")
    form = shared.partition("{% macro form(")[2].partition("{% endmacro %}")[0]
    assert form.index('name="csrf"') < form.index("{{ caller() }}")


def test_every_template_is_compiled_before_it_is_asked_for() -> None:
    shell = shell_of_app(create_app(None, Settings(origins=frozenset()), FEATURES))
    assert compile_templates(shell.templates) > 60
    assert shell.templates.cache is not None
    assert len(shell.templates.cache) == compile_templates(shell.templates)
