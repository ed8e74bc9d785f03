"""The dialog that the peers hold: as long as the coach's own, with the same buttons."""

from typing import NamedTuple


class Question(NamedTuple):
    state: str
    text: str
    rows: list[list[str]]


_ROUND = ["Back", "Skip", "Why ask?"]
WALK = [
    Question(
        "situation",
        "Come in. We'll go one question at a time.\n\nSo, what's happening at the moment?",
        [
            ["It's all a bit much"],
            ["We argued"],
            ["No time to myself"],
            ["Together round the clock"],
            ["Something I'd like to do"],
            ["Nothing's wrong"],
            ["Skip", "Why ask?"],
        ],
    ),
    Question(
        "feeling",
        "Then let's go slowly.\n\nWhen you stop for a second, what do you notice in yourself?",
        [
            ["Worn out", "My head is full"],
            ["Overwhelmed", "On edge"],
            ["A bit low", "Restless"],
            _ROUND,
        ],
    ),
    Question(
        "need",
        "We'll keep this short.\n\nIf the next stretch of time were yours, what would you want?",
        [
            ["Time to recharge"],
            ["Some quiet", "Time on my own"],
            ["Time outside"],
            ["Time to calm down"],
            ["Time for something of my own"],
            _ROUND,
        ],
    ),
    Question(
        "purpose",
        "That's a need people recognise.\n\nWhat would come back, do you think?",
        [
            ["Show up fully for us"],
            ["Think straight again"],
            ["Really listen to them"],
            ["Get my patience back"],
            ["Feel like myself again"],
            ["Enjoy being together"],
            _ROUND,
        ],
    ),
    Question(
        "how_long",
        "Then the space is for both of you.\n\nHow much time are we talking about?",
        [
            ["Half an hour", "An hour"],
            ["A couple of hours"],
            ["This evening", "Till tomorrow"],
            _ROUND,
        ],
    ),
    Question(
        "back_at",
        "That's a fair stretch.\n\nAnd when would they hear from you or see you next?",
        [["After dinner", "Before bed"], ["Tomorrow morning"], ["When I'm home"], _ROUND],
    ),
    Question(
        "about_us",
        "Soon enough to wait for.\n\nWhat would you want them to know about the two of you?",
        [
            ["I love you"],
            ["It's nothing you did"],
            ["I'm not going anywhere"],
            ["You matter to me"],
            ["We're good"],
            _ROUND,
        ],
    ),
    Question(
        "their_side",
        "I'll make sure that's in there.\n\nHow are things for them right now, as far as you know?",
        [
            ["Wanted time together"],
            ["Had a long day too"],
            ["Might worry what it means"],
            ["Doing a lot at home"],
            ["I don't know"],
            _ROUND,
        ],
    ),
    Question(
        "sentence",
        "This is what it can be now:\n\nI need some time to recharge so I can show up fully for us.",
        [["Short", "Warm"], ["Direct", "My own words"], ["Start over"], ["Back", "Why ask?"]],
    ),
    Question(
        "complete",
        "This one, then:\nI need some time to recharge so I can show up fully for us.",
        [
            ["Keep it", "Change a word"],
            ["Show me the others"],
            ["Start over"],
            ["Back", "Why ask?"],
        ],
    ),
]
FAREWELL = "It's in your phrasebook."


def chosen(text: str, label: str) -> str:
    """A question with the tapped choice under it."""
    return f"{text}\n\n→ {label}"
