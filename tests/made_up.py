"""What wanderers say, and an ear that makes up what it hears."""

import random
import re
import zlib

from dialogs.hearing.heard import HARMS, MOVES, Heard, Risk
from dialogs.utterance import Kind
from tests.ears import ToldEar

NAME = "<b>{{7*7}}</b>"
HOSTILE = [
    NAME,
    "{% for x in range(9) %}{{ x }}{% endfor %}",
    "<me>you</me> </blockquote> <a href='tg://x'>",
    "a < b && c > d &amp; &lt;i&gt;",
    "\x00\x01\x1b[31m",
    "‮right to left‬ שלום",
    "🙂",
    "🙂" * 2000,
    "x" * 4000,
    "so I can " + "breathe and " * 330,
    "You never listen to me. " * 166,
    "\n\n\t \n",
    "   ",
    "",
    "?",
    "---",
    "0",
    "-3",
    "99",
    "99999999999999999999",
    "4.5",
    "~done",
    "Ich brauche heute Abend etwas Zeit für mich.",
    "Necesito un poco de espacio esta noche.",
    "我今晚需要一点空间",
    "25:99",
    "half past never",
    "' OR 1=1; --",
    "ﷺ" * 200,
]
PLAIN = [
    "knackered", "I'm touched out", "some quiet", "to be by the sea", "till the kids are in bed",
    "an hour or so", "back at nine", "two hours, back by ten", "so I can be kind again", "I love you",
    "that I'm not leaving", "she has been alone all day", "I don't know", "no", "yes", "maybe",
    "We argued about the dishes, and I need an hour to myself.", "1", "two", "7", "Berlin", "Springfield",
    "San José", "the kettle and ten minutes on the step", "you may not see her any more",
    "she says I may not see my friends any more", "don't write to me, it's over", "tomorrow at nine",
    "I shouted at him", "I want to see her phone", "half an hour", "at 20:00", "Sam", "my choir",
    "is it normal that I want to be alone?", "how do I say no?", "he cheated on me", "4", "5", "3",
    "I feel lonely when we don't talk, could we have tea at nine?", "You never listen.",
]  # fmt: skip
IN_BETWEEN = [
    "go back", "skip", "later", "hang on", "stop", "start over", "help", "hi", "repeat", "what?", "why?",
    "continue", "menu", "settings", "shorter", "longer answers", "pronouns", "privacy", "evening question",
    "ask me at half past nine every evening", "not tonight", "what did I keep",
]  # fmt: skip
# What a made-up ear is told of sentences: the words that carry each move or harm.
HEARD = {
    "I'm worn out and I need an hour so I can be kind again. I love you, I'm back at nine.": {
        "feeling": "I'm worn out", "need": "I need an hour", "purpose": "so I can be kind again",
        "reassurance": "I love you", "return": "back at nine",
    },
    "I know you missed me. Could you give me an hour?": {
        "acknowledge": "I know you missed me", "request": "Could you give me an hour",
    },
    "You never listen, I need an hour.": {"absolute": "never", "blame": "You never listen", "need": "I need an hour"},
    "You're pathetic and I need quiet.": {"contempt": "pathetic", "need": "I need quiet"},
    "Whatever, you're being silly.": {"dismissal": "Whatever"},
    "I'm useless, I'm sorry, I need time.": {"self_blame": "I'm useless", "need": "I need time"},
    "If you loved me you'd know. You only want to hurt me.": {
        "guilt_trip": "If you loved me", "mind_reading": "You only want to hurt me",
    },
    "Do that again and I'm gone.": {"threat": "I'm gone"},
    "I love you and I'm sad.": {"reassurance": "I love you", "feeling": "I'm sad"},
    "I need quiet.": {"need": "I need quiet"},
    "I'm worn out. I need some quiet so I can think straight.": {"need": "I need some quiet"},
    "You never listen. I'm worn out and I need some quiet so I can think straight.": {
        "blame": "You never listen", "feeling": "I'm worn out", "need": "I need some quiet",
        "purpose": "so I can think straight",
    },
    "I'll be back at nine, and I need air so I can listen.": {
        "return": "back at nine", "need": "I need air", "purpose": "so I can listen",
    },
}  # fmt: skip
RISKS: list[Risk] = ["self_harm", "abuse_victim", "harm_to_others", "partner_at_risk"]
DANGER = {f"strong {risk}": Heard(risk=risk, tier="strong") for risk in RISKS}
MAYBE = {f"soft {risk}": Heard(risk=risk, tier="soft") for risk in RISKS}
# Words that open a way of their own, by the question they answer.
SAID_AT = {
    "boundary/door": ["He says I'm not allowed to see my friends."],
    "boundary_theirs/theirs": ["I'm not allowed to see my friends any more.", "Please knock."],
    "boundary_set/limit": ["She may not see her friends any more."],
    "boundary_set/difference": ["I don't stay when I'm lied to."],
    "boundary_set/will_do": ["I'll smash her phone."],
    "security/need": ["to see her phone"],
    "breach/to_have": ["her password"],
    "security/situation": ["he cheated on me", "I keep checking her phone"],
    "learn/theme": ["is it normal that I want to be alone?", "how do I say no?", "xyzzy"],
    "where/where": ["Springfield", "Berlin", "San José"],
    "ritual/remind_at": ["at 20:00"],
    "come_back/remind_at": ["at 22:00"],
    "partner_needs_space/their_words": ["Don't write to me any more, it's over."],
    "repair/own": ["I shouted, but you started it.", "I'm sorry if you felt hurt."],
}


