import pytest

from dragoman.extract.trained.sources import alone, whole_content, whole_source


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "[The leader of the Friends of] the Harbour faction, Ada Brink, <disclosed> it.",
            "The leader of the Friends of the Harbour faction, Ada Brink",
        ),
        ("[The] envoy <said> no.", "The envoy"),
        ("[a source close to the] talks <told> us.", "a source close to the talks"),
        (
            "[Ada Brink, who is in] London, met others all day and much later, at home, in peace "
            "and quiet, with her dog, <spoke>.",
            "Ada Brink, who is in London",
        ),
        ("<According to> [the leader of the] party, no.", "the leader of the party"),
        (
            "<According to> [senior envoys and high-]level guests, no.",
            "senior envoys and high-level guests",
        ),
        ("[The envoy] of Norland <said> no.", "The envoy"),
        ("[Norland's] <demand> was met.", "Norland's"),
        ("It was met, <said> [the]", "the"),
    ],
)
def test_source_that_breaks_off_is_made_whole(text: str, whole: str) -> None:
    plain = text.translate({ord(sign): None for sign in "[]<>"})

    def at(opening: str, closing: str) -> tuple[int, int]:
        start, end = text.index(opening), text.index(closing)
        before = sum(sign in "[]<>" for sign in text[:start])
        inside = sum(sign in "[]<>" for sign in text[:end])
        return start - before, end - inside

    found = whole_source(plain, at("[", "]"), at("<", ">"))
    assert found is not None
    assert plain[slice(*found)] == whole


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("other sources, the envoy, Ada Brink", "other sources"),
        ("two sources in the ministry", "two sources in the ministry"),
        ("a source, the envoy", "a source, the envoy"),
        ("two sources, an envoy and a clerk", "two sources, an envoy and a clerk"),
    ],
)
def test_sources_are_nobody_who_is_named_beside_them(source: str, kept: str) -> None:
    text = f"She came too, according to {source}."
    found = alone(text, (text.index(source), len(text) - 1))
    assert found is not None
    assert text[slice(*found)] == kept


def test_no_source_stays_none() -> None:
    assert alone("He said no.", None) is None
    assert whole_source("He said no.", None, (3, 7)) is None


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("She said [neither side had advanced on the] river bank. They left.", "the river bank"),
        ("He said [talks would open in the] harbour town, and left.", "in the harbour town"),
        ("He said [what they ask for]. They left.", "what they ask for"),
        ("[They will come to the], she <said>. They left.", "They will come to the"),
        ("[It is up to] us <said> the envoy.", "up to us"),
        ("[The harbour is open], she <said>, and left.", "The harbour is open"),
    ],
)
def test_content_that_breaks_off_goes_on_to_the_next_sign(text: str, whole: str) -> None:
    plain = text.translate({ord(sign): None for sign in "[]<>"})
    start, end = text.index("["), text.index("]") - 1
    cue = text.index("<") - 2 if "<" in text else None
    found = whole_content(plain, [(start, end)], (cue, cue + 4) if cue else None)
    assert plain[slice(*found[0])].endswith(whole)
