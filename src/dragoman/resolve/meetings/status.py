"""Statuses: what a sentence makes of a contact: over, ahead, called off, denied, thought of."""

import re
from collections.abc import Sequence

from dragoman.record import MeetingStatus
from dragoman.resolve.meetings.arguments import FROM_SIDES, Arguments
from dragoman.resolve.meetings.lexicon import Form, MeetingWords, Noun
from dragoman.resolve.meetings.lists import HARD
from dragoman.resolve.meetings.sentences import Word

VERB_WITHIN = 7
"""Words between a subject and its verb that tell of its time and mood."""

NEAR_NOUN, NEAR_FOR, NEXT, LATER = 45, 30, 30, 120
"""Letters before a noun that tell of it; those with "for" in them; letters after it that cancel it,
and that tell of a later day."""

PLANNED_BEFORE = re.compile(
    r"\b(?:upcoming|forthcoming|next|ahead of|before|planned|scheduled|future|prepar\w+ for)"
    r"(?: \w+){0,3}$"
)
AHEAD_LATER = re.compile(
    r"\b(?:(?:is|are) (?:reportedly )?(?:due|set|scheduled|expected|planned)"
    r"|due to (?:start|resume|restart|recommence|reconvene|begin)"
    r"|will (?:resume|restart|start|begin|be held|take place)|to be held|planned for"
    r"|(?:is|are) being (?:prepared|planned|arranged|organi[sz]ed))\b"
)
PHRASE = re.compile(
    r"^(?:(?:in|at|on|over|about|this|last|early|late) (?:[\w-]+ ){1,4}?)+?(?=is|are|was|were|will"
    r"|ended|began|took|collapsed|resume|start|has|have|concluded|due|failed|lasted|produced|to be)"
)
STARTING = re.compile(
    r"(?:starting|beginning|opening|taking place|convening) (?:on |next |later )"
    r"(?:this )?(?:\w+day|week|month)\b"
)
GOING_TO = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:also |both |all )?(?:to|set to|due to|scheduled to|expected to"
    r"|slated to|going to))(?P<between>(?: [\w’'-]+){1,6}) (?:at|in|to|during)"
    r"(?: (?:a|an|the|this|these|their|two-day|three-day))?(?: [\w’'-]+)?$"
)
"""What is to be done at a contact, which lies ahead with it: "are to take part in the summit"."""

BACK = re.compile(
    r"\b(?:not|never|what|which|who|that|how|as|if|was|were|had|has|have|made|agreed|reached|said)\b"
)
"""Words between the two that tell of what has been: "will honour what was agreed at the summit"."""

WILL_BE = re.compile(r"\b(?:will|shall) be (?:the|a|an|his|her|its|their|our)(?: [\w-]+){0,3}$")
"""What a contact is told to become: "this will be the sixth meeting between them"."""

COMING = re.compile(r"(?:\w+ ){0,3}in (?:the )?coming (?:days|weeks|months)\b")

LAST = re.compile(
    r"\b(?:after|following|since|recent|previous|last|latest|earlier|past)(?: \w+){0,3}$"
)
NONE_OF = re.compile(r"\b(?:no|denied|never|without)(?: \w+){0,2}$")
NOT_HELD = re.compile(
    r"(?:is|are|was|were) (?:currently )?not (?:on the (?:agenda|table|cards)|planned|scheduled"
    r"|being|expected|in the works|under discussion|taking place|held)"
    r"|(?:did|does|do|will|would|has|have) (?:not|never) (?:take|taken|happen|happened|go|gone) "
    r"|(?:is|are|was|were) (?:out of the question|off the table)"
)
DUE = re.compile(r"due to\b")
TOWARDS = re.compile(r"\b(?:deadline|groundwork|foundation)s? (?:for|of)(?: [\w-]+){0,3}$")
"""What is agreed for a contact is not the contact: "agreed to extend the deadline for talks"."""

DURING = re.compile(r"\b(?:during|following)(?: \w+){0,3}$")
"""What is wished for during a visit is not the visit: "urged them to yield during his visit"."""

WITHIN, NEXT_WORDS = re.compile(r"\bduring(?: \w+){0,3}$"), 4

