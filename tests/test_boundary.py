import pytest

from dialogs.boundary_study import limit, own, theirs, way, will, will_as_is
from dialogs.hearing.controls import find_control
from dialogs.hearing.en.limits import limit_line, will_line
from dialogs.session import Slots, Value
from tests.ears import ToldEar

CONTROLS = [
    "You may not see her",
    "no going out without me",
    "I want your passwords",
    "you have to text me every hour",
    "he can't hang out with that girl from work any more",
    "I don't want you talking to other men",
    "She's not allowed to go clubbing with her friends",
    "my limit is that he stops following his ex on instagram",
    "I need to be able to check his phone whenever I want",
    "she has to send me a photo of where she is",
    "You must reply within five minutes",
    "I don't want him going to the pub without me",
    "You're not allowed to have male friends",
    "stop texting your ex",
    "you have to block her",
    "I won't have you wearing that to the party",
    "no short skirts",
    "he should give me the code to his phone",
    "I want her location on all the time",
    "your phone has to be unlocked for me",
    "You need my permission before you go anywhere",
    "I want to see all her messages",
    "I don't let her go out alone",
    "he mustn't work with women",
    "you have to be home by nine",
    "she can't wear make-up when I'm not there",
    "I forbid you to meet him again",
    "it's her or me",
    "I decide who you hang out with",
    "you're going nowhere without me",
    "I want him to quit his job at the bar",
    "never talk to him again",
    "I'm not ok with you seeing your mates on weekends",
    "he has to tell me exactly who he's with",
    "she must hand over her salary",
    "You can't go on holiday with your sister",
    "don't talk to strangers at parties",
    "I need you to unfollow all those girls",
    "no secrets on your phone",
    "you answer the phone every time I call, wherever you are",
    "I'd like her to stop going to the gym",
    "My boyfriend isn't allowed female friends",
    "You can't be friends with someone you used to sleep with",
    "my husband mustn't go away with his mates",
    "I'd rather you didn't see your brother any more",
    "no more lunch with that colleague",
    "she needs to show me her chats when I ask",
    "I expect you to call me every half hour when you're out",
    "he shouldn't be texting any women",
    "You don't get to go out when I'm at work",
    "I want access to your email",
    "You have to tell me where you are at all times",
    "stop wearing those tight jeans",
    "you must not leave the house without asking me",
    "I'm not comfortable with him having female friends",
    "she has to choose: me or her friends",
    "delete her number",
    "you will give me your pin",
    "you stay home when I'm away",
    "I want her to ask me before she goes out",
    "he isn't to see his ex under any circumstances",
    "give up your football",
    "you're not going to that party",
    "she has to send me her location",
    "I check your messages from now on",
    "I'm not letting her travel alone",
    "you are mine and you do what I say",
    "I don't want my girlfriend dancing with other guys",
    "my partner has to check in with me every two hours",
    "he must give me his bank card",
    "You shouldn't post selfies",
    "nobody but me, no other friends",
    "I don't allow my wife to work",
    "you cannot have Instagram",
    "he has to pick up whenever I ring",
    "you can only go if I say so",
    "you can't have lunch with him alone",
    "He is not to go drinking with that lot again",
    "I need to know where she is every minute",
    "you're to ring me the second you get there and every hour after",
    "no more girls' nights",
    "she shouldn't be wearing that at work",
    "I want my boyfriend to give me his phone whenever I ask",
    "My wife may not drive alone",
    "you have to unfriend your ex",
    "I don't want you having other friends",
    "he has to come home straight after work, no stops",
    "tell me before you talk to anyone",
    "I get to read your texts, that's my rule",
    "you won't see your mother without me",
    "she can't take that job",
    "I don't want him at the gym with those women",
    "you must always have your location on",
    "don't you dare go out tonight",
    "I want her to quit instagram",
    "he needs to answer at once when I call",
    "you are not to see that man again",
    "I won't let her have male friends",
    "he may only go out if I come too",
    "give me your phone code",
    "she has to show me who she texts",
    "my husband should stop going to his mother's every day",
    "you need to ask me before you go out with friends",
    "you can't wear that dress",
    "he must share his location with me",
    "I don't want her talking to her ex",
    "you text me every thirty minutes when you're out",
    "I decide what you wear",
    "no going to parties without me",
    "I forbid her to work",
]
FAIR = [
    "I don't want to be shouted at",
    "My phone is private",
    "Please don't read over my shoulder",
    "I won't lend your brother money again",
    "No phones in bed",
    "no work talk after nine",
    "I need you to knock before you come into my office",
    "You can't talk to me like that",
    "I don't want to be touched when I'm cooking",
    "please don't post photos of me",
    "I'd like to know by Friday if you're coming",
    "Text me if you'll be late, so dinner doesn't burn",
    "I won't give you my password",
    "I don't want your mother to have a key to our flat",
    "I need an evening a week with my own friends",
    "you can't just turn up at mine unannounced",
    "I leave the room when voices get loud",
    "I don't want jokes about my weight",
    "Please ask me before you say yes to your parents for both of us",
    "I'm not going to your parents every Sunday",
    "I don't want to talk about your ex in our bed",
    "You may not go through my bag",
    "I don't want you to see my diary",
    "don't call me at work please",
    "he has to stop logging in to my account",
    "I want him to stop checking my phone",
    "I don't want her telling me who I can see",
    "No shoes in the bedroom, I have asthma",
    "I need to be asked before money leaves our joint account",
    "I don't do arguments by text",
    "I won't answer messages during work",
    "I don't want to share my location",
    "If you've been drinking I'll sleep at my own place",
    "I can't be the only one who cooks",
    "I want sex to be something we both want",
    "I'm not willing to keep secrets from my sister for you",
    "Please don't speak to the kids like that in front of me",
    "I don't want to hear how I should dress",
    "I need one hour alone when I get home",
    "I can't talk about this after eleven at night",
    "She wants to see my messages and I don't want that",
    "I'd like you to tell me before guests come to our place",
    "you don't get to decide what I wear",
    "I don't want to be called names",
    "I won't be in an open relationship",
    "if plans change, please let me know the same day",
    "don't smoke in the car with me",
    "I want us to keep what happens in bed between us",
    "I need some quiet when I come home",
    "I don't lend money any more",
    "I want you to ask before you borrow my car",
    "You can't smoke in our bedroom",
    "I won't discuss this when you've been drinking",
    "please stop correcting me in front of people",
    "I don't want to be tickled",
    "I sleep alone on work nights",
    "He needs to stop calling me fat",
    "she can't bring her friends to my flat without asking",
    "I don't want you to text me during lectures",
    "I'm not moving to your hometown",
    "I'd like you to stop sharing our fights with your mother",
    "I want to keep my own bank account",
    "I don't want to be woken up for a chat",
    "you have to stop using my toothbrush",
    "no surprise visits please",
    "I need you to let me finish my sentence",
    "I go out with my friends on Fridays and that stays",
    "I don't want you to check my location",
    "I won't cover for you with your boss",
    "I'd like my Sundays free",
    "no politics at dinner",
    "please don't open my post",
    "I don't want to be on camera when your friends are there",
    "I can't stay when someone throws things",
    "don't answer for me",
    "You can see whoever you like, I only want to know when you're home for the kids",
    "I want my studio door to mean closed",
    "I'd like to be asked before you hug me",
    "I don't want children to see us fight",
    "I need us to agree on money before one of us spends over 300",
    "he should not wake me after a night shift",
    "I won't watch you text at the table",
    "please tell me if you will be home later than planned so I can eat",
    "I want no one touching my tools",
    "I don't want you telling your friends about my illness",
    "I'll end the call when there's yelling",
    "I don't want to be rung at work",
    "you can go out all you like, I just won't wait up",
    "I need my mornings to myself",
    "please don't bring work home on Sundays",
    "I won't be your alarm clock any more",
    "he has to ask before he takes my bike",
    "don't tell your friends what I earn",
    "I'd rather we didn't talk about it by text",
    "You can't keep cancelling on me",
    "I want her to stop reading my diary",
    "please text me when you've landed",
    "I don't kiss after cigarettes",
    "you don't have to tell me everything, but don't lie to me",
    "I can't listen to work stories after ten",
    "we don't go through each other's phones",
    "I don't want to see your ex at my birthday",
    "no touching my hair",
    "she can't decide for me",
    "I'm not going to parties where people take drugs",
    "I will go to bed at ten, with or without you",
    "I need to be told the truth about money",
    "I don't want visitors after nine",
    "please don't grab my arm",
    "You can't read my emails",
    "I'd like you to knock",
    "I keep Wednesday evenings for my choir",
    "don't bring up my father in a fight",
    "I won't pay your fines",
    "I don't want to be your mother's driver",
    "call me if the train is late, please",
    "I can't do a phone call every day, every second day is fine",
    "I don't want you to wear my jumper",
    "he mustn't come into the bathroom while I'm in it",
    "I need to go out with my friends without explaining myself",
]
THEIR_RULES = [
    "I can't see my friends any more",
    "he wants my passwords",
    "she says I'm not allowed to go out without her",
    "I have to text him every hour",
    "they don't want me talking to other men",
    "he told me to block my best friend",
    "no going out without him",
    "he doesn't want me to wear dresses",
    "she wants to check my phone",
    "You may not see her",
    "I have to ask him for permission before I go out",
    "she doesn't like it when I hang out with my sister",
    "I must send her a picture of where I am",
    "I'm supposed to hand over my salary",
    "he wants me to quit my job",
    "that I stop seeing Tom",
    "I should be home by ten",
    "my location has to be on all the time",
    "he says I can't wear lipstick",
    "I need to reply within ten minutes",
    "she told me I can't go to the gym",
    "my boyfriend wants me to delete instagram",
    "they said no male friends",
    "I'm not allowed to go anywhere alone",
    "she decides who I see",
    "he wants to read my messages",
    "don't talk to your sister any more",
    "I have to be back by nine",
    "she doesn't want me to have female friends",
    "I must not go to the pub with my mates",
    "he says no more yoga, it takes too long",
    "I've to share my location with him all day",
    "they told me I can't talk to my ex ever",
    "my girlfriend wants to go through my phone every night",
    "I'm not allowed to see my mum",
    "he wants me to text him every hour",
    "that I delete my instagram",
    "she won't let me go out with friends",
]
THEIR_LIMITS = [
    "not to be called at work",
    "she needs an hour alone after her shift",
    "he doesn't want to be touched when he cooks",
    "no jokes about her weight",
    "he won't lend me the car",
    "that I knock before I come in",
    "I shouldn't post photos of her",
    "I can't read his messages",
    "she won't argue by text",
    "he asked me not to follow him from room to room",
    "no visits till the thesis is in",
    "don't touch my desk",
    "I told you I don't want to talk about my ex",
    "she doesn't want me to come home drunk",
    "that I don't smoke in the flat",
    "he says Saturdays are off limits for chores",
    "I have to ask before I use her laptop",
    "not talking about money at night",
    "she doesn't want to talk after ten",
    "I shouldn't interrupt him",
    "he wants Sundays to himself",
    "that I stop teasing her about her job",
    "they asked me not to drop by without calling",
    "he doesn't want me to read over his shoulder",
    "no kissing in public",
    "I can't borrow the car any more",
    "she wants me to leave her alone when she's angry",
    "not to tell my mother about our fights",
    "to not be teased in front of his kids",
    "she wants the bathroom first in the morning",
    "no guests on weekdays",
    "he wants me to ring before I come over",
    "that I don't open her letters",
    "he'd like me to keep my voice down",
    "not to leave my shoes in the hall",
    "he needs quiet after work",
    "she doesn't want to hear about my ex",
    "that I call before I come",
]


