"""Acts by language: English by the regression of acts.py, other languages by their lexicons."""

from dragoman.extract.acts import act_with_confidence
from dragoman.extract.lexicon import ENGLISH, Lexicon
from dragoman.extract.loading import lexicon_for
from dragoman.extract.said import Said
from dragoman.record import Act

BEGINNING = 80
"""Characters of a content that can complete a refusal's cue: "declined" and "to comment"."""


def act_of(cue: str, content: str, lexicon: Lexicon | None = None) -> Act:
    """Read the act of a statement from its cue and its content together.

    Args:
        cue: The words of attribution.
        content: What is attributed.
        lexicon: The words of the text's language. None: English.

    Returns:
        The act; `Act.ASSERT` where nothing tells more.
    """
    if lexicon is not None and lexicon.language != ENGLISH:
        return act_by_words(cue, content, lexicon)
    return act_with_confidence(Said(cue=cue, content=(content,)))[0]


def act_by_words(cue: str, content: str, lexicon: Lexicon | None = None) -> Act:
    """Read the act from the words of a lexicon: the cue's, or the content's where it is plain.

    Args:
        cue: The words of attribution.
        content: What is attributed.
        lexicon: The words of the text's language. None: English.

    Returns:
        The act; `Act.ASSERT` where nothing tells more.
    """
    known = lexicon or lexicon_for(ENGLISH)
    words = " ".join(cue.casefold().split())
    if known.declined.search(words) or known.declined.match(f"{words} {content[:BEGINNING]}"):
        return Act.DECLINE_COMMENT
    verb = known.verb.search(words)
    forms = [known.form(verb)] if verb else words.split()
    # "promise" is mostly a noun in a text, but not where it is the cue.
    act = next((known.acts[form] for form in forms if form in known.acts), Act.ASSERT)
    if act is Act.ASSERT:
        for pattern, meant in known.content_acts:
            if pattern.search(content):
                return meant
    return act
