"""Words for decisions, rules and exercises in plain language, one language at a time.

Serves the person who reads. It decides nothing: it turns typed values into sentences, so that no
rule elsewhere needs to know a language.

    words = Words(pack, app.texts("en"))
    words.reason(r) -> Sentence;  words.item(i) -> ItemText;  words.refusal(r) -> RefusalText
    words.ask(id), words.unlock(u), words.step_back(s), words.left_out(l), words.date(day)
    words.name(group, id), words.say(path, **values)
"""

from hamstrong.words.pseudo import pseudo
from hamstrong.words.sentences import (
    AskText,
    CriterionText,
    ItemText,
    RefusalText,
    Sentence,
    UnlockText,
    Words,
)
from hamstrong.words.texts import MissingWords, WordTexts

__all__ = [
    "AskText",
    "CriterionText",
    "ItemText",
    "MissingWords",
    "RefusalText",
    "Sentence",
    "UnlockText",
    "WordTexts",
    "Words",
    "pseudo",
]