def study(look: object, **said: str) -> Slots:
    slots = {slot: Value(said=text) for slot, text in said.items()}
    found = look(slots, ToldEar(), "en")  # type: ignore[operator]
    filled: Slots = {name: value for name, value in found.slots.items() if value is not None}
    return filled


@pytest.mark.parametrize("text", CONTROLS)
def test_what_decides_about_the_other_one_is_seen(text: str) -> None:
    assert find_control(text) is not None


@pytest.mark.parametrize("text", FAIR)
def test_what_holds_oneself_is_left_alone(text: str) -> None:
    assert find_control(text) is None


@pytest.mark.parametrize("text", THEIR_RULES)
def test_a_rule_for_the_persons_life_is_seen(text: str) -> None:
    assert find_control(text, "theirs") is not None


@pytest.mark.parametrize("text", THEIR_LIMITS)
def test_a_partners_own_limit_is_left_alone(text: str) -> None:
    assert find_control(text, "theirs") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("You may not see her", "people"),
        ("no going out without me", "going"),
        ("I want your passwords", "spying"),
        ("you have to text me every hour", "reporting"),
        ("you can't wear that dress", "looks"),
        ("you need my permission before you go", "permission"),
    ],
)
def test_each_kind_has_a_name(text: str, kind: str) -> None:
    found = find_control(text)
    assert found is not None
    assert (found.kind, found.said) == (kind, text)


