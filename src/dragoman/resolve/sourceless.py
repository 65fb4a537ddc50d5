"""Sourceless: whose words they are where the text names nobody beside them."""

import re
from collections import Counter

from dragoman.record import Actor, ActorKind, Attribution, QuoteForm, Span
from dragoman.resolve.phrases import read_phrase
from dragoman.resolve.pronouns import by_pronoun
from dragoman.resolve.scene import FRONTED, Scene, Spoken

HEARSAY = re.compile(
    r"\b(?:reportedly|alleg(?:ed|edly|ations?)|rumou?r\w*|purport\w+|supposed(?:ly)?|apparently"
    r"|so-called|speculat\w+|there(?:['’]s| (?:is|are|was|were|have been|has been))\b.*"
    r"|an estimated?|(?:said|thought|believed|understood|known|reported|claimed|alleged) to"
    r"|accused of|(?:matter|subject) of (?:contention|dispute|debate)"
    r"|(?:fears|concerns|doubts|suspicions|questions|hopes)"
    r" (?:have|has|are|were|grow\w*|r[io]se\w*)"
    r"|(?:it|news|word) (?:came|arrived|emerged)"
    r"|(?:is|are|was|were|been|being|be)\s+(?:\w+\s+)?(?:reported|alleged|believed|thought|said"
    r"|seen|assumed|estimated|accused|expected|credited|rumou?red|claimed|suspected|described"
    r"|considered|regarded|told|understood|known|viewed|recogni[sz]ed|feared|hoped|criticised"
    r"|forecast|documented|declared|identified|branded|labell?ed|credited|mentioned|perceived|suggested|learned|learnt"
    r"|predicted|projected|blamed|praised|discussed|found (?:guilty|to)"
    r"|criticized|acknowledged|confirmed|written|shown|given|called|dubbed|billed|hailed)"
    r"|(?:received|under|faces?|faced|growing) (?:\w+ ){0,2}(?:criticism|fire|pressure))\b",
    re.IGNORECASE,
)
"""Cues by which a text passes on what it does not say who holds: adverbs and passives. An active
verb without a source ("reported") has one that the reader missed, and stays unresolved."""

PASSIVE = re.compile(
    r"^(?:\w+ly |once |well |long )?(?:deemed|dubbed|branded|billed|labell?ed|hailed|attributed"
    r"|rumou?red|credited|documented|understood|forecast"
    r"|(?:referred to|described|known|considered|regarded|seen|perceived|viewed) as)\b"
    r"|^(?:widely|generally|commonly|once|long) (?:seen|viewed|regarded|believed|thought|considered"
    r"|perceived|expected|known|accepted|assumed|acknowledged)\b",
    re.IGNORECASE,
)
"""Participles that as a cue without a source can only be passive: "a conference billed as"."""

PARTICIPLE = re.compile(
    r"^(?:assumed|believed|thought|reported|estimated|considered|expected|suspected|accused)$",
    re.IGNORECASE,
)
"""Those that may be active verbs too, unless an article or adverb stands before them."""

OPINION = re.compile(
    r"\b(?:claims?|reports?|warnings?|calls?|fears?|expectations?|suspicions?|accusations?|charges"
    r"|concerns?|debate|narratives?|criticisms?|analys[ie]s|news|perceptions?|beliefs?|hopes?"
    r"|doubts?|suggestions?|talk|sense|recognition|arguments?|views?|consensus|theory|theories|myths?|questions?)"
    r"(?: (?:of|that|for|over|about|grow|grows|mount))?$",
    re.IGNORECASE,
)
"""Nouns of speech and belief that nobody is said to hold: "warnings of famine"."""

BEFORE_PASSIVE = re.compile(
    r"(?:\b(?:the|an?|is|are|was|were|been|be|\w+ly|\w+ing)|[–—-])\s*$", re.IGNORECASE
)
POSSESSOR = re.compile(
    r"\b(?:his|her|its|their|my|our|\w+['’]s|\w+s['’])\s*(?:\w+ )?$", re.IGNORECASE
)

AUXILIARY = re.compile(r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+\s+)?$")
TOLD = re.compile(
    r"(?: (?:has|have|had))?(?: \w+ly| also| already| since| then)*(?: (?:was|were|been|being))"
    r"(?: \w+ly| also| already| since| then)*"
    r" (?:told|asked|criticised|criticized|promised|warned|informed|threatened|condemned|assured"
    r"|questioned|advised|notified|reassured|ordered|urged)"
)
"""A passive of speech after the words for whom it is said to: "Residents were told"."""

