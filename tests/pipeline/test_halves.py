"""Halves of statements, coded with the codebook's coder."""

from dragoman.pipeline.halves import HalvesCoder
from dragoman.record import Codebook, Concept, Stance

BOOK = Codebook(
    negotiation="harbour",
    issues=("ships",),
    concepts=(
        Concept(
            id="ports-open",
            issue="ships",
            text="The ports are opened to all ships",
            support=("let every ship into the harbour",),
            oppose=("the ports stay shut",),
        ),
    ),
)


def test_a_half_is_coded_by_its_words_alone() -> None:
    coder = HalvesCoder(BOOK)
    (code,) = coder.codes("the ports are opened to all ships")
    assert (code.concept, code.stance) == ("ports-open", Stance.SUPPORT)
    weather = "it rained in the hills all night"
    assert coder.codes(weather) == ()
    assert (
        coder.chances(weather)["ports-open"] < coder.chances("the ports are opened")["ports-open"]
    )


def test_without_a_codebook_nothing_bears_on_anything() -> None:
    coder = HalvesCoder(None)
    assert (coder.codes("the ports are opened"), dict(coder.chances("ports"))) == ((), {})
