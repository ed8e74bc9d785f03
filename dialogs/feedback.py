"""Feedback on a try: first what works, in the person's own words, then one next step.

The order of the steps: harms that are sure, gravest first, then what is missing. A harm that
is not sure is only asked about, once.

Good enough, and then it stops: no sure harm and nothing left to ask, a need or a request, and
one of return, purpose or reassurance. The source text's own example ("I need some time to
recharge so I can show up fully for us") has a need, a purpose and reassurance, and no return
time; a break works when it has an end (time-out practice); openers in I-language that hold
both perspectives are rated best (Rogers, Howieson & Neame 2018). None of the three is asked
for once another one stands. You-talk harms everywhere and we-talk helps in conflict only, so
"we" is never praised for itself: reassurance counts once the writer's own need is named.
"""

from collections.abc import Iterator
from typing import Final

from dialogs.findings import Findings, Study
from dialogs.hearing.en.english import COMMON, words_of
from dialogs.hearing.heard import Hearing
from dialogs.hearing.languages import foreign
from dialogs.rewrite import rewrite
from dialogs.scenes import draw_scene
from dialogs.session import Slots, Value
from dialogs.tries import LONG, Past, Try, bare, cut, noted, past_of, read_try

# So many words without a single everyday one of English are hardly English.
FEW_WORDS: Final = 3
GRAVEST_FIRST: Final = (
    "threat", "contempt", "blame", "absolute", "mind_reading", "guilt_trip", "dismissal",
    "self_blame",
)  # fmt: skip
MOST_TELLING: Final = (
    "return", "need", "purpose", "acknowledge", "reassurance", "feeling", "request",
)  # fmt: skip
LINKS: Final = ("return", "reassurance", "purpose")
MISSING: Final = (*LINKS, "acknowledge", "feeling")
SIDES: Final = {
    "me": ("need", "purpose", "feeling"),
    "you": ("acknowledge", "request"),
    "we": ("return", "reassurance"),
}
KINDS: Final = ("fragment", "other_language", "too_long", "no_request", "same_words")
PROMPTS: Final[tuple[str, ...]] = (
    *(f"step_{harm}" for harm in GRAVEST_FIRST),
    "step_sarcasm",
    *(f"ask_{harm}" for harm in GRAVEST_FIRST),
    "quoted",
    "missing_need",
    *(f"missing_{move}" for move in MISSING),
    "lost",
    *(f"praise_{move}" for move in MOST_TELLING),
    "gained",
    "gone",
    "eased",
    *KINDS,
    "glance",
    "lands",
    "let_be",
)
TIMES: Final = 4
ASKED: Final = 1
SIDE_MOST: Final = 34


