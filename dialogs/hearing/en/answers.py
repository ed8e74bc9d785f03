"""What an English answer begins with and whether it answers at all."""

import re

from dialogs.hearing.en.clauses import DETERMINERS, PRONOUNS, one_sentence, words_of
from dialogs.hearing.en.partner import to_partner
from dialogs.hearing.en.spelling import mend
from dialogs.hearing.miss import Miss
from dialogs.hearing.typed import has_pictures, has_words, tidy, trim_ends, without_pictures

MOST = 80
_FILLER = re.compile(
    r"(?:(?:u+m+|u+h+|e+r+m*|h+m+|a+h+|o+h+|u+g+h+|pf+t*|sigh|lol|haha+|hehe)\b"
    r"|(?:well|so|like|ok|okay|right|yeah|yes|yep|no|look|listen|anyway|hey|hi|sorry|and|but|dunno|I dunno|I don't know)"
    r"(?=\s*(?:,|\.\.|…|-\s))"
    r"|(?:ok|okay|yeah|well) (?=(?:so|i|I|I'm|like|the|my|just|basically) )"
    r"|(?:I guess|i suppose|I suppose|idk|to be honest|to be fair|tbh|"
    r"honestly|basically|actually|you know|y'know|let's say|I'd say|in a word|mainly|obviously|"
    r"frankly)\b(?=\s*[\s,.…]))[\s,.…:-]*",
    re.IGNORECASE,
)
_TRAILING_FILLER = re.compile(
    r"[\s,]+(?:you know|y'know|i guess|I suppose|idk|if that makes sense|lol|haha|honestly|to be honest|or something|that's it|that's all|or whatever|innit though)$",
    re.I,
)
_QUESTION_FIRST = frozenset(
    "what what's whats why how how's who who's where when which whose is are am was were do does did "
    "can could should would will have has isn't aren't don't doesn't huh eh pardon wdym".split()
)
_CLARIFYING = re.compile(
    r"(?:(?:what|why|how|who|huh|eh|wdym|pardon|come again|sorry|such as|like what|for example|how so|"
    r"what for|why not|what now|in what way|how come|says who|what else|"
    r"(?:sorry )?(?:what|wht|wat) (?:do|does|did|d'|is|are|was)?\s*(?:you|u|ya|that|this|it|the question|"
    r"your question)\s?(?:mean|meant|even mean|asking|about|on about|talking about|want|want to know|"
    r"supposed to mean)?(?: by that| by this| exactly| here)?|"
    r"why (?:do|are|would|does|did) (?:you|u|it|that) (?:ask|asking|want|need|wanna|matter)\b.*|"
    r"(?:I )?(?:don't|do not|didn't) (?:understand|get)(?: it| this| that| you| the question| what you mean)?|"
    r"what (?:should|can|do) I (?:say|write|type|put)(?: here)?|what's that|what's this|what's it to you|(?:it's |that's )?none of your business)\s*\?*)",
    re.I,
)
_NON_ANSWERS = frozenset(
    (
        "idk|dunno|don't know|no idea|i don't know|not sure|no clue|i'm not sure|unsure|nothing|none|"
        "no|yes|yeah|yep|nope|nah|ok|okay|lol|haha|whatever|um|uh|hmm|er|meh|n/a|na|same|this|that|"
        "its|it|me|him|her|them|you|they|he|she|i|the|a|an|to|and|so|but|for|hello|hi|hey|test|help|thanks|"
        "thank you|please|i have no idea|i dunno|no comment|never mind|nevermind|not really|maybe|"
        "everything|all|stuff|things|well|i'm|my|your|of|not|just|some|like|because|cos|more|less|is|"
        "i can't say|can't say|hard to say|who knows|i need|i want|i feel|feeling|feel|need|want|"
        "no one|nobody|i guess|with|without|from|that's it|it is|it's|there's|i am|i have"
    ).split("|")
)
# The first words of an answer in another language, which no English form could be made of.
_FOREIGN = frozenset(
    "je j'ai suis nous ich bin wir yo estoy estamos necesito quiero soy me-siento eu estou sono ho "
    "voglio jestem jag ik ben mi nie nicht pas muy tengo amo te ti sinto preciso chcę meu".split()
)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def is_clarifying(text: str) -> bool:
    """Whether the mended text asks the coach what the question means."""
    return bool(_CLARIFYING.fullmatch(text.strip(" .!,")))


def is_question(text: str) -> bool:
    """Whether the mended text is a question rather than an answer."""
    words = words_of(text)
    asks = text.rstrip(' ")').endswith("?") and bool(words) and words[0] in _QUESTION_FIRST
    return asks or is_clarifying(text)


def is_no_answer(text: str) -> bool:
    """Whether the words say nothing that could stand in a phrase."""
    foreign = words_of(text)[:1] and words_of(text)[0] in _FOREIGN
    lone = text.lower() in PRONOUNS | DETERMINERS
    return bool(foreign) or lone or text.lower() in _NON_ANSWERS or not _LATIN.search(text)


def without_fillers(text: str) -> str:
    """The text without "um", "well," and "I guess" around it, unless that is all of it."""
    rest = text
    while found := _FILLER.match(rest):
        rest = rest[found.end() :]
    if not has_words(rest):
        return text
    return _TRAILING_FILLER.sub("", rest)


def read_words(text: str) -> str | Miss:
    """The answer on one line, spelling mended and the partner spoken to, ready for a form."""
    line = tidy(text)
    if not has_words(line):
        return Miss("emoji" if has_pictures(line) else "empty")
    plain = mend(without_pictures(line))
    if is_question(plain):
        return Miss("question")
    if len(plain) > MOST:
        return Miss("too_long")
    bare = trim_ends(without_fillers(trim_ends(plain)))
    return to_partner(one_sentence(bare)) if bare else Miss("unclear")
