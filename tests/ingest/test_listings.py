import pytest

from dragoman.ingest import mark_segments
from dragoman.record import SegmentKind

BODY, CAPTION = SegmentKind.BODY, SegmentKind.CAPTION
BOILERPLATE = SegmentKind.BOILERPLATE
FIRST = (
    "The envoy of the northern republic said on Tuesday that his side would accept a truce of "
    "thirty days if the bridge were reopened and the prisoners were exchanged."
)
SECOND = (
    "A spokesman of the southern government declined to comment on the offer, which was made in "
    "a letter that two officials described to reporters in the lakeside town."
)
THIRD = (
    "The envoy said the bridge and the prisoners were one question to his side, and that the truce "
    "would end on the day on which the southern government closed the bridge again."
)
ARTICLE = f"{FIRST}\n{SECOND}\n{THIRD}"
LINKS = [
    "Rye harvest fails in Port Ada for a second year",
    "Comet named after village of its photographer",
    "Opera house to be larger than planned",
    "Ferry captain retires after forty winters",
]


def of(text: str, kind: SegmentKind) -> str:
    return "\n".join(text[s.start : s.end] for s in mark_segments(text) if s.kind is kind)


def test_headlines_in_a_row_after_the_article_are_boilerplate() -> None:
    tail = "\n".join(LINKS)
    assert of(f"{ARTICLE}\n{tail}", BOILERPLATE) == tail


def test_form_after_the_headlines_goes_with_them() -> None:
    form = "Choose a name that will be displayed next to your picture whenever you post notes."
    tail = "\n".join([*LINKS, form, "Who is this gift for?"])
    assert of(f"{ARTICLE}\n{tail}", BOILERPLATE) == tail


def test_headlines_with_authors_and_dates_between_them_are_a_list() -> None:
    tail = "\n".join(f"{link}\nAda Moor\n20 May 2025" for link in LINKS)
    assert of(f"{ARTICLE}\n{tail}", BODY) == ARTICLE


@pytest.mark.parametrize(
    "text",
    [
        f"{ARTICLE}\nThe letter lists what is asked for:\n" + "\n".join(LINKS),
        f"{ARTICLE}\n" + "\n".join(LINKS[:3]),
        f"{ARTICLE}\n" + "\n".join(f"- {link}" for link in LINKS),
        f"{ARTICLE}\n" + "\n".join(f"{n}. {link}" for n, link in enumerate(LINKS, 1)),
        f"{ARTICLE}\n" + "\n".join(LINKS) + f"\n{THIRD}",
        f"{FIRST}\n" + "\n".join(LINKS) + f"\n{SECOND}\n{THIRD}",
    ],
)
def test_list_that_may_be_of_the_article_stays(text: str) -> None:
    assert of(text, BOILERPLATE) == ""


CUT = [
    "Farmers of the valley have warned the capital that the wells…",
    "The mayor of the port said on Friday that he would not...",
    "A ferry captain of forty winters has told the lake […]",
]


def test_beginnings_cut_off_are_boilerplate_with_what_stands_between() -> None:
    tail = f"{CUT[0]}\nHarbour news\n{CUT[1]}\n{CUT[2]}"
    assert of(f"{ARTICLE}\n{tail}", BOILERPLATE) == tail
    assert of(f"{FIRST}\n{SECOND}\n{tail}\n{THIRD}", BODY) == ARTICLE


@pytest.mark.parametrize(
    "lines",
    [
        CUT[:1],
        ['"I have seen the wells and I cannot…', '"And the port, what of the port…'],
        ["More…", "Next…"],
        [CUT[0], SECOND, CUT[1]],
    ],
)
def test_ellipses_of_the_article_stay(lines: list[str]) -> None:
    text = "\n".join([ARTICLE, *lines])
    assert of(text, BOILERPLATE) == ""


LONG = f"{FIRST} {SECOND} {{}} {THIRD}"


