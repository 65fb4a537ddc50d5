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

UNITS = _words(
    "drones missiles shells families prisoners trucks homes sacks carriages volunteers tents"
    " stretchers barrels horses engineers nurses pumps cables permits letters generators boats"
    " tractors windows beehives rifles helmets radios passports blankets"
)
NOUNS = tuple(
    f"the {word}"
    for word in _words(
        "bridge depot substation railway school granary harbour checkpoint pylon workshop"
        " warehouse station dam brewery quarry chapel orchard sawmill museum bakery lighthouse"
        " tannery observatory stadium cinema greenhouse kiln tram printer saltworks winter"
        " convoy queue harvest diesel curfew gearbox brigade fund minefield hospital customs"
        " radio ferry pupil police coal timber cashier bread pilot pipe stamp census levee"
        " bishop veteran cattle register mayor sentry archive choir ambassador seed tower miller"
        " surveyor glass orphanage tollgate lawyer aqueduct vaccine telephone goatherd chess ice"
        " paper ration barge sanatorium steamer fisherman carpenter tunnel library cellar"
        " pension parachute wheat beekeeper pier monastery laundry copper judge drainage theatre"
        " pharmacist engine saddler sugar docker taxman airstrip canteen signal vineyard"
        " locksmith refugee smuggler sluice barometer envelope mason lottery foundry gardener"
        " map cable cook tailor vault gravel siren almanac anvil balloon basement bell bicycle"
        " blackboard blueprint bonfire bookshop boulder bucket butcher cannery caravan carousel"
        " catapult ceiling cemetery chandelier chimney cistern clarinet cobbler compass coroner"
        " courtyard cupboard dentist diary ditch dormitory easel elevator embroidery fairground"
        " farrier flagpole flint fountain furnace galley gazette glacier glue gutter hammock"
        " hangar haystack hearth hedge herald hymn inkwell jetty juggler kennel kettle ladder"
        " lantern larder leather ledger lime linen loom magnet mailman mattress meadow"
        " microscope milestone mortar mural nursery oath oven paddock painter pavilion pendulum"
        " perfume piano picnic plough pontoon pulley puppet raft referee reservoir ribbon rope"
        " sailor scaffold scarecrow shrine silk silo skiff soap stable stove tapestry tavern"
        " telegraph thermometer thicket trumpet turbine umbrella valley violin wagon walnut"
        " weaver wharf windmill"
    )
)
VERBS = _words(
    "destroyed damaged evacuated counted seized repaired returned stopped inspected buried painted"
    " photographed refused registered loaded hidden weighed sold traded forgotten doubled locked"
    " flooded copied measured guarded blamed fed insured drained heated rented shielded swapped"
    " taxed thanked trained warned watched welcomed wired abandoned borrowed burned closed cleaned"
    " delayed emptied examined fenced filmed fined fixed freed greeted guided halted helped hired"
    " ignored joined landed leased lifted mapped missed moved named numbered offered opened ordered"
    " packed paid praised pulled pushed raised rebuilt reduced removed rescued robbed saved sealed"
    " searched settled shared shipped signed sketched sorted split stored supplied tested towed"
)
WEEKDAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS = _words(
    "January February March April May June July August September October November December"
)

CONTENTS = (
    "{one} has {verbed} {two} near {place}",
    "{one} in {place} was {verbed} by {two}",
    "{two} is not to be {verbed} before {weekday}",
    "after {place}, {one} {verbed} {two} again",
    "{one} and {two} were {verbed} in {place}",
    "{one} has not been {verbed}, and so has {two}",
    "{number} {units} from {place} have {verbed} {one}",
    "{one} will be {verbed} with {two} in {place}",
    "{place} has {verbed} {one} for {number} {units}",
    "between {one} and {two} nothing was {verbed}",
    "who {verbed} {one} has also {verbed} {two}",
    "{two} must be {verbed} once {one} is out of {place}",
    "in {place} they have {verbed} {number} {units} and {one}",
    "{one} had not {verbed} {two}, and {other} did",
    "from {place} to {other} {one} has {verbed} {two}",
    "without {one}, {two} would be {verbed} by now",
)
"""What statements say; clauses without a full stop. The frames have few words of their own: of a
quarter of a million statements no two should say the same by chance."""

DETAILS = (
    "",
    "",
    "",
    " and {one} in {place} shows it",
    ", as {two} was {verbed} in {place}",
    ", as {one} near {place} has shown",
    ", with {number} {units} or without",
    ", in {place} as in {other}",
)
"""What may follow on the words of a concept."""

CONDITIONS = (
    "if {one} is {verbed} first",
    "once {two} has {verbed} {one}",
    "when {number} {units} are {verbed}",
    "as long as {one} stays in {place}",
    "if {two} is not {verbed} by {weekday}",
)

PLAIN = (
    "{one} in {place} stayed shut.",
    "It had rained for {number} days and {one} near {place} stood under water.",
    "A bus with {number} passengers left for {other} in the morning.",
    "In {place} {one} was on everyone's lips.",
    "Before the war {one} was {verbed} and {two} with it.",
    "Trains between {place} and {other} ran with delays.",
    "The road to {place} leads past {one} and {number} empty houses.",
    "On {weekday} {one} in {place} was quiet.",
    "Most of the {units} came from {other}, some from further away.",
    "The report has {number} pages, of which one is about {two}.",
)
"""Sentences in which the article speaks itself."""

LOADED = (
    "It was a brazen and shameful spectacle.",
    "The so-called commission has been a disaster from the start.",
)
"""The same with words that judge."""

HEADLINES = (
    "{party} and {side}: {one} and no end",
    "{number} {units} {verbed} near {place}",
    "What {party} wants with {one} in {place}",
    "{place} waits as {side} weighs {two}",
    "{party} answers {side} on {one}",
    "After {place}: {two} divides the capitals",
)
BOILERPLATE = (
    "Read more: our {weekday} letter on {one}.",
    "Sign up for the newsletter of this paper.",
    "All rights reserved. Do not print without leave.",
)

EVENTS = (
    "{number} {units} were {verbed} at {one} of {place}",
    "{one} in {place} was {verbed} and {number} {units} with it",
    "{number} {units} from {other} have {verbed} {one} at {place}",
    "{two} and a list of {number} {units} were {verbed} in {place}",
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