def feedback(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """Look at the slot `sentence` and say the one thing that helps most.

    Fills `quote` (what works), `piece` (what the step is about), `gone` and `lost` (words of
    the try before), `sides`, `rewrite`, `verdict` ("good", "step" or "kind") and `tries`.
    """
    text = _own(slots["sentence"].said)
    past = past_of(slots.get("tries"))
    heard = hearing.hear(text)
    attempt = read_try(text, heard)
    kind = _kind(attempt, past)
    parts = _on_kind(kind, attempt) if kind else _on_try(attempt, past)
    offers = kind == "too_long" or (not kind and attempt.harms)
    made = rewrite(text, heard, hearing, language) if offers else ""
    spoken: dict[str, Value | None] = {
        name: parts.slots.get(name) for name in ("quote", "piece", "gone", "lost", "sides")
    }
    # What asks for nothing may still be just the message they want to keep.
    unsaid = Value(pick="step" if kind == "no_request" else "kind")
    verdict = unsaid if kind else parts.slots["verdict"]
    if kind == "same_words" and "verdict" in slots:
        verdict, made = slots["verdict"], slots["rewrite"].said if "rewrite" in slots else ""
    spoken |= {"verdict": verdict, "rewrite": Value(said=made) if made else None}
    spoken["tries"] = noted(past, parts.prompts, attempt, tells=not kind)
    return Findings(parts.prompts, spoken)


def _own(said: str) -> str:
    """The sentence itself, without quotation marks round all of it."""
    text = said.strip()
    pairs = {'"': '"', "“": "”", "'": "'", "‘": "’", "«": "»"}
    if len(text) > 2 and pairs.get(text[0]) == text[-1] and text[0] not in text[1:-1]:
        return text[1:-1].strip()
    return text


# What is no try


def _kind(attempt: Try, past: Past) -> str:
    """What stands there when it's nothing to give feedback on, or ""."""
    words = words_of(attempt.text)
    unknown = len(words) > FEW_WORDS and not COMMON & {*words}
    if foreign(attempt.text) or (unknown and not attempt.has):
        return "other_language"
    if past.words.get("text") == bare(attempt.text):
        return "same_words"
    if len(attempt.text) > LONG:
        return "too_long"
    if not attempt.has and attempt.is_clean:
        has_letters = any(letter.isalpha() for letter in attempt.text)
        return "no_request" if len(attempt.text.split()) > 2 and has_letters else "fragment"
    about = attempt.has - {"reassurance", "acknowledge"}
    return "no_request" if not about and attempt.is_clean else ""


def _on_kind(kind: str, attempt: Try) -> Findings:
    heart = attempt.moves.get("need", "") if kind == "too_long" else ""
    return Findings([kind], {"piece": Value(said=heart) if heart else None})


# What is one


def _on_try(attempt: Try, past: Past) -> Findings:
    slots: dict[str, Value | None] = {}
    prompts = [*_praise(attempt, past, slots), _step(attempt, past, slots)]
    slots["verdict"] = Value(pick="good" if prompts[-1] == "lands" else "step")
    return Findings([*prompts, *_glance(attempt, past, prompts[-1], slots)], slots)


def _praise(attempt: Try, past: Past, slots: dict[str, Value | None]) -> Iterator[str]:
    """One thing that works: a harm that went, a move that came in, or one that stands."""
    left = [harm for harm in GRAVEST_FIRST if past.words.get(harm)]
    left = [harm for harm in left if not _stands(past.words[harm], harm, attempt)]
    better = "eased" if attempt.heard_against else "gone"
    if left and past.times(better) < TIMES:
        slots["gone"] = Value(said=past.words[left[0]], pick=left[0])
        yield better
        return
    fit = [move for move in MOST_TELLING if _is_praised(attempt, move)]
    new = [move for move in fit if past.words and move not in past.words]
    if new and past.times("gained") < TIMES:
        slots["quote"] = Value(said=attempt.moves[new[0]], pick=new[0])
        yield "gained"
        return
    fit.sort(key=lambda move: past.times(f"praise_{move}"))
    if fit and past.times(f"praise_{fit[0]}") < TIMES:
        slots["quote"] = Value(said=attempt.moves[fit[0]], pick=fit[0])
        yield f"praise_{fit[0]}"


def _stands(words: str, harm: str, attempt: Try) -> bool:
    """Whether a harm is still heard, or its words are still there though it isn't."""
    return harm in attempt.heard_against or bare(words) in bare(attempt.text)


def _is_praised(attempt: Try, move: str) -> bool:
    own = move != "reassurance" or bool(attempt.has & {"need", "request"})
    return own and bool(attempt.moves.get(move))


def _step(attempt: Try, past: Past, slots: dict[str, Value | None]) -> str:
    """The one next step; its words stand in `piece`, what got lost in `lost`."""
    for harm in _in_order(attempt):
        prompt = "step_sarcasm" if _mocks(attempt, harm) else f"step_{harm}"
        if past.times(prompt) < TIMES:
            slots["piece"] = Value(said=attempt.harms[harm], pick=harm)
            return prompt
    if attempt.reported and past.times("quoted") < ASKED:
        slots["piece"] = Value(said=attempt.reported)
        return "quoted"
    for harm in GRAVEST_FIRST:
        if harm in attempt.doubts and past.times(f"ask_{harm}") < ASKED:
            slots["piece"] = Value(said=attempt.doubts[harm], pick=harm)
            return f"ask_{harm}"
    asks = attempt.has & {"need", "request"}
    if not asks and past.times("missing_need") < TIMES:
        return _missing("need", past, slots)
    if asks and attempt.has & set(LINKS) and not attempt.harms:
        return "lands"
    lacking = [move for move in MISSING if move not in attempt.has]
    lacking.sort(key=lambda move: past.times(f"missing_{move}"))
    if lacking and past.times(f"missing_{lacking[0]}") < TIMES:
        return _missing(lacking[0], past, slots)
    return "let_be"


def _in_order(attempt: Try) -> list[str]:
    """The sure harms, gravest first; of two on the same words the narrower one."""
    order: list[str] = [harm for harm in GRAVEST_FIRST if harm in attempt.harms]
    both = attempt.harms.get("blame", ""), attempt.harms.get("absolute", "")
    if all(both) and (both[0] in both[1] or both[1] in both[0]):
        order.remove("blame")
    return order


def _mocks(attempt: Try, harm: str) -> bool:
    return attempt.mocks and harm in ("contempt", "guilt_trip")


def _missing(move: str, past: Past, slots: dict[str, Value | None]) -> str:
    """The step towards a move that is missing; it was there a moment ago, perhaps."""
    if past.words.get(move) and past.times("lost") < TIMES:
        slots["lost"] = Value(said=past.words[move], pick=move)
        return "lost"
    return f"missing_{move}"


def _glance(attempt: Try, past: Past, step: str, slots: dict[str, Value | None]) -> Iterator[str]:
    """Who each part speaks for, once two sides are there and it is news."""
    sides = _said_for(attempt)
    filled = [side for side, words in sides.items() if words]
    before = [side for side, moves in SIDES.items() if any(past.words.get(move) for move in moves)]
    news = filled != before or (step == "lands" and not past.times("lands"))
    if len(filled) > 1 and news and past.times("glance") < TIMES:
        slots["sides"] = Value(said=" ".join(filled), forms=sides)
        yield "glance"


def _said_for(attempt: Try) -> dict[str, str]:
    """The words that speak for each side; the same words count for one side only."""
    said: dict[str, str] = {}
    for side, moves in SIDES.items():
        found = [attempt.moves.get(move, "") for move in moves]
        news = (each for each in found if each and not _overlaps(each, said))
        said[side] = next(news, "")
    return {side: _shortened(words) for side, words in said.items()}


def _overlaps(words: str, said: dict[str, str]) -> bool:
    return any(each and (words in each or each in words) for each in said.values())


def _shortened(words: str) -> str:
    short = cut(words, SIDE_MOST)
    return short if short == words or short.endswith("…") else f"{short}…"


FEEDBACK_STUDIES: Final[dict[str, Study]] = {"feedback": feedback, "draw_scene": draw_scene}
