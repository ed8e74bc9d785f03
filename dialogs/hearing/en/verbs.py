"""English verbs: the common base forms and what is made from them."""

_BASE = """
accept ache act admit adore afford agree aim allow answer apologise apologize appreciate argue arrive ask
avoid bake bathe be bear beat become beg begin behave belong believe bicker bike binge bite blame bleed bother
bottle bounce break breathe bring build burn bury call calm camp care carry catch cause change charge chase
chat cheat check chill choose clean clear climb close collapse come compare complain concentrate
connect cook cool cope count cover crash crave crawl create cry cuddle cut cycle dance dare daydream deal curl doodle
decide decompress defrost depend deserve die dig digest disappear disconnect do doomscroll doubt doze draw
dread dream dress drift drink drive drain drop earn eat empty end enjoy escape excuse exercise exist expect
explain explode explore face fail faint fall feel fight figure fill find finish fish fit fix flop fly
focus follow forget forgive freak function game garden gather get give go grieve grow grumble handle
hang happen hate have heal hear help hide hike hit hoover hope hug hurt ignore imagine improve
jog join hold hum iron journal joke judge jump keep kick kill kip kiss knit know lack laugh lay lead learn leave
lend let lie lift lock log like mark mind mourn mow listen live look lose love lounge make manage matter mean meditate meet mend mess
miss moan mope move mumble nag nap need notice nurture offer offload open organise organize overthink own
paint pamper panic pop prepare park pause pay phone pick plan play please plod potter pour practise practice pray prefer
pretend protect prove pull punish push put quit reach read realise realize rebuild regain relate replace resolve
recharge recover reconnect recuperate refill refocus refuel refresh regroup regulate relax relaunch
remember remind reply reset resent resist respect respond rest restart return ride rest rise run rush
save say scare scream scroll seek see seem sell send sew shake share shine shop shout show shower set shut sigh
sing sit sketch skip sleep slow slump smell smile smoke snap snooze snore snuggle soak sob solve sort sound
speak spend spoil stand stare start stay step stew stick stop stream stretch struggle
study stuff suck suffer sulk sunbathe stroll surf sip settle shift ski skate support suppose survive swear sweat swim switch take talk tell
tend thank think text throw tidy tinker type tolerate touch train travel treat trust try tune turn twist
understand unload unpack unplug unwind use vacuum value vanish vegetate volunteer veg vent visit wait wake walk wander want
wash waste watch weep welcome whinge wipe whisper win wind wish wonder work workout worry wrap wrestle write yell yawn
zone
"""
BASE = frozenset(_BASE.split())
_THIRD = {"is": "are", "was": "were", "has": "have", "does": "do", "goes": "go"}
_NEGATED = {"isn't": "aren't", "wasn't": "weren't", "hasn't": "haven't", "doesn't": "don't"}
_ENDS_IN_IE = {"dies": "die", "lies": "lie", "ties": "tie"}
_NOT_THIRD = frozenset(
    "always sometimes perhaps as this his us yes thus less towards besides nowadays days times "
    "perhaps afterwards indoors outdoors upstairs downstairs across its hers theirs yours "
    "obviously serious previous anxious famous various jealous nervous".split()
)
_DOUBLING = frozenset(
    "beg chat cut dig drop fit get hit hug jog let nap plan put quit log trim slam pop swap wrap grab hum sip run shop shut sit skip slip snap "
    "sob spin stop swim veg whip win forget begin nag kip".split()
)
_GERUNDS: dict[str, str] = {}


def plural(word: str) -> str:
    """The form that goes with "you" of a verb that went with "he" or "she", lower case."""
    for table in (_THIRD, _NEGATED, _ENDS_IN_IE):
        if word in table:
            return table[word]
    return base_of_third(word) or word


def base_of_third(word: str) -> str:
    """The base of a third-person form ("hates"), or "" where the word is none, lower case."""
    if word in _THIRD:
        return {"is": "be", "was": "be", "has": "have", "does": "do", "goes": "go"}[word]
    if not word.endswith("s") or word in _NOT_THIRD or word.endswith("ss") or len(word) < 4:
        return ""
    bases = [word[:-1]]
    bases += [word[:-2]] if word.endswith("es") else []
    bases += [word[:-3] + "y"] if word.endswith("ies") else []
    for base in bases:
        if base in BASE:
            return base
    if word.endswith("ies"):
        return bases[-1]
    return word[:-2] if word.endswith(("shes", "ches", "sses", "xes", "zzes")) else word[:-1]


def is_known_third(word: str) -> bool:
    """Whether the word is the third-person form of a common verb, lower case."""
    return word in _THIRD or word in _NEGATED or base_of_third(word) in BASE


def gerund(base: str) -> str:
    """The -ing form of a base verb, lower case."""
    if base in ("be", "see", "agree", "free", "flee"):
        return base + "ing"
    if base in _DOUBLING:
        return base + base[-1] + "ing"
    if base.endswith("ie"):
        return base[:-2] + "ying"
    return base[:-1] + "ing" if base.endswith("e") else base + "ing"


def base_of_gerund(word: str) -> str:
    """The base of an -ing form of a common verb, or "", lower case."""
    return _GERUNDS.get(word.removesuffix("g") + "g" if word.endswith("ing") else "", "")


_GERUNDS.update({gerund(base): base for base in BASE})
