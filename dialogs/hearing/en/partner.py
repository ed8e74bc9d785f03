"""English talk about the partner turned into talk to the partner."""

import re

from dialogs.hearing.en.verbs import is_known_third, plural

_SUBJECT = {"he": "he", "she": "she", "they": "they"}
_OBJECT = {"him": "he", "her": "she", "them": "they", "em": "they"}
_OWNING = {"his": "he", "her": "she", "their": "they"}
_OWN = {"hers": "she", "theirs": "they"}
_SELF = {"himself": "he", "herself": "she", "themselves": "they", "themself": "they"}
_ADVERBS = frozenset(
    "always never just really often still also probably only even sometimes actually already "
    "totally usually clearly rarely hardly barely honestly now both kinda genuinely simply maybe "
    "deeply truly definitely certainly so".split()
)
_MALE = frozenset(
    "dad father brother son uncle grandad grandpa grandfather boy man guy bloke nephew papa".split()
)
_FEMALE = frozenset(
    "mum mom mam mother sister daughter aunt auntie nan gran grandma grandmother girl woman niece "
    "mama".split()
)
_EITHER = frozenset(
    "boss friend colleague coworker baby dog cat kid child mate neighbour neighbor someone somebody "
    "teacher doctor cousin toddler teenager ex manager roommate flatmate person therapist".split()
)
_MANY = frozenset(
    "kids children boys girls neighbours friends parents laws in-laws people family twins mates "
    "everyone everybody police folks lads grandparents colleagues sons daughters brothers sisters".split()
)
_PARTNERS = (
    "husband wife partner boyfriend girlfriend bf gf hubby missus fiance fiancé fiancée spouse "
    "hubs bloke fella".split()
)
_PARTNER = re.compile(rf"\b[Mm]y ({'|'.join(_PARTNERS)})\b('s\b)?")
_DETERMINERS = frozenset(
    "the my our your his her their these those all some two three both".split()
)
_AFTER_OBJECT = frozenset(
    "a an the and or but so to too when if because cos that is was for with about in on at from of "
    "up down out off all very much more most less back away again even not as than like while this "
    "i I I'm you we he she they it its it's loads lots dearly anymore now today tonight tomorrow "
    "still always never how what why where who which who's until till after before alone first "
    "anything something everything nothing space time sleep know have feel be do go get see think "
    "crying being having doing going feeling hurting thinking talking coming working every right "
    "need want through by without my our over around near please either though although honestly "
    "tbh maybe really just only both ever since home there here bits enough well badly better".split()
)
_TAKES_TWO = frozenset(
    "give gave tell told show showed owe buy bought make made let lets help find finding found keep keeping".split()
)
_HAS_DONE = frozenset(
    "been had got done gone made taken given worked lost started stopped tried waited missed said "
    "seen come become felt kept put left told asked helped cooked cleaned cancelled planned bought "
    "forgotten changed grown barely".split()
)
_CLAUSE_STARTS = frozenset("but because cos when that if so since while".split())
_GROUPS = [[word, "of"] for word in ("lot", "all", "both", "some", "one", "none", "most", "rest")]
_FAMILY = frozenset(
    "mum mom mother dad father sister brother parents family job boss work mood kids".split()
)
_TOKEN = re.compile(r"[A-Za-z]+(?:[-'][A-Za-z]+)*'?|[^A-Za-z]+")
_ENDING = re.compile(r"^(.+?)('s|'d|'ll|'ve|'re)$")


def to_partner(text: str) -> str:
    """Mended text with the pronouns and verbs for the partner turned to "you".

    A pronoun that may stand for somebody else named before it is left alone.
    """
    return _Turning(_PARTNER.sub(_partner_word, text)).done()


def _partner_word(found: re.Match[str]) -> str:
    return "they" + (found[2] or "")