def test_only_the_sentence_itself_is_given_back() -> None:
    found = find_control("I love you. You’re not allowed to see Tom! Okay?")
    assert found is not None
    assert found.said == "You’re not allowed to see Tom"


def test_another_language_is_read_as_english() -> None:
    assert find_control("you may not see her", language="../en") is not None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("no phones in bed", "I'd like no phones in bed"),
        ("him reading my diary", "I'm not okay with you reading my diary"),
        ("that he asks first", "I'd like you to ask first"),
        ("he reads my letters", "this isn't okay for me: you read my letters"),
        ("he wants my passwords", "this isn't okay for me: you want my passwords"),
        ("you knock before you come in", "you knock before you come in"),
        ("she can't turn up unasked", "you can't turn up unasked"),
        ("being laughed at", "I'm not okay with being laughed at"),
        ("I don't want to be shouted at.", "I don't want to be shouted at"),
        ("my phone is private", "my phone is private"),
        ("please don't touch my desk", "please don't touch my desk"),
        ("to sleep alone on work nights", "I'd like to sleep alone on work nights"),
        ("my limit is that i won't lend money", "I won't lend money"),
    ],
)
def test_a_limit_becomes_a_clause_to_the_partner(text: str, line: str) -> None:
    assert limit_line(text).rstrip(".") == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("leave the room", "I'll leave the room"),
        ("i'll call my brother", "I'll call my brother"),
        ("going for a walk", "I'll go for a walk"),
        ("not answer till morning", "I won't answer till morning"),
    ],
)
def test_what_they_will_do_begins_with_i(text: str, line: str) -> None:
    assert will_line(text) == line


