"""English typing mended where it costs nothing of a person's voice: "i", "im", "dont", shouting."""

import re

_MENDED = {
    "i": "I", "i'm": "I'm", "i've": "I've", "i'd": "I'd", "i'll": "I'll", "im": "I'm", "ive": "I've",
    "id": "I'd", "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "cant": "can't",
    "wont": "won't", "isnt": "isn't", "arent": "aren't", "wasnt": "wasn't", "werent": "weren't",
    "havent": "haven't", "hasnt": "hasn't", "hadnt": "hadn't", "couldnt": "couldn't",
    "wouldnt": "wouldn't", "shouldnt": "shouldn't", "mustnt": "mustn't", "aint": "ain't",
    "thats": "that's", "whats": "what's", "hes": "he's", "shes": "she's", "theyre": "they're",
    "theyve": "they've", "theyll": "they'll", "youre": "you're", "youve": "you've",
    "youll": "you'll", "youd": "you'd", "weve": "we've", "itll": "it'll", "theres": "there's",
    "wouldve": "would've", "couldve": "could've", "shouldve": "should've", "mightve": "might've",
    "everythings": "everything's", "im'": "I'm", "i`m": "I'm", "yall": "y'all", "nothings": "nothing's", "heres": "here's",
}  # fmt: skip
_AFTER_IT_IS = frozenset(
    "not a an the my our too so just been all hard nothing only me you us like never always "
    "really no about tough difficult okay ok fine still because getting going got".split()
)
_AFTER_I_WILL = frozenset(
    "be have need come go do never always leave get feel lose make still not".split()
)
_WORD = re.compile(r"[A-Za-z']+")


def mend(text: str) -> str:
    """The text with a capital "I" and the apostrophes that were left out, not shouted."""
    calm = _quiet(text)
    spans = list(_WORD.finditer(calm))
    pieces, at = [], 0
    for place, span in enumerate(spans):
        following = spans[place + 1].group().lower() if place + 1 < len(spans) else ""
        pieces += [calm[at : span.start()], _mend_word(span.group(), following)]
        at = span.end()
    return "".join(pieces) + calm[at:]


def _mend_word(word: str, following: str) -> str:
    low = word.lower()
    if low == "its" and following in _AFTER_IT_IS:
        return word[:2] + "'s"
    if low == "ill" and following in _AFTER_I_WILL:
        return "I'll"
    mended = _MENDED.get(low, word)
    if word[0].isupper() and mended != word and mended[0].islower():
        return mended[0].upper() + mended[1:]
    return mended


def _quiet(text: str) -> str:
    letters = [letter for letter in text if letter.isalpha()]
    shouted = len(letters) > 4 and all(letter.isupper() for letter in letters)
    return text.lower() if shouted else text
