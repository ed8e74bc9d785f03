"""Which language a message is in, where it is not English: offline, from script and letters."""

import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Protocol

from dialogs.hearing.en.english import COMMON, words_of

MODEL = Path(__file__).parent / "languages.ftz"
LONGEST = 400
OTHER = "other"
# Of fewer words anything may be: a name, a town, a word from a song.
FEW, LETTERS = 2, 8
# Scots is no foreign language here, and what is written in it is heard as English.
_ENGLISH = ("en", "sco")
_ONE = {"arz": "ar", "nds": "de", "als": "de", "nb": "no", "nn": "no", "pnb": "ur", "sh": "sr",
        "bs": "sr", "yue": "zh", "wuu": "zh", "ckb": "ku", "mzn": "fa", "azb": "az", "ms": "id",
        "min": "id", "jv": "id", "fil": "tl"}  # fmt: skip
# What is typed so often without its apostrophe that it looks like another language ("im" Garten).
_TYPED = {"im": "i'm", "dont": "don't", "cant": "can't", "u": "you", "ur": "your", "til": "until",
          "pls": "please", "k": "ok", "idk": "i don't know", "gimme": "give me", "thx": "thanks"}  # fmt: skip
# Everyday English that is everyday in other languages as well, and so tells nothing.
_SHARED = frozenset(
    "a am an be come do go had he her him in is me mind no on or so u up was we will".split()
)
# English of many places, and what people in trouble say.
_MORE = frozenset(
    "abeg aint alone arvo asap aye bairn bairns body bruv cannae cannot cos craic cuz dey didnae dinnae "
    "does doesn doing doon eejit everybody fae fed feck girlfriend boyfriend guy guys hate hates hella help "
    "hit hits hubby hurt hurts husband innit isnae ken kids killed lah lads leh liddat lor ma's mad mam mate "
    "maybe mum nae nobody noo nothing ol onye oot party pissed quid roon sad scared school shift sia "
    "sick sorry stressed stuck stupid tae tired ugh una wanna wee wetin whit wife wisnae wit wouldnae ye yer "
    "yeah yep yes yous y'all".split()
)
_TELLING = (COMMON | _MORE) - _SHARED
_LOANS = re.compile(
    r"c['’]est la vie|d[eé]j[aà] vu|que sera,? sera|hasta la vista|mi casa(?: es)? su casa|la dolce vita|"
    r"carpe diem|je ne sais quoi|dolce far niente|bon app[eé]tit|feliz navidad|wabi sabi|la la la"
)
# Letters that words taken into English hardly have (café, naïve, El Niño).
_FAR = re.compile(r"[^\x00-\x7fàáâäçèéêëïñóôöü’‘“”–—…]")
# The languages of a script, as the names of its letters begin; the first one when in doubt.
_SCRIPTS = {
    "CYRILLIC": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg"),
    "ARABIC": ("ar", "fa", "ur", "ps", "ku", "ug", "sd"),
    "DEVANAGARI": ("hi", "mr", "ne"),
    "HEBREW": ("he", "yi"),
    "BENGALI": ("bn",), "GURMUKHI": ("pa",), "GUJARATI": ("gu",), "ORIYA": ("or",),
    "TAMIL": ("ta",), "TELUGU": ("te",), "KANNADA": ("kn",), "MALAYALAM": ("ml",),
    "SINHALA": ("si",), "THAI": ("th",), "LAO": ("lo",), "MYANMAR": ("my",), "KHMER": ("km",),
    "ETHIOPIC": ("am",), "GEORGIAN": ("ka",), "ARMENIAN": ("hy",), "GREEK": ("el",),
    "HANGUL": ("ko",), "HIRAGANA": ("ja",), "KATAKANA": ("ja",), "CJK": ("zh",),
    "TIBETAN": ("bo",),
}  # fmt: skip
# Everyday words of languages that are typed in Latin letters and that the model does not know so.
_SPELT = {
    "hi": "aa aaj aap ab abhi acha achha akela akele bahar bahut bas bhai bol bolo bolta bolte bolti bolu chahiye "
    "chahta chahti dar din dost ek gaya gayi ghar gussa haal hai hain ho hoga hota hoti hu hua hui hum humein "
    "hun jab jata jati jao ka kab kahan kaise karna karo karta karti ke ki kisi kitna ko koi kuch kya kyu kyun "
    "lag lagta lekin liye lo madad main mat mein mera mere meri mujh mujhe mujhko mujhse nahi nahin nhi pati "
    "patni phir raha rahe rahi rha rhi sab saath sakta sakti samajh se sirf sona tha thak thi thoda tu tum tumhe "
    "usko uska wo woh chhod chod do maarta mann jeene karu khana kha paise dard pareshan yaar yeh zindagi marna".split(),
    "ar": "ana biddi bidi mout mino menno ahlan akhi amoot anam ayez ayza bas bahebek bhebak enta enti eh ezay ezayak fein gozi habibi habibti "
    "hada howa heya inta inti kaman khalas khayef khayfa kifak kifik kteer ktir lazem lesh leh law mafi marhaba "
    "mesh mish mosh msh momken mumkin salam sama7t shu shukran shwaya ta3ban ta3bana tayeb wallah wala yalla "
    "ya3ni zawji w".split(),
    "sw": "asante baada bado bila habari hapana hii huyu jana jioni kama kesho kila kiswahili kufa kulala kuongea "
    "kwa kwangu kwamba lakini leo mimi mke mume mpenzi mtu na nahitaji naomba naogopa nataka nifanye nimechoka "
    "nina ninahitaji ninaogopa ninataka nisaidie peke pekee rafiki saa sana sasa sawa sijui sitaki siwezi tafadhali "
    "tena tu usiku wangu wewe yangu yeye".split(),
    "vi": "anh ay biet buon cam chan chet chi chong cho cua duoc di em gi giup hom khong lai lam met mot muon "
    "minh nay ngu nhieu nhu noi phai qua rat sao se tai toi vo voi".split(),
}  # fmt: skip
_MARKS = {language: frozenset(words) for language, words in _SPELT.items()}
# Arabic in Latin letters writes what these lack as a digit within a word: ta3ban, 7abibi.
_DIGITS = re.compile(r"\b(?=\w*[23579])(?=(?:\w*[a-z]){3})[a-z]*[23579][a-z]+\d?[a-z]*\b")
_UNITS = re.compile(r"\b\d+(?:st|nd|rd|th|am|pm|hrs?|mins?|secs?|ish|ams|pms|kg|km|gb|x|d|k)?\b")
_NOT_WORDS = re.compile(r"https?://\S+|\S+@\S+|[@#/]\w+")


