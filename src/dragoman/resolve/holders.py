"""Holders: whose will it is that a statement tells of.

"The Kremlin wants four regions", said in Kyiv, is no demand of Kyiv's, and "Moscow has given no
sign of being ready to talk" no support of talks. What a statement says of another party's wants,
demands and refusals is that party's, if anybody's, so the statement has no code for it; codes are
kept for what the other has agreed to or is ready for, as in our annotated articles. English.
"""

import re

from dragoman.record import Act, Actor, Attribution, Code
from dragoman.resolve.meetings.sentences import Cast
from dragoman.resolve.scene import Scene
from dragoman.resolve.surnames import Sighting

LONGEST = 45
"""Words of a content that is looked at; a longer one says more than one thing."""

OWN_PART = 6
"""Words after the first clause from which on a content says something of its own."""

BEFORE = re.compile(
    r"(?!.*\b(?:if|unless|until|once|when|while|because|since|after|before|should)\s)"
    r"\W*(?:(?:[\w'’]+\s+){0,5}that\s+)?(?:(?:I|we|he|she|they)\s+(?:do|does|did)(?:n['’]t|\s+not)\s+(?:think|believe|see)\s+(?:that\s+)?"
    r"|there(?:['’]s|\s+(?:is|was|are|were))\s+no\s+(?:signs?|indications?|evidence)\s+(?:that|of)\s+)?"
    r"(?:the\s+|an?\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""What may stand between the beginning of a content and the party it tells of; nothing that makes
it a clause beside what is said: "if Moscow will not talk, we shall widen the sanctions"."""

_ROLE = (
    r"(?:sides?|leaders?|leadership|government|president|minister|ministry|officials?|authorities|regime"
    r"|delegation|army|troops|forces|people|parliament|negotiators?|ambassador|foreign|prime|defence|defense"
    r"|allies|partners|backers|sponsors|patrons|masters|handlers|curators|and\s+(?:the\s+)?[A-Z]\w+)"
)
_LIGHT = (
    r"(?:has|have|had|is|are|was|were|does|do|did|will|would|can|could|also|still|now|only|really|always"
    r"|already|simply|just|clearly|obviously|again|repeatedly|reportedly|apparently|currently|seems?|appears?"
    r"|to|be|been|being)"
)
_NOT = r"(?:not|never|no\s+longer)"
WILL = re.compile(
    rf"(?:['’]s)?(?:\s+\([^)]*\))?(?:\s+{_ROLE}){{0,3}}(?:\s+{_LIGHT}(?:n['’]t)?|\s+{_NOT}){{0,6}}\s+"
    r"(?:want(?:s|ed|ing)?|wish(?:es|ed)?|demand(?:s|ed|ing)?|insist(?:s|ed|ing)?|refus(?:es|ed|ing)|seek(?:s|ing)?"
    r"|sought|inten(?:ds|ded)|tr(?:ies|ied|ying)\s+to|plan(?:s|ned|ning)\s+to|claim(?:s|ed|ing)?|say(?:s|ing)?|said"
    r"|propos(?:es|ed|ing)|offer(?:s|ed|ing)|request(?:s|ed|ing)|ask(?:s|ed|ing)|urg(?:es|ed|ing)|call(?:s|ed|ing)\s+for"
    r"|recommend(?:s|ed|ing)?|advis(?:es?|ed|ing)|encourag(?:es?|ed|ing)|order(?:s|ed|ing)|instruct(?:s|ed|ing)?"
    r"|prefer(?:s|red|ring)?|aim(?:s|ed|ing)?\s+(?:to|at)|pressur(?:es?|ed|ing)"
    r"|reject(?:s|ed|ing)|oppos(?:es|ed|ing)|threaten(?:s|ed|ing)|expect(?:s|ed|ing)|hop(?:es|ed|ing)|believ(?:es|ed)"
    r"|think(?:s)?|interest(?:ed)?\s+in|push(?:es|ed|ing)\s+for|unwilling|reluctant"
    r"|(?:shown|given|showing|giving|shows|gives|showed|gave|no|not\s+any)\s+(?:no\s+|not\s+any\s+)?"
    r"(?:signs?|indications?|willingness|interest|desire|intentions?|readiness|wish)"
    r"|(?:[\w-]+\s+){0,2}(?:goals?|aims?|objectives?|ambitions?|intentions?|priority)\s+(?:is|are|was|were|remains?)"
    rf"|(?<=not\s)(?:ready|prepared|willing|going|serious))\b",
    re.IGNORECASE,
)
"""What tells of somebody's will, right after his name."""

UNWILLING = re.compile(
    r"n['’]t\b|\b(?:not|no|never|refus\w+|reject\w*|oppos\w+|unwilling|reluctant)\b", re.IGNORECASE
)
"""What makes it somebody's will that something be not; a reader may take it for the speaker's."""

NEXT_CLAUSE = re.compile(
    r"[;.:—–]\s(?!(?:rather|instead|on\s+the\s+contrary)\b)|,?\s(?:but|so|therefore|which\s+is\s+why|and\s+(?:that|we|he|she|it|they))\s"
)


def own_codes(
    attribution: Attribution, actor: Actor | None, party: str | None, scene: Scene
) -> tuple[Code, ...]:
    """Give the codes of a statement but for those of another party's will.

    Args:
        attribution: The statement.
        actor: Its speaker.
        party: For whom the speaker speaks.
        scene: The document with its names.
    """
    if not attribution.codes:
        return attribution.codes
    about, will = _willing(attribution, scene)
    if attribution.act in (Act.REJECT, Act.DENY) and not UNWILLING.search(will):
        return attribution.codes  # the speaker's own no: "rejected that Moscow wants peace"
    if about is None or (actor is not None and about.actor.id == actor.id):
        return attribution.codes
    other = Cast(scene).party(about.actor)
    return attribution.codes if other is None or other == party else ()


def _willing(attribution: Attribution, scene: Scene) -> tuple[Sighting | None, str]:
    """Give the one whose will a content tells of, if it tells of nothing else, and what tells."""
    part = attribution.content[0]
    if sum(len(span.text.split()) for span in attribution.content) > LONGEST:
        return None, ""
    for sighting in scene.discourse.within(part.start, part.end):
        if not BEFORE.fullmatch(scene.text, part.start, sighting.start):
            return None, ""
        will = WILL.match(scene.text, sighting.end, part.end)
        if will is not None:
            clause = NEXT_CLAUSE.search(scene.text, will.end(), part.end)
            rest = scene.text[clause.end() : part.end] if clause else ""
            return (sighting, will[0]) if len(rest.split()) < OWN_PART else (None, "")
    return None, ""
