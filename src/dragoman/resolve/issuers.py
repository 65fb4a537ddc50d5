"""Issuers: who put out "the report", "the statement", "the post" in which somebody speaks."""

import re

from dragoman.record import Actor, ActorKind
from dragoman.resolve.lexicon import OUTLET_NOUNS, PERSONAL_PRODUCTS, PRODUCTS
from dragoman.resolve.names import fold, fold_words
from dragoman.resolve.phrases import SIDES
from dragoman.resolve.pronouns import REACH, is_one, last_named
from dragoman.resolve.scene import Scene, Spoken
from dragoman.resolve.selves import outlet_of_document, own_names

ITSELF = {"analysis", "assessment", "article", "brief", "paper", "piece", "essay"}
"""What a text calls itself: "this analysis asks"."""

PUT_OUT = (
    r"\b(?:in|issu\w+|publish\w+|releas\w+|sign\w+|post\w+|sent|wrote|made|read|through|via)\b"
)
"""What stands before that in which somebody speaks: "in a joint statement"."""

GOING_ON = re.compile(r"\w+ \w+ (?:also|then|further|added|adds|continued|continues|went on)\b")
"""What tells that somebody speaks on: "the statement continued"."""

SPEAKS = re.compile(
    r"\b(?:sa(?:id|ys|ying)|according|repl(?:y|ies|ied)|den(?:y|ies|ied)|(?:respond|react|answer|add"
    r"|continu|insist|stat|claim|not|announc|warn|stress|declar|urg|condemn|accus|confirm|underlin"
    r"|emphasi[sz]|call|reject|explain)(?:s|es|ed|ing))\b",
    re.IGNORECASE,
)
"""Cues by which somebody says something; others only hold or back it."""

NEAR = 80
"""Code points after a statement in which the body is named that issued it."""

BESIDE = re.compile(
    r"(?:['’]s?)?(?: (?:joint|written|official|press|public|brief|separate|new|earlier))*"
    r" $"
)
"""What stands between a body and its statement: "the ministry's joint statement"."""

PUT_OUT_BY = re.compile(
    r"(?: (?:issued|released|published|posted|sent|made|put out|circulated|signed))?"
    r"(?: (?:on|to|late|early|earlier) \w+)? (?:by|from) (?:the )?"
)
"""What stands between a statement and its body: "a statement issued on Friday by the ministry"."""


def issuer(words: tuple[str, ...], at: int, scene: Scene) -> Actor | None:
    """Take whoever put out "the report", "the statement", "the post"."""
    head = words[-1]
    if (
        head in ITSELF
        and not scene.in_content(at)
        and re.search(r"\bthis\b", scene.text[max(0, at - 1) : at + 5], re.IGNORECASE)
    ):
        return outlet_of_document(scene)
    if head in {"report", "story", "article"}:
        own = own_names(scene)
        outlet = last_named(
            at, scene, lambda a: a.kind is ActorKind.OUTLET and fold(a.name) not in own
        ) or last_named(at, scene, lambda a: a.kind is ActorKind.OUTLET)
        if outlet is not None:
            return outlet
    if head not in PRODUCTS | PERSONAL_PRODUCTS or head in OUTLET_NOUNS or "media" in words:
        return None
    last = next(scene.speakers_before(at), None)
    goes_on = last is not None and GOING_ON.match(scene.text, at) is not None
    spoke = last is not None and goes_on and head == "statement" and _speaks(last)
    if spoke and last and last.actor and last.actor.kind in SIDES:
        return last.actor
    told = _told_with(head, at, scene)
    return told or (last.actor if last and goes_on else _spoke(head, at, scene))


def _speaks(spoken: Spoken) -> bool:
    """Tell whether a body says something, as the issuer of a statement does; others back it."""
    cue = spoken.attribution.cue
    return cue is not None and SPEAKS.search(cue.text) is not None


def _told_with(head: str, at: int, scene: Scene) -> Actor | None:
    """Give whom the text names with such a text last: "in an IAEA statement".

    None: it names nobody so, or somebody else has spoken in one since.
    """
    spoke = list(scene.speakers_before(at))
    start = max(0, at - REACH)
    for match in reversed(list(re.finditer(rf"(?i:\b{head}\b)", scene.text[start:at]))):
        place, end = start + match.start(), start + match.end()
        for sighting in scene.discourse.within(scene.sentence(place)[0], end + NEAR):
            issues = sighting.actor.kind in SIDES and not sighting.adjective
            before = BESIDE.fullmatch(scene.text, sighting.end, place)
            after = PUT_OUT_BY.fullmatch(scene.text, end, sighting.start)
            if issues and (before or after):
                return sighting.actor
        begin, stop = scene.sentence(place)
        for spoken in spoke:
            source = spoken.attribution.source
            within = source is not None and begin <= source.start < stop
            if within and not scene.in_content(place) and _issues(spoken, head, scene):
                return spoken.actor
    return None


def _spoke(head: str, at: int, scene: Scene) -> Actor | None:
    """Give who spoke last and may have put out such a text."""
    spoke = list(scene.speakers_before(at))
    issuers = {s.actor.id for s in spoke if s.actor and _issues(s, head, scene)}
    actors = [s.actor for s in spoke if s.actor is not None and not is_one(s.actor)]
    issued = next((actor for actor in actors if actor.id in issuers), None)
    if issued is not None:
        return issued
    if head not in PERSONAL_PRODUCTS:
        actors = [actor for actor in actors if actor.kind is not ActorKind.PERSON]
    return actors[0] if actors else None


def _issues(spoken: Spoken, head: str, scene: Scene) -> bool:
    """Tell whether somebody spoke in what a noun calls: "the ministry said in a statement"."""
    source, cue = spoken.attribution.source, spoken.attribution.cue
    if any(span is not None and head in fold_words(span.text) for span in (source, cue)):
        return True
    begin, end = scene.sentence(source.start if source else spoken.end)
    put_out = rf"(?i:{PUT_OUT}[^.;]{{0,40}}\b{head}\b)"
    return re.search(put_out, scene.text[begin:end]) is not None
