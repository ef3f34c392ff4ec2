"""Texts of the pages, one file per feature and language, asked for by key.

`texts/en.yaml` of the feature `today` holds keys that pages call `today.<key>`; nested mappings
are joined by dots. `{name}` is filled in. A key that ends in `_html` may hold tags; what is
filled into it is escaped. A key that ends in `_on_device` holds what the phone edition says in
place of the key before the ending.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from hamstrong.web.shell.built_texts import Words, current_texts, flat_words, name_of, read_yaml
from hamstrong.web.shell.features import Feature

FALLBACK = "en"
PSEUDO = "xx"  # English in brackets: finds what was written past the language files
ON_DEVICE = "_on_device"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


class MissingText(LookupError):
    """No file has this key: a mistake of ours that tests find."""


@dataclass(frozen=True)
class PageTexts:
    """All words of one language."""

    language: str
    words: Mapping[str, str]

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the words for a key, filled in.

        Raises:
            MissingText: no language file has it.
        """
        pattern = self.words.get(key)
        if pattern is None:
            raise MissingText(f"no text {key!r} in texts/{self.language}.yaml or texts/en.yaml")
        if key.endswith("_html"):
            return Markup(pattern).format(**values)  # noqa: S704 - our own file; values escaped
        return pattern.format(**values) if values else pattern


def load_texts(features: Sequence[Feature], language: str, *, on_device: bool = False) -> PageTexts:
    """Read the words of all features, English where a translation lacks one.

    Args:
        on_device: say what the phone edition says, where that is something else.
    """
    words: dict[str, str] = {}
    built = current_texts()
    for feature in features:
        chosen = FALLBACK if language == PSEUDO else language
        for name in dict.fromkeys((FALLBACK, chosen)):
            words |= _read(feature, feature.texts / f"{name}.yaml", built)
    own = {key.removesuffix(ON_DEVICE): key for key in words if key.endswith(ON_DEVICE)}
    said = {key: words.pop(longer) for key, longer in own.items()}
    if on_device:
        words |= said
    if language == PSEUDO:
        words = {key: f"⟦{text}⟧" for key, text in words.items()}
    return PageTexts(language, words)


def _read(feature: Feature, path: Path, built: Words | None) -> Mapping[str, str]:
    name = name_of(path)
    if built is not None and name is not None and name in built:
        return built[name]
    if not path.is_file():
        return {}
    return dict(flat_words(feature.name, read_yaml(path), path))
