import pytest

from dialogs.hearing.commands import hear_command, hear_number, hear_yes_no, vocabulary
from tests.chat import Chat
from tests.roads import chat_at, house, questions

# Half of these were written before there was a look at the words that are listened for.
COMMANDS = """
back: go back | back | back please | can we go back? | one step back | previous question | undo | undo that
back: I want to change my answer | oops, go back | wait, go back | take me back | go back one | Go back!
back: can I go back a step | I'd like to go back | the previous one | BACK | "back" | back. | sorry, go back
back: please go back | ok go back | let's go back | could we go back, please? | change my last answer | oops
skip: skip | skip this | skip it | pass | next question | can I skip this one? | I'd rather not answer
skip: I'd rather not say | I don't want to answer that | rather not say | let's skip that | skip please
skip: I'll pass | prefer not to say | skip this question | I don’t know | idk | not sure | no idea | next
skip: Skip! | can we skip this | just skip it | skip for now | please skip this one | no comment
repeat: repeat | repeat that | say that again | what did you say? | can you repeat the question? | come again?
repeat: what was the question? | once more | can you rephrase that? | I don't understand the question
repeat: say it again please | again please | one more time, please | sorry, what was that? | pardon?
why: why | why? | why do you ask | why are you asking | why do you want to know | what for?
why: why do you need to know that? | why this question | why does that matter | Why are you asking me this?
why: Why ask? | what's that for? | whats that for | WHY | why do you wanna know | how does that help?
restart: start over | start again | restart | begin again | from the beginning | from the top | reset
restart: let's start over | can we start over? | start from scratch | I want to start over | start over please
restart: Can we begin again? | I'd like to start over | let's start fresh | start again please
pause: later | pause | not now | hang on, later | let's continue later | let's do this later | brb
pause: can we do this later? | I'll come back later | maybe later | another time | not right now | hold on
pause: some other time | let's pause | gotta go | I have to go | not now, later | hang on | one moment
pause: sorry, I have to go | pause for now | can we pause? | ok later | I've got to go now | wait
resume: continue | carry on | resume | let's continue | where were we? | pick up where we left off
resume: keep going | let's go on | I'm back | ok, let's go on | Im back | let's carry on | I'm ready
resume: Pick up where we were | ok I'm back | ready | can we continue?
cancel: stop | cancel | quit | exit | let's stop | let's stop here | I want to stop | never mind
cancel: forget it | end this | no more questions | please stop | Stop here | STOP | stop now | abort
cancel: I don't want to do this | nevermind | can we stop? | please stop asking me | I'd like to stop now
help: help | help me | what can I say? | how does this work? | I need help | what can you do? | help please
help: please help me | what are my options? | commands | What you can do | what now? | I'm stuck
phrases: my phrases | phrases | show my phrases | show me my phrases | my sentences | My phrases please
export: export | export my data | send me my data | can you send me my data? | what do you know about me?
forget: forget me | delete my data | erase everything | delete everything | forget everything about me
forget: please delete my data | Erase me | can you delete all my data please
start: start | let's start | begin | hi | hello | let's begin | Hey | good evening | hi coach | Find words
menu: menu | main menu
"""
ANSWERS = """
I need to go back to work | I want to go back to how we were | back at eight | back by ten | back in an hour
I'll be back at nine | I'll be back after dinner | when I get back | back home by six | I want him back
to get my energy back | I need my life back | my back hurts | stop worrying about me | stop thinking
to stop shouting | I want to stop fighting | so we stop arguing | stop feeling guilty | time to stop and breathe
help with the kids | help me think straight | help around the house | I need help with the baby
help her understand | start over with her | start running again | to start feeling like myself | skip dinner
skip the party on Saturday | skip family lunch this once | pass the evening alone | next week | next weekend
next Tuesday | the next hour | later in the evening | later tonight | later today | an hour later
sooner or later | a pause from talking | I need a pause from everything | a break from the noise
take a break from us | a minute to myself | hold on to us | hang out with friends | again and again
fighting again | feel like myself again | why does he never listen | why is it always me | I don't know why
why can't he understand | a fresh start | from the beginning of the day | reset my head | continue my studies
go on a walk | go on holiday | carry on with my painting | keep going to the gym | end of the day
enough of the noise | enough sleep | quit smoking | quit my job | exit the party | leave me alone for an hour
forget about work | forget everything for a while | never mind the dishes | delete my apps | erase the day
the export department is stressful | I have to go to bed early | I have to go to work | gotta go to the gym
I don't understand him | I'm done with work | I'm stuck at home all day | stuck in my head | no more noise
no more talking tonight | undo the damage | change the subject | my boss says start over every day
back to back meetings | back from work at six | I want my evenings back | we go back a long way | back pain
back to sleep | go back to bed | go back to the gym | undo my week | a step back from his family | step back from it
previous relationship | oops I shouted | skip work | skip a day of chores | skipping the gym | pass out on the sofa
move on from the argument | next month | next to the sea | I'm not sure about us | I don't know how to say it
no idea how she feels | not this weekend | leave out the details | hard to say no to him | repeat after me every day
the same fight once more this week | one more time with him | say that again and I'll scream | ask again next week
what she said | why he is angry | what's that noise | for what feels like forever | why bother
how it helps me | start the day slowly | start from Monday | begin the week calmly | from the top of the hill
let's start a family | redo the kitchen | all over the place | everything all over again with his mother
later than usual | not now that we fight | wait for him | wait till the kids are asleep | hang on to my sanity
a bit of quiet for now | one moment of peace | break from the kids | a coffee break | have to go to my mother
talk later tonight | finish my book | pause the arguing | continue loving you | resume my hobby | carry on alone
pick up the kids | pick it up again with painting | keep going like this | I'm here for you | I'm ready for bed
ready to scream | where were we happy | stop the noise | stop being angry | stop by my sister's | quit the choir
cancel the party | cancel our plans on Friday | end the fight | leave it at home | leave this town | forget it all
drop it off | no more guests | no more late nights | enough time for me | had enough of screens | I want out of the house
help my mother | help him | help him with homework | can you do the dishes | what can I do for her | options for work
a home of my own | home | menus and shopping | phrases that hurt | my sentences come out wrong | export my photos
send me a hug | forget my phone | forget me not | delete everything on my plate today | wipe everything down
hello kitty | hi from my sister | hey, he never listens | good morning kisses | start work at eight | yo-yo moods
begin with myself | find words for it | let's go out | let me be | let me sleep | wait and see | thanks to my boss
"""