@pytest.mark.parametrize(
    ("description", "credit"),
    [
        ("Envoys of both sides cross the bridge on foot", "(credit: Ada Moor/Reuters)"),
        ("Envoys cross the bridge, May 20, 2025.", "(AP Photo/Ada Moor)"),
        ("L to R: the envoy, the mediator and a guard.", "(Ada Moor/AFP via Getty Images)"),
        ("This is a locator map of the lake.", "(AP)"),
    ],
)
def test_description_before_a_credit_within_a_paragraph_is_caption(
    description: str, credit: str
) -> None:
    text = LONG.format(f"{description} {credit}")
    assert of(text, CAPTION) == description
    assert of(text, BOILERPLATE) == credit


def test_sentence_that_tells_is_no_caption_whatever_its_date() -> None:
    told = "The envoy said on May 20, 2025, that the bridge was lost."
    assert of(LONG.format(f"{told} (AP Photo/Ada Moor)"), CAPTION) == ""


@pytest.mark.parametrize("credit", ["[Ada Moor/Reuters]", "Ada Moor/AFP", "hide caption"])
def test_credit_between_sentences_is_boilerplate(credit: str) -> None:
    assert of(LONG.format(credit), BOILERPLATE) == credit


def test_abbreviation_behind_its_name_is_no_credit() -> None:
    text = LONG.format("The Port Authority (PA) President, Bo Lund, refused.")
    assert of(text, BOILERPLATE) == ""


@pytest.mark.parametrize(
    "notice",
    [
        "Please help us support mission-driven journalism.",
        "This cookie is used to tell one visitor from another.",
        "We sent a verification code to your address.",
        "High 82F. Winds NE at 10 to 20 mph.",
    ],
)
def test_notice_of_the_page_is_boilerplate(notice: str) -> None:
    assert of(f"{ARTICLE}\n{notice}", BODY) == ARTICLE


def test_article_that_follows_an_invitation_after_its_colon_stays() -> None:
    text = f"Follow the latest updates on the talks here: {FIRST}"
    assert of(text, BODY) == FIRST


def test_deck_between_two_notices_stays_if_it_is_on_the_topic() -> None:
    deck = "Envoy offers truce if the bridge is reopened and prisoners exchanged"
    text = f"Sign up for our newsletter. {deck}. Your donation helps us. {FIRST} {SECOND} {THIRD}"
    assert deck in of(text, BODY)


@pytest.mark.parametrize(
    "ending",
    [
        "*Writing by Ada Moor in Port Ada",
        "Ada Moor and Bo Lund contributed reporting.",
        "**Ada Moor/AP** ****hide caption****",
        "_Ada Moor is a fellow of the Lake Institute._",
        "Please follow our comment guidelines, and be civil.\nOld Fritz says nobody asked him.",
        "Read the original article on Lake Post. Lake Post publishes over 500 reports a day.",
    ],
)
def test_what_ends_a_page_is_boilerplate(ending: str) -> None:
    assert of(f"{ARTICLE}\n{ending}", BODY) == ARTICLE


def test_rest_that_is_said_to_be_elsewhere_ends_the_article() -> None:
    offer = (
        "This tonic of minerals has been tested in a laboratory, and it tastes of nothing at all."
    )
    tail = f"Continue at LAKEPOST.COM\n{offer}\nPort Ada"
    assert of(f"{ARTICLE}\n{tail}", BOILERPLATE) == tail


def test_way_to_the_rest_of_a_story_in_an_article_does_not_end_it() -> None:
    way = "Read more at lakepost.com/ferry"
    assert of(f"{FIRST}\n{way}\n{SECOND}\n{THIRD}", BOILERPLATE) == way


def test_card_of_another_story_in_an_article_is_boilerplate() -> None:
    card = f"Read more\nLatest news\n{LINKS[0]}\nMay 20, 2025 13:43"
    text = f"{FIRST}\n{card}\n{SECOND}\n{THIRD}"
    unread = of(text, BOILERPLATE) + of(text, SegmentKind.BYLINE)
    assert LINKS[0] in unread
    assert SECOND in of(text, BODY)


def test_subheading_before_a_dated_line_stays_if_no_label_is_before_it() -> None:
    text = f"{FIRST}\n{LINKS[0]}\nMay 20, 2025\n{SECOND}\n{THIRD}"
    assert LINKS[0] in of(text, BODY)
