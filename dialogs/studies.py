"""Studies: named ways to look at what a person wrote and to find what to say about it.

A script names one in a state (`study: feedback`); it runs on entering. It reads slots and the
hearing, and answers with prompts to say and slots to fill.
"""

from dialogs import deck, feedback, rehearsal
from dialogs.findings import Study

STUDIES: dict[str, Study] = {
    **feedback.FEEDBACK_STUDIES,
    **rehearsal.PARTNER_STUDIES,
    **deck.DECK_STUDIES,
}

# What the studies of a script may say besides what its states name.
PROMPTS: dict[str, tuple[str, ...]] = {
    "practice": feedback.PROMPTS,
    "rehearse": rehearsal.PROMPTS,
}
