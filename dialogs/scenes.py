"""Practice scenes: which there are, how hard each is, and which comes next.

Their words stand under `scene:` in prompts/LANG/practice/words.yaml, by the same names. To
add one, write it there and name it here.
"""

from typing import Final

from dialogs.findings import Findings
from dialogs.hearing.heard import Hearing
from dialogs.session import Slots, Value

SCENES: Final[dict[int, tuple[str, ...]]] = {
    1: (
        "home_first", "saturday_run", "loud_flat", "book_corner", "after_shift", "gym_bag",
        "phone_call", "lunch_break", "garden_hour", "exam_week", "early_night", "choir_night",
        "small_kitchen",
    ),
    2: (
        "new_baby", "same_desk", "film_planned", "visiting_mother", "night_nurse", "far_apart",
        "retired_now", "in_the_van", "texts_all_day", "her_children", "fasting_month",
        "band_practice", "sore_back", "new_in_town",
    ),
    3: (
        "after_the_row", "sulking", "anniversary", "old_hurt", "grief", "job_lost", "last_time",
        "in_the_car", "in_laws_stay", "birthday_alone", "on_the_phone_crying", "moved_in",
    ),
}  # fmt: skip
HARDEST: Final = max(SCENES)


def draw_scene(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """The next scene: one not seen yet, harder once the last one went well.

    `draw`, a number given from outside, lets people begin at different scenes.
    """
    seen = slots.get("scenes") or Value(number=1)
    verdict = slots.get("verdict")
    went_well = "scene" in slots and verdict is not None and verdict.pick == "good"
    level = min((seen.number or 1) + went_well, HARDEST)
    scene = _next(level, seen.picks, (slots["draw"].number or 0) if "draw" in slots else 0)
    past = slots.get("tries")
    return Findings(
        slots={
            "scene": Value(pick=scene),
            "scenes": Value(number=level, picks=[*(s for s in seen.picks if s != scene), scene]),
            # What was said so far stays said; a new scene has no earlier try to be held against.
            "tries": Value(number=past.number, picks=past.picks) if past else None,
            "verdict": None,
        }
    )


def _next(level: int, seen: list[str], draw: int) -> str:
    """The first unseen scene of a level, then of the harder ones, else the one seen longest ago."""
    for each in (*range(level, HARDEST + 1), *range(level - 1, 0, -1)):
        scenes = SCENES[each]
        turned = [scenes[(draw + at) % len(scenes)] for at in range(len(scenes))]
        for scene in turned:
            if scene not in seen:
                return scene
    return next(scene for scene in seen if scene in SCENES[level])