class _Turning:
    """One pass over the words of a text, knowing who was named so far."""

    def __init__(self, text: str) -> None:
        self.pieces = _TOKEN.findall(text)
        self.places = [n for n, piece in enumerate(self.pieces) if piece[0].isalpha()]
        self.words = [self.pieces[n] for n in self.places]
        self.lower = [word.lower() for word in self.words]
        self.taken = ""
        self.others: set[str] = set()
        self.agreeing = False

    def done(self) -> str:
        for at in range(len(self.words)):
            self._turn(at)
            self._notice(at)
        for n, at in enumerate(self.places):
            self.pieces[at] = self.words[n]
        return self._undoubled()

    def _undoubled(self) -> str:
        text = "".join(self.pieces)
        return re.sub(r"\byou you\b", "you, you", text)

    def _next(self, at: int) -> str:
        """The lower-case word after `at` in the same breath, or ""."""
        if at + 1 >= len(self.words):
            return ""
        between = "".join(self.pieces[self.places[at] + 1 : self.places[at + 1]])
        return self.lower[at + 1] if between == " " else ""

    def _mine(self, who: str) -> bool:
        if who in self.others or self.taken not in ("", who):
            return False
        self.taken = who
        return True

    def _say(self, at: int, word: str) -> None:
        big = self.words[at][0].isupper() and at == 0
        self.words[at] = word[0].upper() + word[1:] if big else word

    def _turn(self, at: int) -> None:
        low = self.lower[at]
        stem, ending = _split(low)
        if stem in _SUBJECT:
            self._turn_subject(at, stem, ending)
        elif low in _SELF and self._mine(_SELF[low]):
            self._say(at, "yourself")
        elif low in _OWNING and self._owns(at) and self._mine(_OWNING[low]):
            self._say(at, "your" if self._next(at) else "yours")
        elif low in _OWN and self._mine(_OWN[low]):
            self._say(at, "yours")
        elif (
            low in _OBJECT
            and self.lower[max(at - 2, 0) : at] not in _GROUPS
            and self._mine(_OBJECT[low])
        ):
            self._say(at, "you")
        elif self.agreeing and low in ("and", "but", "or", "then"):
            self._agree(at + 1, sure=False)
        elif low in ("i", "i'm", "i've", "we", "it", "it's", "when", "that", "who", "because"):
            self.agreeing = False

    def _turn_subject(self, at: int, who: str, ending: str) -> None:
        if not self._mine(who):
            self.agreeing = False
            return
        if ending == "'s" and who == "they":
            self._say(at, "your" if self._next(at) in _FAMILY else self._is_or_has(at))
        elif ending == "'s":
            self._say(at, self._is_or_has(at))
        else:
            self._say(at, "you" + ending)
        self.agreeing = True
        if not ending:
            self._agree_before(at)
            self._agree(at + 1, sure=True)

    def _is_or_has(self, at: int) -> str:
        after = at + 1
        while after < len(self.lower) and self.lower[after] in _ADVERBS | {"not"}:
            after += 1
        return (
            "you've"
            if self.lower[after : after + 1] and self.lower[after] in _HAS_DONE
            else "you're"
        )

    def _agree(self, at: int, *, sure: bool) -> None:
        """Give the verb at `at`, or after adverbs there, the form that goes with "you"."""
        while at < len(self.lower) and self.lower[at] in _ADVERBS:
            at += 1
        if at >= len(self.words):
            return
        low = self.lower[at]
        if (sure or is_known_third(low)) and plural(low) != low:
            self.words[at] = plural(low)

    def _agree_before(self, at: int) -> None:
        """Mend "does she", "how is he": a verb that stands before its subject."""
        asks = at == 1 or (at > 1 and self.lower[at - 2] in ("how", "why", "what", "where", "when"))
        if at and asks and self.lower[at - 1] in ("is", "was", "has", "does", "isn't", "doesn't"):
            self._say(at - 1, plural(self.lower[at - 1]))

    def _owns(self, at: int) -> bool:
        low, following = self.lower[at], self._next(at)
        if low == "his":
            return True
        if low == "their":
            return bool(following)
        if following and (not at or self.lower[at - 1] in _CLAUSE_STARTS):
            return following == "back" or following not in _AFTER_OBJECT
        if not following or following in _AFTER_OBJECT or following.endswith("ly"):
            return False
        before = self.lower[at - 1] if at else ""
        return before not in _TAKES_TWO or following in _FAMILY

    def _notice(self, at: int) -> None:
        """Remember whom a word names beside the partner."""
        stem, _ = _split(self.lower[at])
        if self.lower[max(at - 2, 0) : at] and "a" in self.lower[max(at - 2, 0) : at]:
            return
        if stem in _MALE:
            self.others.add("he")
        elif stem in _FEMALE:
            self.others.add("she")
        elif stem in _EITHER:
            self.others |= {"he", "she", "they"} - {self.taken}
        elif stem in _MANY or self._is_plural_noun(at):
            self.others.add("they")

    def _is_plural_noun(self, at: int) -> bool:
        low = self.lower[at]
        led = at > 0 and self.lower[at - 1] in _DETERMINERS
        return led and low.endswith("s") and not low.endswith(("ss", "'s", "us", "is"))


def _split(word: str) -> tuple[str, str]:
    found = _ENDING.match(word)
    return (found[1], found[2]) if found else (word, "")
