"""Studies: named ways to look at what a person wrote and to find what to say about it.

A script names one in a state (`study: feedback`); it runs on entering. It reads slots and the
hearing, and answers with prompts to say and slots to fill.
"""

from dialogs.feedback import FEEDBACK_STUDIES
from dialogs.findings import Study
from dialogs.rehearsal import PARTNER_STUDIES

STUDIES: dict[str, Study] = {**FEEDBACK_STUDIES, **PARTNER_STUDIES}
