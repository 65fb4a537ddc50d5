import pytest

from dragoman.extract.trained.sources import whole_source


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


def test_no_source_stays_none() -> None:
    assert whole_source("He said no.", None, (3, 7)) is None
