"""Rules that a partner makes for the person's life, and limits that are a partner's own."""

import pytest

from dialogs.hearing.controls import find_control

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


@pytest.mark.parametrize("text", THEIR_RULES)
def test_a_rule_for_the_persons_life_is_seen(text: str) -> None:
    assert find_control(text, "theirs") is not None


@pytest.mark.parametrize("text", THEIR_LIMITS)
def test_a_partners_own_limit_is_left_alone(text: str) -> None:
    assert find_control(text, "theirs") is None