class _Model(Protocol):
    def predict(self, text: str, k: int) -> tuple[tuple[str, ...], tuple[float, ...]]: ...


def foreign(text: str) -> str:
    """The language of a text as an ISO 639-1 code, "other" for one that can't be named.

    "" for English, and for what is too short or too unsure to tell.
    """
    plain = _NOT_WORDS.sub(" ", unicodedata.normalize("NFKC", text[:LONGEST]))
    plain = " ".join(plain.encode("utf-8", "ignore").decode().split())
    named = _names(plain)
    plain = _LOANS.sub(" ", plain.lower())
    if script := _script(plain):
        return _within(script, plain)
    return "" if named else _spelt(plain) or _latin(plain)


def _names(text: str) -> bool:
    """Whether these are a few words with several capitals: José García, Rio de Janeiro."""
    words = text.split()
    return len(words) < 5 and sum(word.istitle() for word in words) > 1


def _script(text: str) -> str:
    """The script of most letters; "" for Latin letters, or next to none."""
    letters = [each for each in text if each.isalpha()]
    counts = Counter(unicodedata.name(each, "").partition(" ")[0] for each in letters)
    if counts["HIRAGANA"] + counts["KATAKANA"] > 0.1 * len(letters):
        return "HIRAGANA"
    strange = [(number, name) for name, number in counts.items() if name in _SCRIPTS]
    if len(letters) < FEW or 2 * sum(number for number, _ in strange) < len(letters):
        return ""
    return max(strange)[1]


def _within(script: str, text: str) -> str:
    """The language of a text in a script that is not Latin."""
    languages = _SCRIPTS[script]
    if len(languages) == 1:
        return languages[0]
    if script == "CYRILLIC" and re.search("[іїєґ]", text) and not re.search("[ыэўәқңү]", text):
        return "uk"
    # Of Marathi and Nepali the model is too fond.
    least = 0.8 if script == "DEVANAGARI" else 0.0
    found = (each for each, share in _guesses(text) if each in languages and share >= least)
    return next(found, languages[0])


def _spelt(text: str) -> str:
    """A language that is mostly written in another script or lacks its accents here."""
    words = re.findall(r"[a-z0-9']+", text)
    if len(words) < FEW or re.search(r"[^\W\d_a-z]", text):
        return ""
    digits = set(_DIGITS.findall(_UNITS.sub(" ", text)))
    for language, marks in _MARKS.items():
        known = [word for word in words if word in marks or (language == "ar" and word in digits)]
        enough = 2 if len(words) < 6 else 3
        if len(set(known)) >= enough and len(known) >= 0.45 * len(words):
            english = sum(word in COMMON and word not in marks for word in words)
            return language if english <= 0.2 * len(words) else ""
    return ""


def _latin(text: str) -> str:
    """The language of a text in Latin letters, where it is plainly not English."""
    words = [word for word in words_of(text) if len(word) > 1]
    if len(set(words)) < FEW or sum(map(len, words)) < LETTERS:
        return ""
    found = _guesses(" ".join(_TYPED.get(word, word) for word in text.split()))
    english = sum(share for language, share in found if language in _ENGLISH)
    others = [(share, language) for language, share in found if language not in _ENGLISH]
    share, language = max(others, default=(0.0, ""))
    common = sum(word in _TELLING for word in words) / len(words)
    needed = _needed(len(words), common) - 0.3 * (len(_FAR.findall("".join(words))) > 1)
    if share - english < needed:
        return ""
    return language if len(language) == 2 and share >= 0.3 else OTHER


def _needed(words: int, common: float) -> float:
    """How much likelier than English another language has to be."""
    if common > 0.5 or (common >= 0.3 and words > 12):
        return 2.0
    if common >= 0.2 and words < 6:
        return 2.0
    if common >= 0.25:
        return 0.9
    return 0.42 if words < 4 else 0.2 + common


def _guesses(text: str) -> list[tuple[str, float]]:
    """The likeliest languages with their shares; none when the model can't be had."""
    model = _model()
    if model is None or not text:
        return []
    labels, shares = model.predict(text, 5)
    names = [label.removeprefix("__label__") for label in labels]
    return [(_ONE.get(name, name), share) for name, share in zip(names, shares, strict=True)]


@cache
def _model() -> _Model | None:
    """The model, 0.03 s at its first use; None where it can't be loaded."""
    try:
        import fasttext

        model: _Model = fasttext.load_model(str(MODEL))
    except (ImportError, OSError, ValueError):
        return None
    return model
