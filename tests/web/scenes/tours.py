"""All scenes. The longer ways are in modules of their own."""

from __future__ import annotations

from hamstrong.web.shell.settings import Entrance
from tests.web.scenes import entrances, lives, maintenance, places, playing, way_back, way_in
from tests.web.scenes.scene import Scene, stops_at

SCENES = (
    Scene(
        "way-in",
        lives.nobody,
        way_in.tour,
        ("/welcome", "/triage/{form}", "/welcome/{step}", "/data/bring-back"),
    ),
    Scene(
        "emergency",
        lives.told("chest_breath"),
        stops_at("/outcome", "/outcome/clinic"),
        ("/outcome",),
    ),
    Scene("same-day", lives.told("leg_swollen", "calf_ache"), stops_at("/outcome")),
    Scene("professional", lives.told("lump_weight"), way_in.cleared, ("/warning-signs/clearance",)),
    Scene("limping", lives.limping, stops_at("/outcome", "/")),
    Scene("first-day", lives.enrolled, places.first_day),
    Scene("questions", lives.before_session, places.check_in, places.CHECK_IN_PAGES),
    Scene("session", lives.ready, places.session_day, ("/session/practice", "/print/today")),
    Scene("session-by-forms", lives.working, places.by_forms, ("/session", "/session/stop")),
    Scene("done", lives.done, stops_at("/", "/session", "/check-in/answers")),
    Scene("loads", lives.lifted, places.loads, ("/loads", "/loads/session")),
    Scene("rest", lives.resting, stops_at("/", "/session", "/plan")),
    Scene("easy-day-0", lives.flare(0), stops_at("/")),
    Scene("easy-day-1", lives.flare(1), stops_at("/")),
    Scene("easy-day-2", lives.flare(2), stops_at("/")),
    Scene("failed-morning", lives.failed_morning, stops_at("/", "/progress")),
    Scene("questions-again", lives.strong_pain_before, stops_at("/", "/outcome")),
    Scene("be-seen", lives.flagged("leg_swollen", "calf_ache"), stops_at("/", "/outcome/clinic")),
    Scene("help-now", lives.flagged("chest_breath"), stops_at("/", "/outcome")),
    Scene("weeks", lives.weeks, places.after_weeks, places.LATE_PAGES),
    Scene("more", lives.weeks, stops_at(*places.MORE), places.MORE),
    Scene("playing", lives.ready, playing.tour),
    Scene("faults", lives.ready, places.faults),
    Scene("run", lives.running, way_back.run_day),
    Scene("run-by-forms", lives.on_a_run, way_back.by_forms),
    Scene("runs", lives.runner, way_back.run_files, way_back.RUNNING_PAGES),
    Scene("run-times", lives.ran_untimed, way_back.run_times, way_back.TIME_PAGES),
    Scene("first-ratings", lives.done, stops_at("/activities/first"), ("/activities/first",)),
    Scene("moved", lives.moved_away, stops_at("/", "/data/moved"), ("/data/moved",)),
    Scene("sitting", lives.runner, stops_at("/", "/tests")),
    Scene("watched", lives.back_in_sport, way_back.watched, way_back.WATCH_PAGES),
    Scene(
        "tests",
        lives.back_in_sport,
        way_back.tests_of(
            "balance_time", "active_knee_extension", "hop_comfort", "prone_knee_bend"
        ),
        way_back.TEST_PAGES,
    ),
    Scene("weekly", lives.back_in_sport, maintenance.weekly, maintenance.WEEKLY_PAGES),
    Scene("both-legs", lives.both_legs, stops_at("/", "/progress", "/legs"), ("/legs",)),
    Scene("second-injury", lives.after_a_pop, stops_at("/", "/episodes"), ("/episodes",)),
    Scene("maintaining", lives.maintaining, maintenance.well, maintenance.MAINTENANCE_PAGES),
    Scene("field-warm-up", lives.field_player, maintenance.warm_up, ("/warm-up",)),
    Scene("phones", lives.nobody, entrances.phones, ("/phones", "/pair"), Entrance.PAIRING),
    Scene("password", lives.nobody, entrances.password, ("/login",), Entrance.PASSWORD),
)