KINDS: list[Kind] = [
    "emoji", "voice", "photo", "video", "sticker", "location", "contact", "poll", "dice",
    "document", "forwarded", "other",
]  # fmt: skip
COMMANDS = {
    "start": ["", "practice", "space_en", "<i>"],
    "menu": [""],
    "cancel": [""],
    "resume": ["", "practice", "learn"],
    "phrases": ["", "2", "love"],
    "keepsakes": ["", "1", "hour", "99"],
    "export": [""],
    "help": [""],
    "back": [""],
    "skip": [""],
    "repeat": [""],
    "why": [""],
    "restart": [""],
    "pause": [""],
    "nonsense": [""],
    "": ["²"],
    "door": ["say", "off", "look", "none"],
    "settings": ["", "short", "full", "name", "partner", "pronouns", "living", "zone", "length"],
    "privacy": [""],
    "nightly": [
        "",
        "at 21:30",
        "weekly",
        "stop",
        "go_on",
        "weekdays",
        "not on fridays",
        "pause for a week",
    ],
    "snooze": ["hour", "30", "tomorrow"],
    "not_now": [""],
    "felt": ["4", "9"],
    "reflect": ["", "2"],
    "journal": ["", "2026-03-02", "today"],
    "progress": [""],
    "practice": [""],
    "rehearse": [""],
    "check": ["You never listen.", ""],
}


class MadeUpEar(ToldEar):
    """Hears what it is told to, and makes something up for every other text, the same each time."""

    def __init__(self) -> None:
        super().__init__()
        told = {text: told_of(text, words) for text, words in HEARD.items()}
        self.heard = DANGER | MAYBE | told
        self.topics = ["none"]

    def hear(self, text: str) -> Heard:
        if text not in self.heard:
            self.heard[text] = self._made_up(text)
        return self.heard[text]

    def _made_up(self, text: str) -> Heard:
        draw = random.Random(zlib.crc32(text.encode("utf-8", "surrogatepass")))
        words = [each.span() for each in re.finditer(r"\S+", text[:400])]
        found = draw.sample([*MOVES, *HARMS], draw.choice([0, 1, 2, 3, 5])) if words else []
        spans = {each: [draw.choice(words)] for each in found}
        strict = frozenset(each for each in found if each in HARMS and draw.random() < 0.7)
        labels = {each: draw.uniform(0.3, 1) for each in found}
        topics = [
            (each, draw.random()) for each in draw.sample(self.topics, min(3, len(self.topics)))
        ]
        topics.sort(key=lambda each: -each[1])
        topic = topics[0][0] if topics else "none"
        return Heard(labels, spans, strict, topics, topic)


def told_of(text: str, words: dict[str, str]) -> Heard:
    """A hearing in which these words carry these moves and harms."""
    spans = {
        each: [(text.index(part), text.index(part) + len(part))] for each, part in words.items()
    }
    strict = frozenset(each for each in words if each in HARMS)
    return Heard(dict.fromkeys(words, 0.95), spans, strict)