AGENT = re.compile(
    r" by (?P<agent>[\w’'-]+(?: (?!(?:that|to|for|of|in|on|over|about|as|when|after|before|and|not"
    r"|during|at|a|an|the)\b)[\w’'-]+){0,4})"
)
"""Who speaks in a passive."""

QUOTED = re.compile(
    r"(?P<subject>[^;:\n]{2,200}?),? (?:(?:has|have|had) )?(?:is|are|was|were|been|being)"
    r"(?: \w+ly| also| later| earlier| then| again)* (?:quoted|cited)\b"
    r"[^;\"“”\n]{0,100}?\bby (?:the |an? )?$"
)
"""A passive before the words for whoever quotes: "the envoy was cited as saying by"."""

CITES = re.compile(
    r"(?:(?: has| had|,? which| also| later| [A-Z]\w+){0,3},?) (?:quot|cit)(?:ed|es|ing|e)"
    r" (?!(?:by|in|from|on|as|at)\b)(?P<who>[^;:\"“”\n]{3,120}?) as $"
)
"""The active: "the agency cited the envoy as", before "saying"."""

CITED = re.compile(r" (?P<who>[^;:\"“”\n]{3,120}?) as saying\b(?! that)")
"""The same after "cited", where what is said stands in front."""

JOINED = re.compile(r"\b(?:but|while|that|when|after)\b |, and ")
"""What a subject begins after in the middle of a sentence."""

RELATIVE = re.compile(r", (?:who|which|whose)\b")

OWN = re.compile(
    r"^(?:in|to|by) (?P<whose>his|her|its|their) (?:own )?(?:opinion|view|mind|words|account"
    r"|judge?ment|estimation|assessment|reckoning)\b",
    re.IGNORECASE,
)
"""Cues that say themselves whose words follow: "in his opinion"."""

NEXT = 20
"""Code points after a statement from which a bare quotation is not simply its next sentence."""

MOST = 0.6
"""Share of the quoted words that makes a text an interview with one person."""

ANSWERS = 3
"""Quotations without any words of attribution that make a text an interview."""

REACH = 600
"""How far back, in code points, the speaker stands whom a bare quotation goes on quoting."""


def speaker_without_source(attribution: Attribution, scene: Scene) -> Actor | None:
    """Give whoever holds what stands without a source.

    A quotation without any words of attribution goes on with the speaker before it, or is of the
    one right after it; "in his opinion" is of whom "his" means; "allegedly" and "it was reported"
    are of unnamed sources. None: what was agreed, promised or rebuffed, by someone whom only the
    matter tells.
    """
    if attribution.cue is None:
        return _in_focus(attribution, scene)
    if own := OWN.match(attribution.cue.text):
        return _owner(attribution.cue.start + own.start("whose"), own["whose"], scene)
    words = " ".join(attribution.cue.text.split())
    if HEARSAY.search(words) or PASSIVE.search(words) or _is_passive(attribution.cue, scene):
        return scene.local(ActorKind.UNNAMED, "unnamed sources")
    if PARTICIPLE.search(words) and scene.text.startswith(" to ", attribution.cue.end):
        return scene.local(ActorKind.UNNAMED, "unnamed sources")
    unowned = OPINION.search(words) or PARTICIPLE.search(words)
    if unowned and not _owned(attribution.cue, scene, after_noun=bool(OPINION.search(words))):
        return scene.local(ActorKind.UNNAMED, "unnamed sources")
    return None


def _is_passive(cue: Span, scene: Scene) -> bool:
    """Tell whether a participle has its auxiliary before it: "is now [regarded]"."""
    start, _ = scene.sentence(cue.start)
    told = AUXILIARY.search(scene.text, start, cue.start)
    return told is not None and HEARSAY.search(scene.text, told.start(), cue.end) is not None


def passive_speaker(attribution: Attribution, scene: Scene) -> Actor | Span | None:
    """Give who speaks where the words marked as the source are of whom something is told.

    "The minister was told by aides that" is of the aides, whose words are given back; without an
    agent it is of unnamed sources; what "was quoted by the agency" is of whom it quotes. None: the
    source is the subject of no such passive.
    """
    source, cue = attribution.source, attribution.cue
    quoted = quoted_one(attribution, scene)
    if quoted is not None or source is None or cue is None or source.end > cue.start:
        return quoted
    if not TOLD.fullmatch(scene.text, source.end, cue.end):
        return None
    agent = AGENT.match(scene.text, cue.end)
    if agent is not None:
        return Span.of(scene.text, agent.start("agent"), agent.start("agent") + len(agent["agent"]))
    return scene.local(ActorKind.UNNAMED, "unnamed sources")