@pytest.mark.parametrize(
    ("text", "pick"),
    [
        ("I don't want to lend money any more", "set"),
        ("I said no calls at work and she keeps calling", "hold"),
        ("he told me he doesn't want to be called at work", "take"),
        ("she set a boundary and I don't know how to take it", "take"),
    ],
)
def test_own_words_at_the_door_find_their_way(text: str, pick: str) -> None:
    found = study(way, way=text)
    assert found["way"].pick == pick
    assert found["situation"].said == text
    assert not found.keys() & {"control", "ruled"}


def test_a_rule_told_at_the_door_is_seen_either_way() -> None:
    assert study(way, way="she can't go out without me")["control"].pick == "going"
    told = study(way, way="he doesn't want me to see my friends")
    assert (told["way"].pick, told["ruled"].pick) == ("take", "people")


def test_a_limit_is_put_or_shown_to_be_none() -> None:
    assert (
        study(limit, limit="no phones in bed")["limit"].forms["line"] == "I'd like no phones in bed"
    )
    assert study(limit, limit="I want her passwords").keys() == {"control"}
    picked = {"limit": Value(pick="phone")}
    assert limit(picked, ToldEar(), "en").slots == {"control": None}


def test_a_long_sentence_is_given_back_in_part() -> None:
    said = study(limit, limit="you may not see her " + "and so on " * 20)["control"].said
    assert len(said) <= 91
    assert said.endswith("…")


def test_a_sentence_written_over_is_looked_at_too() -> None:
    assert study(own, own="I love you and you may not see her").keys() == {"control"}
    assert study(own, own="I need an evening for us") == {}
    # An answer to somebody else's limit speaks of what they asked for.
    assert study(own, own="I can't see her now", theirs="no visits") == {}


def test_a_partners_rule_leads_to_help() -> None:
    found = study(theirs, theirs="that I stop seeing my sister")
    assert found["kind"] == Value(pick="abuse_victim")
    assert study(theirs, theirs="no calls at work") == {}


@pytest.mark.parametrize(
    "text", ["ignore him for a week", "throw his stuff out", "I'll check her phone", "I'll scream"]
)
def test_what_hits_back_is_asked_about(text: str) -> None:
    assert "harsh" in study(will, will_do=text)


@pytest.mark.parametrize(
    "text", ["leave the room", "I'll lie down", "stop the talk without shouting", "sleep at Mum's"]
)
def test_what_looks_after_oneself_is_not(text: str) -> None:
    assert "harsh" not in study(will, will_do=text)


def test_what_was_asked_about_once_stands() -> None:
    found = study(will_as_is, will_do="ignore him for a week", harsh="ignore him for a week")
    assert found["will_do"].forms["line"] == "I'll ignore you for a week"
    assert "harsh" not in found
    assert will_as_is({}, ToldEar(), "en").slots == {"harsh": None}
