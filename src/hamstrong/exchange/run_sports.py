"""Run sports: which sports are a run, which a walk, and which are neither.

FIT names sports by number; its names here are those of Garmin's profile. GPX has a free text in
any language; a text that no list knows is asked about, never guessed.
"""

from __future__ import annotations

import re
import unicodedata

from hamstrong.exchange.run_recording import Activity

FIT_RUNS = frozenset({"running"})
FIT_WALKS = frozenset({"walking", "hiking"})
FIT_OPEN = frozenset({"generic", "all", "fitness_equipment", "training", "transition"})
"""Sports that say little; `sub_sport` says more, or the person does."""
FIT_SUB_RUNS = frozenset({"treadmill", "indoor_running", "street", "trail", "track", "ultra"})
FIT_SUB_WALKS = frozenset({"indoor_walking", "casual_walking", "speed_walking"})
FIT_SUB_OPEN = frozenset({"generic", "all", "exercise", "virtual_activity"})

_STRAVA: dict[str, Activity | None] = {"1": None, "4": "walk", "9": "run", "10": "walk"}
"""Numbers that Strava wrote as the type of a GPX track: ride, hike, run, walk."""
_RUN_WORDS = frozenset({
    "run", "running", "runs", "runner", "jog", "jogging", "stride", "strides", "sprint",
    "sprints", "treadmill", "trailrun", "trailrunning", "parkrun", "marathon", "lauf", "laufen",
    "joggen", "laufband", "course", "footing", "correr", "carrera", "corsa", "corrida", "hardlopen",
    "lopning", "løb", "løping", "juoksu", "bieganie", "beh",
})  # fmt: skip
_WALK_WORDS = frozenset({
    "walk", "walking", "hike", "hiking", "hikes", "walks", "gehen", "spaziergang", "wandern",
    "wanderung", "marche", "randonnee", "caminar", "caminata", "senderismo", "camminata",
    "escursionismo", "caminhada", "wandelen", "promenad", "vandring", "kavely", "spacer",
})  # fmt: skip
_OTHER_WORDS = frozenset({
    "cycling", "cycle", "bike", "biking", "bicycle", "ride", "riding", "mtb", "ebike",
    "radfahren", "rad", "fahrrad", "velo", "vtt", "cyclisme", "ciclismo", "bicicleta", "bici",
    "fietsen", "cykling", "pyoraily", "rower", "swim", "swimming", "schwimmen", "natation",
    "row", "rowing", "rudern", "aviron", "kayak", "kayaking", "kajak", "canoe", "canoeing",
    "paddle", "paddling", "sup", "surf", "surfing", "sail", "sailing", "segeln", "boat",
    "ski", "skiing", "snowboard", "snowboarding", "snowshoe", "snowshoeing", "skate",
    "skating", "inline", "rollerski", "drive", "driving", "car", "auto", "motorcycle", "motorbike",
    "motor", "train", "bus", "ferry", "flight", "flying", "elliptical", "stairs",
    "stair", "climb", "climbing", "mountaineering", "wheelchair", "yoga", "pilates", "strength",
    "weights", "golf", "tennis", "soccer", "football", "rugby", "hockey", "basketball",
    "horse", "equestrian", "hiit",
})  # fmt: skip


def fit_activity(sport: object, sub_sport: object) -> Activity | None:
    """What a FIT session is, by its `sport` and `sub_sport`; None for another sport.

    Args:
        sport: a name of the profile, a number that the profile does not know, or None.
        sub_sport: likewise.
    """
    if not isinstance(sport, str):
        return "unknown"
    if sport in FIT_RUNS:
        return "run"
    if sport in FIT_WALKS:
        return "walk"
    if sport not in FIT_OPEN:
        return None
    if not isinstance(sub_sport, str) or sub_sport in FIT_SUB_OPEN:
        return "unknown"
    if sub_sport in FIT_SUB_RUNS:
        return "run"
    return "walk" if sub_sport in FIT_SUB_WALKS else None


def gpx_activity(text: str | None) -> Activity | None:
    """What a GPX track is, by the text of its `type`; None for another sport.

    Accents and capitals do not count; a word of another sport decides before a word of running,
    as in "bike ride after the run".
    """
    words = _words(text or "")
    if len(words) == 1 and words[0] in _STRAVA:
        return _STRAVA[words[0]]
    if not _OTHER_WORDS.isdisjoint(words):
        return None
    if not _RUN_WORDS.isdisjoint(words):
        return "run"
    return "unknown" if _WALK_WORDS.isdisjoint(words) else "walk"


def _words(text: str) -> list[str]:
    spread = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)  # apps write TrailRun and e_bike_ride
    plain = unicodedata.normalize("NFKD", spread).casefold()
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", kept)
