"""Reports: an agency's report and another article, written for these tests, and copies of them."""

from collections.abc import Iterator, Sequence

from dragoman.record import Document
from tests import make

REPORT = (
    "Envoys of Norland and Sudland met on the river island for the third time this week.",
    "The foreign minister of Norland, Ada Brink, said her government would free forty prisoners "
    "if the northern bridge stays open. She gave no date.",
    "Sudland's chief negotiator Karl Holm called the offer a beginning but asked for a list of "
    "names before anything is signed.",
    "Two officials who were in the room said the lists differ by at least a dozen people. One of "
    "them spoke of a mistake in the registers.",
    "The fighting near the dam went on during the talks, and both armies accused each other of "
    "having fired the first shells of the morning.",
    "A monitoring mission counted ninety explosions within a day, the most since the spring.",
    "Mediators want to present a new paper on Thursday. A former ambassador who knows the text "
    "says that it leaves out the question of the harbour altogether.",
)

OTHER = (
    "Farmers along the southern canal fear for their harvest after five weeks without rain.",
    "The ministry of agriculture has promised loans at low interest, but applications take until "
    "autumn, when most of the orchards will have been felled.",
    "Ida Marsh, who grows apricots on nine hectares, has sold two tractors since the new year.",
    "Her neighbours have turned to almonds, which need less water and bring more at the market.",
    "Scientists of the coastal university warn that wells are being dug deeper than is allowed.",
    "Nobody checks the permits, says a mayor of the district, because there is one inspector for "
    "three hundred villages and he has no car.",
    "The cooperative wants to build a cistern of its own and has asked the bank for a guarantee.",
    "In the capital the newspapers write of nothing but the talks, says Marsh, as if nobody ate.",
    "A weather service that advises insurers expects the drought to last until the middle of May.",
    "Trucks with drinking water come on Mondays now, and the queue begins before the sun is up.",
    "Last year the reservoir was full to the brim, and the sluices had to be opened in February.",
    "An engineer from abroad has measured the leaks: every third litre never arrives anywhere.",
    "The union of growers has called for a day of protest on the square before the old granary.",
    "What is left of the grain is stored in a hangar that belonged to an airline of the region.",
)


def article(
    paragraphs: Sequence[str],
    name: str = "report.txt",
    outlet: str | None = "Agency",
    *,
    url: str | None = None,
    published: str | None = None,
) -> Document:
    """Make an article of paragraphs, all of it body."""
    return make.document("\n\n".join(paragraphs), name, outlet=outlet, url=url, published=published)


def lines(document: Document) -> Iterator[tuple[int, int]]:
    """Give the sentences of a text in which full stops end them."""
    for part in document.readable():
        start = part.start
        for end in range(part.start, part.end):
            if document.text[end] in ".\n":
                if document.text[start : end + 1].strip(" .\n"):
                    begin = (
                        start
                        + len(document.text[start:end])
                        - len(document.text[start:end].lstrip())
                    )
                    yield begin, end + (document.text[end] == ".")
                start = end + 1