MIGHT = re.compile(
    r"(?:\w+ ){0,2}(?:could|might|may|would|should|can)\b"
    r"|(?:is|are|remains?|seems?|looks?) (?:\w+ly |still |only |not |also |quite ){0,2}"
    r"(?:possible|impossible|unlikely|premature|conceivable|pointless|useless|unthinkable|excluded"
    r"|necessary|needed|essential|under discussion|being (?:discussed|considered|negotiated)"
    r"|on the (?:table|agenda))\b"
    r"|(?:depends?|hinges?) (?:up)?on\b|makes? (?:no )?sense\b"
)
"""What leaves open whether a contact comes about: "is possible only after a truce"."""
ONWARD = re.compile(
    r"\b(?:then|and|before|later) (?:travel|fly|go|head)\w*(?: on)?(?: to)?(?: \w+){0,2}"
    r" for(?: \w+){0,3}$"
)
PURPOSE = re.compile(r"\b(?:meet|met|gather|gathered|convened|sat down)\b.*\bfor(?: [\w-]+){0,5}$")
UNREAL = re.compile(r"\b(?:would|could|should|might|if|be)\b")
FORETELLING = {"said", "says", "announced", "confirmed", "told", "that", "agreed", "reported"}
NAMING = {"by", "of", "for", "about", "against", "without"}
"""Words before a gerund that only names what may be done: "the reason for meeting them"."""

WENT = {
    "sat",
    "gathered",
    "convened",
    "travelled",
    "traveled",
    "flew",
    "went",
    "came",
    "arrived",
    "visited",
}
GOING = {
    *("travel", "fly", "go", "come", "arrive", "visit", "heads", "travels", "flies", "head"),
    *("travelling", "traveling", "flying", "heading", "arrives", "arriving"),
}


