"""Studies: named ways to look at what a person wrote and to find what to say about it.

A script names one in a state (`study: feedback`); it runs on entering. It reads slots and the
hearing, and answers with prompts to say and slots to fill.
"""

from dialogs import (
    ask_for_space_study,
    balance_study,
    boundary_study,
    deck,
    feedback,
    i_you_we_study,
    learn_study,
    partner_needs_space_study,
    rehearsal,
    repair_study,
    security_study,
)
from dialogs.findings import Study

STUDIES: dict[str, Study] = {
    **feedback.FEEDBACK_STUDIES,
    **rehearsal.PARTNER_STUDIES,
    **ask_for_space_study.SPACE_SENTENCE_STUDIES,
    **deck.DECK_STUDIES,
    **balance_study.BALANCE_STUDIES,
    **boundary_study.BOUNDARY_STUDIES,
    **security_study.SECURITY_STUDIES,
    **learn_study.LEARN_STUDIES,
    **partner_needs_space_study.SPACE_STUDIES,
    **repair_study.REPAIR_STUDIES,
    **i_you_we_study.THREE_STUDIES,
}

# What the studies of a script may say besides what its states name.
PROMPTS: dict[str, tuple[str, ...]] = {
    "practice": feedback.PROMPTS,
    "rehearse": rehearsal.PROMPTS,
    "repair": repair_study.PROMPTS,
    "i_you_we": i_you_we_study.PROMPTS,
    "balance": balance_study.PROMPTS,
    "learn": learn_study.PROMPTS,
}