def phrases(text: str) -> list[str]:
    return [each.strip() for line in text.strip().splitlines() for each in line.split("|")]


HEARD = [
    (name, phrase)
    for line in COMMANDS.strip().splitlines()
    for name, _, said in [line.partition(":")]
    for phrase in phrases(said)
]


def test_what_is_a_command() -> None:
    assert len(HEARD) >= 150
    assert [(name, said) for name, said in HEARD if hear_command(said) != name] == []


def test_what_only_sounds_like_one() -> None:
    answers = [each for each in phrases(ANSWERS) if each != "home"]
    assert len(answers) >= 150
    assert [(said, hear_command(said)) for said in answers if hear_command(said)] == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("feeling", "I'm lost"),
        ("feeling", "I'm done."),
        ("need", "I need a break"),
        ("need", "reset"),
        ("need", "some help, please"),
        ("purpose", "start fresh"),
        ("clock", "home"),
        ("about_us", "I'm here."),
        ("situation", "I'm stuck"),
    ],
)
def test_some_words_are_an_answer_to_one_question_alone(asked: str, said: str) -> None:
    assert hear_command(said, "en", asked) is None


@pytest.mark.parametrize(
    ("where", "said", "slot"),
    [
        ("feeling", "I'm stuck", "feeling"),
        ("need", "I need a break", "need"),
        ("purpose", "start afresh", "purpose"),
    ],
)
def test_they_are_taken_as_answers(where: str, said: str, slot: str) -> None:
    chat = chat_at(questions()[f"ask_for_space/{where}"])
    chat.say(said)
    assert chat.slot(slot) == said


def test_answers_by_reader_name_real_readers() -> None:
    asked = {
        state.read or state.ask
        for compiled in house().engine.scripts.values()
        for state in compiled.script.states.values()
    }
    assert vocabulary("en").answers.keys() <= asked


def test_no_words_are_two_commands() -> None:
    spoken = [each for all_ in vocabulary("en").commands.values() for each in all_]
    assert len(spoken) == len(set(spoken))


def test_every_command_is_one_that_the_desk_does() -> None:
    chat = Chat(house(), person="test:commands")
    for name in vocabulary("en").commands:
        replies = chat.command(name)
        assert replies
        assert "know that" not in replies[0]


@pytest.mark.parametrize(
    "said", ["", " ", "?!", "…", "🙂", "please", "ok now", "x" * 5000, "\x00", "a , b"]
)
def test_hardly_words(said: str) -> None:
    assert hear_command(said) is None


def test_a_language_without_words_of_its_own_hears_english() -> None:
    assert hear_command("go back", "de") == "back"
    assert hear_command("go back", "../en") == "back"
    assert hear_yes_no("yes", "xx") is True


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("yes", True), ("Yes!", True), ("yep", True), ("yeah sure", True), ("yes, erase it", True),
        ("ok", True), ("yes please", True), ("no", False), ("nope", False), ("no thanks", False),
        ("no, yes", False), ("no idea", False), ("I do", True), ("not really", False),
        ("yes but not now", None), ("yeah no", None), ("yes? what happens then", None),
        ("yes, wait", None), ("Yes, actually no", None), ("maybe", None), ("", None), ("yesterday", None),
        ("nothing", None), ("yes don't", None),
    ],
)  # fmt: skip
def test_yes_and_no(said: str, wanted: bool | None) -> None:
    assert hear_yes_no(said) is wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("3", 3), (" 3. ", 3), ("three", 3), ("3/5", 3), ("3 of 5", 3), ("4 out of 10", 4),
        ("number 2", 2), ("the second one", 2), ("10", 10), ("0", 0), ("zero", 0), ("2nd", 2),
        ("3 hours", None), ("many", None), ("", None), ("1000", None), ("half past 3", None),
    ],
)  # fmt: skip
def test_numbers(said: str, wanted: int | None) -> None:
    assert hear_number(said) == wanted
