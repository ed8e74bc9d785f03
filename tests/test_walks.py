import random
import re
from urllib.parse import parse_qs, urlparse

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.record import Button, Reply
from dialogs.session import Session
from dialogs.utterance import Kind, Utterance
from tests.bot_api_html import parse_html, units
from tests.chat import Chat
from tests.roads import house, step

NAME = "<b>{{7*7}}</b>"
HOSTILE = [
    NAME,
    "{% for x in range(9) %}{{ x }}{% endfor %}",
    "{{ ''.__class__.__mro__ }}",
    "{{",
    "{#",
    "<me>you</me> </blockquote> <a href='tg://x'>",
    "a < b && c > d &amp; &lt;i&gt;",
    "\x00\x01\x1b[31m",
    "\u202eright to left\u202c \u200f\u05e9\u05dc\u05d5\u05dd",
    "\U0001f642" * 4096,
    "\U0001f642",
    "\ud800 half a pair \udfff",
    "z\u0335\u0321\u0322\u031b" * 50,
    "x" * 4096,
    "so I can " + "breathe and " * 300,
    "&" * 600,
    "\n\n\t \n",
    "---",
    "1",
    "99999999999999999999",
    "~done",
    "/forget",
    "' OR 1=1; --",
    "ﷺ" * 200,
]
PLAIN = [
    "knackered", "I'm touched out", "some quiet", "to be by the sea", "till the kids are in bed",
    "an hour or so", "back at nine", "two hours, back by ten", "so I can be kind again", "I love you",
    "that I'm not leaving", "she has been alone all day", "I don't know", "no", "yes", "maybe",
    "We argued about the dishes, and I need an hour to myself.", "why?", "go back", "skip", "later",
    "hang on", "stop", "start over", "help", "hi", "repeat", "what?", "keep it", "1", "two", "7",
]  # fmt: skip
KINDS: list[Kind] = [
    "emoji", "voice", "photo", "video", "sticker", "location", "contact", "poll", "dice",
    "document", "forwarded", "other",
]  # fmt: skip
COMMANDS = [
    "start", "menu", "cancel", "resume", "phrases", "export", "help", "back", "skip", "repeat",
    "why", "restart", "pause", "settings", "privacy", "keepsakes", "door", "nonsense", "",
]  # fmt: skip
# As many replies back nothing is said the same way.
REMEMBERED = 24


class Walks(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        # Always the same person, so that a walk that failed fails again.
        self.chat = Chat(house(), person="test:walk")
        self.chat.coach.store.erase(self.chat.person)
        self.seen: list[str] = []
        self.new: list[Reply] = []

    def take(self, utterance: Utterance) -> None:
        told = len(self.chat.heard)
        self.chat.take(utterance)
        self.new = self.chat.heard[told:]
        check(self.new, self.seen)

    @property
    def session(self) -> Session | None:
        record = self.chat.coach.store.load(self.chat.person)
        return record.session if record else None

    @rule(text=st.sampled_from(PLAIN) | st.sampled_from(HOSTILE) | st.text(max_size=40))
    def say(self, text: str) -> None:
        self.take(Utterance("text", text, name=NAME, ref=str(self.chat.update + 1)))

    @rule(text=st.sampled_from(PLAIN + HOSTILE), age=st.integers(0, 2))
    def edit(self, text: str, age: int) -> None:
        ref = str(self.chat.update - age)
        self.take(Utterance("text", text, ref=ref, corrects=True))

    @rule(kind=st.sampled_from(KINDS), corrects=st.booleans())
    def send(self, kind: Kind, corrects: bool) -> None:
        self.take(Utterance(kind, corrects=corrects, ref=str(self.chat.update)))

    @rule(
        name=st.sampled_from(COMMANDS),
        args=st.sampled_from(["", "2", "²", "<i>", "say", "name", "short", "space_en"]),
    )
    def command(self, name: str, args: str) -> None:
        self.take(Utterance("command", name, args))

    @precondition(lambda self: self.tokens())
    @rule(at=st.integers(0, 30))
    def tap(self, at: int) -> None:
        tokens = self.tokens()
        self.take(Utterance("tap", tokens[at % len(tokens)]))

    @precondition(lambda self: self.tokens())
    @rule(at=st.integers(0, 30))
    def answer(self, at: int) -> None:
        tokens = [each for each in self.tokens() if "~" not in each] or self.tokens()
        self.take(Utterance("tap", tokens[at % len(tokens)]))

    @rule(
        token=st.sampled_from(["", ":", "1:", "0:love", "1:keep", "/", "/ x", "999:~back", "1:~x"])
    )
    def tap_astray(self, token: str) -> None:
        self.take(Utterance("tap", token))

    @rule(hours=st.sampled_from([0.0001, 1, 7, 24 * 40]))
    def wait(self, hours: float) -> None:
        self.chat.wait(hours=hours)

    @rule()
    def nearly_forget(self) -> None:
        self.take(Utterance("command", "forget"))
        self.take(Utterance("text", "no"))

    def tokens(self) -> list[str]:
        return [each.token for each in self.chat.buttons if each.token]

    @invariant()
    def stands_well(self) -> None:
        session = self.session
        if session is None:
            return
        assert house().engine.question(session) is not None
        assert len(session.stack) <= len(house().engine.scripts)
        for reply in self.new:
            assert reply.buttons or not reply.asks
        self.new = []

    def teardown(self) -> None:
        """Wherever the walk came to, the end is not far."""
        choose = random.Random(0)
        for _ in range(150):
            session = self.session
            if session is None:
                return
            question = house().engine.question(session)
            assert question is not None
            wanted = [
                each
                for each in ("keep", "no", "let_go", "enough", "done")
                if each in question.offered
            ]
            if wanted:
                self.chat.token(f"{session.step}:{wanted[0]}")
            elif question.state.skip == "yes" and choose.random() < 0.5:
                self.chat.command("skip")
            else:
                step(self.chat, choose)
        raise AssertionError(f"no end in sight from {self.chat.state}")


def check(replies: list[Reply], seen: list[str]) -> None:
    for reply in replies:
        text, _ = parse_html(reply.text.encode("utf-16", "replace").decode("utf-16", "replace"))
        assert text.strip()
        assert units(text) <= 4096
        assert "49" not in text.replace(NAME, "")
        assert reply.text not in seen[-REMEMBERED:], f"said twice: {reply.text}"
        seen.append(reply.text)
        for row in reply.buttons:
            assert 1 <= len(row) <= 8
            for button in row:
                check_button(button)


def check_button(button: Button) -> None:
    assert button.label.strip()
    assert units(button.label) <= 64
    assert len(button.token.encode()) <= 64
    assert bool(button.token) + bool(button.copy) + bool(button.url) == 1
    assert len(button.copy) <= 256
    if button.url:
        assert re.fullmatch(r"[!-~]+", button.url)
        assert parse_qs(urlparse(button.url).query)["url"]


Walks.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    phases=[Phase.generate],
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TestWalks = Walks.TestCase
