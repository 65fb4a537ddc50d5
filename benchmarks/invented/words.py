"""Words: the lists that invented articles are put together from."""

from collections.abc import Sequence
from itertools import product


def _words(list_: str, between: str = " ") -> tuple[str, ...]:
    """Cut a list into its words."""
    return tuple(list_.split(between))


def _joined(*syllables: str) -> tuple[str, ...]:
    """Join one syllable of each list, in an order in which neighbours are unlike."""
    names = ["".join(name) for name in product(*(list_.split() for list_ in syllables))]
    step = next(n for n in (331, 337, 347) if len(names) % n)
    return tuple(names[i * step % len(names)] for i in range(len(names)))


PLACES = _joined(
    "Bren Dol Fars Gav Hol Jas Kor Lut Mir Nest Or Pav Rud Sel Tar Ust Ver Yas Zab Ched Glin Stav"
    " Trem Vels Krin Osk Drav Pelm Sard Zhum",
    "a en ib om ur yl ash ev",
    "ivka ovets anka ino opil yansk etsk uga ava ichi nets omir utsk ytsia arka hrad yna isko"
    " vo chiv ryn usha ysk ilka",
)
"""Names of invented towns and villages: so many that few articles name the same small one."""

SURNAMES = _joined(
    "Alv Bast Corr Dray Ekl Fenn Garr Hask Ivers Jarv Keld Lorr Maur Nast Orm Pell Quar Rost Sten"
    " Thal Ulm Vest Wend Yorr",
    "an eck im ova ardo ulin esh ingen ari oy ett umov as ielli onen ukh ade icz ura ohn",
)
FIRST_NAMES = _words(
    "Ada Anton Bela Boris Carla Daria Edda Emil Fadi Gita Hanno Ilir Ines Jana Jonas Karim Lena"
    " Levan Mara Milo Nadia Nils Olga Oskar Petra Rafi Rosa Selma Stefan Tamar Tibor Uri Vera Yusuf"
)

OUTLET_FIRST = _words(
    "Northbank Southgate Harbour Ridgeway Oldbridge Westmarch Riverside Hillcrest Lowland"
    " Continental Meridian Capital"
)
OUTLET_SECOND = _words("Courier Ledger Observer Wire Dispatch")

UNNAMED = (
    "a senior official",
    "two diplomats",
    "a person close to the talks",
    "an officer at the front",
    "a European diplomat",
    "several aides",
    "a source in the delegation",
    "local residents",
)
"""How articles speak of sources whose names they withhold."""

UNITS = _words("drones missiles shells families prisoners trucks homes sacks carriages volunteers")
VERBS = _words("destroyed damaged evacuated counted seized repaired returned stopped inspected")
THINGS = _words(
    "bridge|depot|substation|railway yard|school|grain store|water works|field hospital|harbour"
    "|checkpoint|power line|repair shop|warehouse|bus station|market hall|dam",
    "|",
)
TOPICS = _words(
    "the winter supply|the exchange list|the road convoy|the observers' report|the border queue"
    "|the harvest|the fuel prices|the curfew|the spare parts|the reserve brigade|the relief fund"
    "|the map of minefields|the hospital trains|the customs forms|the radio traffic",
    "|",
)
WEEKDAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS = _words(
    "January February March April May June July August September October November December"
)

CONTENTS = (
    "{number} {units} were {verbed} near {place} on {weekday}",
    "the {thing} at {place} had been {verbed} for the second time this month",
    "{topic} would be discussed again in {place} before the weekend",
    "nobody had told {place} of {topic}",
    "the {thing} in {place} would open again once {number} {units} had been {verbed}",
    "{topic} had changed since the commission left {place}",
    "the road from {place} to {other} was closed after dark",
    "{number} {units} had come through {place} without papers",
    "the people of {place} were tired of hearing about {topic}",
    "a {thing} outside {place} was hit and {number} {units} were lost",
    "work on the {thing} between {place} and {other} would take {number} days",
    "the mayor of {place} had asked twice for help with {topic}",
    "{topic} was worse than the papers from {other} made it look",
    "the guards at {place} had let {number} {units} pass",
    "there was no longer a {thing} in {place} worth the name",
    "the column from {other} had turned back before {place}",
)
"""What statements say that bear on no concept; clauses without a full stop."""

DETAILS = (
    "",
    "",
    "",
    " and {topic} in {place} shows it",
    ", whatever is said in {place} about {topic}",
    ", as the {thing} near {place} has taught everyone",
    ", and {number} {units} in {place} change nothing",
    ", today in {place} as much as yesterday in {other}",
)
"""What may follow on the words of a concept."""

CONDITIONS = (
    "if {topic} is settled first",
    "once the {thing} at {place} is handed over",
    "provided that {number} {units} are returned",
    "as long as observers stay in {place}",
    "on condition that {topic} is put in writing",
)

PLAIN = (
    "The {thing} in {place} stayed shut.",
    "It had rained for {number} days and the fields around {place} stood under water.",
    "A bus with {number} passengers left for {other} in the morning.",
    "Few shops in {place} were open, and {topic} was on everyone's lips.",
    "The building was {verbed} before the war and serves as a store today.",
    "Trains between {place} and {other} ran with delays.",
    "The road to {place} leads past a {thing} and {number} empty houses.",
    "On {weekday} the square in {place} was quiet.",
    "Most of the {units} came from {other}, some from further away.",
    "The report has {number} pages, of which one is about {topic}.",
)
"""Sentences in which the article speaks itself."""

LOADED = (
    "It was a brazen and shameful spectacle.",
    "The so-called commission has been a disaster from the start.",
)
"""The same with words that judge."""

HEADLINES = (
    "{party} and {side}: {topic} and no end",
    "{number} {units} {verbed} near {place}",
    "What {party} wants in {place}",
    "{place} waits as {side} weighs {topic}",
    "{party} answers {side} on {topic}",
    "After {place}: {topic} divides the capitals",
)
BOILERPLATE = (
    "Read more: our {weekday} letter on {topic}.",
    "Sign up for the newsletter of this paper.",
    "All rights reserved. Do not print without leave.",
)

EVENTS = (
    "{number} {units} were {verbed} at the {thing} of {place}",
    "the {thing} in {place} was {verbed} and {number} {units} with it",
    "{number} {units} from {other} had crossed the line at {place}",
    "a secret list of {number} {units} was handed over in {place}",
)
"""What several articles tell of, and some deny."""

PLANS = _words("plan|memorandum|proposal|road map|framework", "|")


def number_word(number: int) -> str:
    """Write a number as articles do."""
    return f"{number:,}"


def capital(words: str) -> str:
    """Begin a sentence."""
    return words[:1].upper() + words[1:]


def one_of(options: Sequence[str], at: float) -> str:
    """Choose by a number from 0 to 1."""
    return options[int(at * len(options))]
