"""The cue lexicon: words of attribution in English, each with the act that it suggests."""

import re

from dragoman.record import Act

VERBS: dict[Act, str] = {
    Act.ASSERT: (
        "say tell add state note claim report write explain stress emphasize emphasise maintain "
        "assert declare describe reiterate remark observe argue insist assure answer reply respond "
        "believe think recall mention clarify conclude announce post tweet suggest "
        "indicate estimate assess reveal disclose interpret underline underscore highlight repeat "
        "continue acknowledge elaborate recount testify comment express hint hope opine signal "
        "quip joke point_out speak_out"
    ),
    Act.CONFIRM: "confirm corroborate verify",
    Act.DENY: "deny refute dispute rebut",
    Act.DEMAND: "demand require",
    Act.REQUEST: "urge ask request recommend appeal call_on call_for implore beg plead",
    Act.PROPOSE: "propose offer",
    Act.AGREE: "agree accept admit concede welcome support endorse back",
    Act.REJECT: "reject refuse rule_out oppose dismiss decline spurn",
    Act.PROMISE: "promise pledge vow guarantee commit",
    Act.WARN: "warn threaten caution",
    Act.ACCUSE: "accuse complain condemn allege blame criticise criticize denounce decry slam",
    Act.PREDICT: "predict expect forecast foresee fear",
}
"""Lemmas by act; an underscore joins a verb and its particle."""

IRREGULAR = {
    "say": "said says saying",
    "tell": "told tells telling",
    "write": "wrote written writes writing",
    "think": "thought thinks thinking",
    "deny": "denied denies denying",
    "reply": "replied replies replying",
    "testify": "testified testifies testifying",
    "clarify": "clarified clarifies clarifying",
    "verify": "verified verifies verifying",
    "decry": "decried decries decrying",
    "beg": "begged begs begging",
    "rebut": "rebutted rebuts rebutting",
    "admit": "admitted admits admitting",
    "commit": "committed commits committing",
    "foresee": "foresaw foresees foreseeing",
    "forecast": "forecast forecasts forecasting",
    "quip": "quipped quips quipping",
    "signal": "signalled signaled signals signalling",
    "plead": "pleaded pleads pleading",
}

NOUNS = re.compile(
    r"(?:answer|appeal|back|claim|comment|demand|estimate|express|fear|forecast|hope|joke|note"
    r"|offer|plead|pledge|post|promise|quip|remark|reply|report|request|require|signal|state"
    r"|support|document|welcome|continue)"
)
"""Lemmas whose bare and -s forms are mostly nouns; they count only before what they say."""

DECLINED = re.compile(
    r"(?:declined|refused|declines|refuses)\s+to\s+(?:comment|answer|elaborate|say|respond)"
    r"|(?:did|does|do|has|have|had|could|would)\s+(?:not|n[o’']t)\s+(?:yet\s+|immediately\s+)?"
    r"(?:comment(?:ed)?|respond(?:ed)?|repl(?:y|ied)|elaborate[d]?|specify|disclose|say|rule\s+out"
    r"|confirm(?:ed)?\s+or\s+den(?:y|ied)|dispute[d]?)"
    r"|neither\s+confirm(?:ed|s)?\s+nor\s+den(?:y|ied|ies)"
    r"|could\s+not(?=\s+[“\"']?(?:confirm|verify))",
    re.IGNORECASE,
)


def _forms(lemma: str) -> list[str]:
    """Inflect a regular verb, or look an irregular one up."""
    if lemma in IRREGULAR:
        return [lemma, *IRREGULAR[lemma].split()]
    verb, _, particle = lemma.partition("_")
    tail = f"_{particle}" if particle else ""
    stem = verb.removesuffix("e")
    third = "es" if verb.endswith(("s", "sh", "ch")) else "s"
    return [lemma, f"{stem}ed{tail}", f"{stem}ing{tail}", f"{verb}{third}{tail}"]


ACT_OF: dict[str, Act] = {
    form.replace("_", " "): act
    for act, lemmas in VERBS.items()
    for lemma in lemmas.split()
    for form in _forms(lemma)
}
"""Every inflected form with its act."""

PARTICIPLES = frozenset(form for form in ACT_OF if form.split()[0].endswith("ing"))

VERB = re.compile(
    rf"(?!\b{NOUNS.pattern}s?\b(?!\s+(?:that|it|they|the|there|he|she)\b|[,:]))"
    r"\b(?:" + "|".join(sorted(map(re.escape, ACT_OF), key=len, reverse=True)) + r")\b"
)
"""Any reporting verb in any form; in lower case, so that "United States" holds none."""

ACCORDING = re.compile(
    r"\b(?:according\s+to|in\s+the\s+(?:words|view|opinion)\s+of|as\s+reported\s+by)\b",
    re.IGNORECASE,
)
OPINION = re.compile(
    r"\bin\s+(?:his|her|their|its)\s+(?:opinion|view|words|estimation)\b", re.IGNORECASE
)
CITING = re.compile(r"\b(?:citing|quoting|with\s+reference\s+to)\b", re.IGNORECASE)
REPORTED_BY = re.compile(
    r"\bthis\s+(?:was|is|has\s+been)\s+(?:reported|stated|announced|written|said)\s+by\b",
    re.IGNORECASE,
)

CONTENT_ACTS: tuple[tuple[re.Pattern[str], Act], ...] = (
    (
        re.compile(r"^(?:that\s+)?\w+\s+could\s+not\s+.?confirm\s+or\s+deny", re.I),
        Act.DECLINE_COMMENT,
    ),
    (re.compile(r"\b(?:is|was|are|were|be)\s+[“\"']?unacceptable\b", re.I), Act.REJECT),
    (re.compile(r"\b(?:never|not)\s+(?:agree|accept|give up|recogni[sz]e)\b", re.I), Act.REJECT),
    (re.compile(r"\b(?:fake news|bogus|untrue|not true|a lie)\b", re.I), Act.DENY),
    (re.compile(r"\b(?:must|have to|should be required to)\b", re.I), Act.DEMAND),
)
"""Content that makes an act out of a plain "said"; tried in order."""


def act_of(cue: str, content: str) -> Act:
    """Read the act of a statement from its cue, and from its content where the cue is plain.

    Args:
        cue: The words of attribution.
        content: What is attributed.

    Returns:
        The act; `Act.ASSERT` where nothing tells more.
    """
    folded = " ".join(cue.casefold().split())
    if DECLINED.search(folded):
        return Act.DECLINE_COMMENT
    verb = VERB.search(folded)
    act = ACT_OF.get(verb.group(), Act.ASSERT) if verb else Act.ASSERT
    if act is Act.ASSERT:
        for pattern, meant in CONTENT_ACTS:
            if pattern.search(content):
                return meant
    return act
