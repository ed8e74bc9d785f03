"""The everyday words of English."""

import re

COMMON = frozenset(
    "a about after all alone am an and any are as at back be been but by can come could day did do don't "
    "dont for from get go going gonna good got had has have he her him his home hour how i i'd i'll i'm "
    "i've id if ill im in is it it's its ive just know later let like love make me mind my myself need "
    "never new night no not now of off ok okay on one or our out over please quiet really room said say "
    "she should sleep so some something space still sure tell than thanks that that's the them then there "
    "these they thing think this time to today tomorrow tonight too u up ur us want was we week well were "
    "what when where which while who why will with work would yes you you're your".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, with plain apostrophes."""
    return [word.replace("’", "'").lower() for word in _WORD.findall(text)]