def quoted_one(attribution: Attribution, scene: Scene) -> Span | None:
    """Give whom a source only quotes: "the envoy was cited as saying by [the agency]".

    None: the source speaks itself.
    """
    source, cue = attribution.source, attribution.cue
    if source is None or cue is None:
        return None
    start, _ = scene.sentence(source.start)
    if source.end <= cue.start and cue.text.startswith("saying"):
        cites = CITES.match(scene.text[source.end : cue.start])
        return _stripped(source.end, cites["who"], scene) if cites else None
    after = CITED.match(scene.text, cue.end) if source.end <= cue.start else None
    if after and re.fullmatch(r"(?:has )?(?:quot|cit)(?:ed|es)", cue.text):
        who = Span.of(scene.text, *after.span("who"))
        return None if any(part.overlaps(who) for part in attribution.content) else who
    if cue.start >= source.start:
        return None
    told = [part.end for part in attribution.content if part.end <= cue.start]
    for begin in (*told, start):  # a reader may take the subject itself for what is said
        fronted = FRONTED.match(scene.text, begin, source.start)
        begin = fronted.end() if fronted else begin
        found = QUOTED.match(scene.text[begin : source.start])
        if found and not _has_twin(attribution, begin, begin + found.end("subject"), scene):
            subject = RELATIVE.split(JOINED.split(found["subject"])[-1])[0]
            return _stripped(begin, subject, scene)
    return None


def _has_twin(attribution: Attribution, start: int, end: int, scene: Scene) -> bool:
    """Tell whether the reader has given the words to whom they are from, beside who quotes them."""
    return any(
        other.source is not None
        and start <= other.source.start < end
        and any(a.overlaps(b) for a in other.content for b in attribution.content)
        for other in scene.reading.attributions
    )


def _stripped(start: int, words: str, scene: Scene) -> Span:
    words = words.strip(' ,"“”')
    at = scene.text.index(words, start)
    return Span.of(scene.text, at, at + len(words))


def _owner(start: int, word: str, scene: Scene) -> Actor | None:
    """Give whom a possessive within a cue means."""
    phrase = read_phrase(Span.of(scene.text, start, start + len(word)), scene.discourse)
    return by_pronoun(phrase, scene) if phrase else None


def _owned(cue: Span, scene: Scene, *, after_noun: bool) -> bool:
    """Tell whether a text names beside a cue whose it is, so that the reader only missed it.

    Args:
        cue: "claims of", "reported".
        scene: The document.
        after_noun: The cue is a noun, before which a name or a possessor may stand.
    """
    start, _ = scene.sentence(cue.start)
    before = scene.text[start : cue.start]
    if not after_noun:
        return BEFORE_PASSIVE.search(before) is None
    named = any(s.end >= cue.start - 2 for s in scene.discourse.within(start, cue.start))
    return named or POSSESSOR.search(before) is not None


def _in_focus(attribution: Attribution, scene: Scene) -> Actor | None:
    """Give the speaker whose words a bare quotation goes on with.

    That is whoever was quoted word for word last, not who was only reported on inside or after it
    ("Do you trust Trump?" between two answers of one interview); else whoever spoke last.
    """
    start = attribution.content[0].start
    before = [
        spoken
        for spoken in reversed(scene.spoken)
        if spoken.actor is not None and spoken.attribution.content[0].start < start
    ]
    apart = bool(before) and start - before[0].end > NEXT
    if attribution.quote is QuoteForm.DIRECT and (apart or _is_interview(scene)):
        asked = _interviewed(before)
        if asked is not None and (_is_interview(scene) or start - before[0].end < REACH):
            return asked
    return before[0].actor if before and start - before[0].end < REACH else None


def _is_interview(scene: Scene) -> bool:
    """Tell whether a text gives answer after answer without saying whose it is."""
    bare = [a for a in scene.reading.attributions if a.source is None and a.cue is None]
    return sum(a.quote is QuoteForm.DIRECT for a in bare) >= ANSWERS


def _interviewed(before: list[Spoken]) -> Actor | None:
    """Give the one person whose words are most of what a text quotes. None: it quotes several."""
    words: Counter[str] = Counter()
    for spoken in before:
        if spoken.actor is not None and spoken.attribution.quote is QuoteForm.DIRECT:
            words[spoken.actor.id] += sum(len(part.text) for part in spoken.attribution.content)
    if not words:
        return None
    (main, most), *_ = words.most_common(1)
    if most < MOST * words.total():
        return None
    return next(spoken.actor for spoken in before if spoken.actor and spoken.actor.id == main)
