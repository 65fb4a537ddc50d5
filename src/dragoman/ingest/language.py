"""The language that a document is written in."""

SHORTEST = 40
"""Letters below which the guess is wrong too often to be given."""

SAMPLE = 5_000
"""Characters that the guess rests on; more changes no answer on the corpora and costs time."""


def detect_language(text: str) -> str | None:
    """Tell the ISO 639-1 code of a text's language. None: too short to tell."""
    sample = text[:SAMPLE]
    if sum(character.isalpha() for character in sample) < SHORTEST:
        return None
    # py3langid unpacks its model on import, which takes a quarter of a second.
    import py3langid

    code, _ = py3langid.classify(sample)
    return str(code) if len(str(code)) == 2 else None