class Statuses:
    """Reads the status of contacts in one sentence; places are indexes into its words."""

    def __init__(self, words: Sequence[Word], lexicon: MeetingWords, arguments: Arguments) -> None:
        self.words = words
        self.signs = lexicon.signs
        self.light = lexicon.light
        self.arguments = arguments

    def _key(self, at: int) -> str:
        return self.words[at].key if 0 <= at < len(self.words) else ""

    def of_verb(self, at: int, form: Form) -> MeetingStatus | None:
        """Tell what a verb's form and the words before it say. None: it is only thought of."""
        signs, before = self.signs, self._auxiliaries(at)
        if signs["denied"].search(before):
            return MeetingStatus.DENIED if form is not Form.GERUND else None
        if signs["cancelled"].search(before):
            return MeetingStatus.CANCELLED
        if form is Form.PAST and not UNREAL.search(before):
            return MeetingStatus.HELD
        if "would" in before.split() and self._foretold(at, before):
            return MeetingStatus.PLANNED
        if signs["hypothetical"].search(before) and not signs["hedge"].search(before):
            return None
        if signs["planned"].search(before):
            return MeetingStatus.PLANNED
        return self._plain_form(at, form)

    def _plain_form(self, at: int, form: Form) -> MeetingStatus | None:
        """Tell what a verb's form says where no word before it says more."""
        before = self._key(at - 1)
        if form in {Form.PRESENT, Form.GERUND}:
            return None if form is Form.GERUND and before in NAMING else MeetingStatus.HELD
        if form is not Form.BASE or not at:
            return None
        if before == "to":
            return self._purpose(at)
        return MeetingStatus.HELD if self.words[at - 1].sighting else None

    def _foretold(self, verb: int, before: str) -> bool:
        """Tell whether "would" only turns "will" into reported speech: "said they would meet"."""
        words = {word.key for word in self.words[:verb]}
        rest = before.replace("would", "")
        thought = self.signs["hypothetical"].search(rest) or "have" in rest.split()
        ruled_out = {"not", "never"} & set(rest.split())
        return not (thought or ruled_out or words & {"if", "unless"}) and bool(words & FORETELLING)

    def _auxiliaries(self, verb: int) -> str:
        """Give the words between a verb and the name or sign before it, at most some."""
        kept: list[str] = []
        for at in range(verb - 1, max(-1, verb - 1 - VERB_WITHIN), -1):
            word = self.words[at]
            if word.sighting is not None or word.text in HARD | {","}:
                break
            kept.insert(0, word.text.casefold())
        return " ".join(kept)

    def _purpose(self, at: int) -> MeetingStatus | None:
        """Tell what "to meet" means: after a name it is a plan, after "flew to Rome" a fact."""
        if self.signs["hypothetical"].search(self.before(at)[-NEAR_NOUN:]):
            return None
        for place in range(at - 2, max(-1, at - 10), -1):
            word = self.words[place]
            if word.key in WENT:
                return MeetingStatus.HELD
            if word.key in GOING:
                return MeetingStatus.PLANNED
            if word.text in HARD or word.key in {"and", "who", "that"}:
                break
        named = (
            at > 1
            and self.arguments.lists.is_side(at - 2)
            and not self.arguments.lists.is_where(at - 2)
        )
        return MeetingStatus.PLANNED if named else None

    def of_noun(
        self, at: int, light: int | None, noun: Noun, sides: int
    ) -> tuple[MeetingStatus | None, bool]:
        """Tell what the words around a noun make of it.

        Returns:
            The status, None where nothing tells it, and whether the contact is only thought of.
        """
        if light is not None:
            status = self.of_verb(light, self.light[self._key(light)])
            return status, status is None
        before, after = self.before(at)[-NEAR_NOUN:], self._behind_sides(at + len(noun.words))
        if self.signs["cancelled"].search(before) or self.signs["cancelled"].search(after[:NEXT]):
            return MeetingStatus.CANCELLED, False
        if NONE_OF.search(before) or NOT_HELD.match(after):
            denied = not noun.process and sides > 1
            return (MeetingStatus.DENIED if denied else None), not denied
        real = not TOWARDS.search(before) and (
            self.signs["hedge"].search(before)
            or DUE.match(after)
            or (noun.visit and DURING.search(before))
        )
        if self.signs["hypothetical"].search(before) and not real:
            return None, True
        if self._planned(at, at + len(noun.words), before, after):
            return MeetingStatus.PLANNED, False
        if MIGHT.match(after):
            return None, True
        clause = self.behind(at + len(noun.words))  # "talks that began in May between"
        done = self.signs["done"].search(after) or self.signs["done"].search(clause)
        held = done or self.signs["after"].search(before)
        return (MeetingStatus.HELD if held or not noun.process else None), False

    def goes_on(self, at: int) -> bool:
        """Tell whether a noun is what the one of whom a sentence tells goes on to.

        "Will meet Meloni, then fly to Ankara for talks": it is not Meloni who flies.
        """
        return ONWARD.search(self.before(at)) is not None

    def is_purpose(self, at: int) -> bool:
        """Tell whether a noun is what those who meet have met for, which is no other contact."""
        named = self._key(at + 1) in {"with", "between"}
        return not named and PURPOSE.search(self.before(at)) is not None

    def is_over(self, after: int, light: int | None) -> bool:
        """Tell whether a verb in the past carries a noun, or says how the contact went."""
        if light is not None:
            return self.light[self._key(light)] is Form.PAST
        return self.signs["done"].match(self._behind_sides(after)) is not None

    def _planned(self, at: int, behind: int, before: str, after: str) -> bool:
        """Tell whether the words around a noun look ahead."""
        if self.signs["ahead"].search(after):
            return True
        if PLANNED_BEFORE.search(before) and not self.signs["done"].search(after):
            return True
        later = self.behind(behind)[:LATER]
        if AHEAD_LATER.search(later) or COMING.match(later) or STARTING.match(after):
            return True
        if WILL_BE.search(before) or (WITHIN.search(before) and self._will_follow(behind)):
            return True
        within = GOING_TO.search(self.before(at))
        if within and not (LAST.search(before) or BACK.search(within["between"])):
            return True
        going = self._key(at - 1) == "for" or " for " in before[-NEAR_FOR:]
        return going and self.signs["planned"].search(self.before(at)) is not None

    def _will_follow(self, behind: int) -> bool:
        """Tell whether what is done meanwhile is: "during the visit, talks will cover"."""
        commas = (at for at in range(behind, len(self.words)) if self._key(at) == ",")
        comma = next(commas, len(self.words))
        return "will" in {self._key(at) for at in range(comma + 1, comma + 1 + NEXT_WORDS)}

    def _behind_sides(self, after: int) -> str:
        """Give the words after a noun and its phrase of sides, places and times."""
        _, objects = self.arguments.after_preposition(after, FROM_SIDES)
        first = objects[-1] + 1 if objects else after
        text = self.behind(first)
        return PHRASE.sub("", text)

    def _clause_start(self, at: int) -> int:
        for place in range(at - 1, -1, -1):
            if self.words[place].text in HARD:
                return place + 1
        return 0

    def before(self, at: int) -> str:
        """Give the words of a clause before a place, names left out."""
        words = self.words[self._clause_start(at) : at]
        return " ".join(word.text.casefold() for word in words if word.sighting is None)

    def behind(self, after: int) -> str:
        """Give the words from a place to the next comma, an apposition right there left out."""
        kept = []
        if self._key(after) == ",":
            commas = [at for at in range(after + 1, len(self.words)) if self._key(at) == ","]
            after = commas[0] + 1 if commas else len(self.words)
        for word in self.words[after:]:
            if word.text in HARD | {","}:
                break
            kept.append(word.text.casefold())
        return " ".join(kept)
