import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ingest import mark_segments
from dragoman.ingest.lines import Line
from dragoman.ingest.phrases import load_phrases
from dragoman.ingest.segments import kind_alone
from dragoman.record import SegmentKind

HEADLINE, BODY, CAPTION = SegmentKind.HEADLINE, SegmentKind.BODY, SegmentKind.CAPTION
BYLINE, BOILERPLATE = SegmentKind.BYLINE, SegmentKind.BOILERPLATE
PARAGRAPH = (
    "The envoy of the northern republic said on Tuesday that his side would accept a truce of "
    "thirty days if the bridge were reopened and the prisoners were exchanged."
)
SECOND = (
    "A spokesman of the southern government declined to comment on the offer, which was made in "
    "a letter that two officials described to reporters in the lakeside town."
)


def marked(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(s.kind.value, text[s.start : s.end]) for s in mark_segments(text, title)]


def of(text: str, kind: SegmentKind) -> str:
    return "\n".join(text[s.start : s.end] for s in mark_segments(text) if s.kind is kind)


PIECES = st.lists(
    st.sampled_from(
        [
            *(PARAGRAPH, SECOND, "Menu", "Home", "Leave a Reply", "By Ada Moor", "Must read"),
            *("(Photo: Reuters)", "© A B / Getty Images", "LAKE TALKS: ENVOYS MEET AGAIN IN THE"),
            *("More stories are coming…", "20 May 2025", "-", "Sign up for our newsletter.", ""),
            *(
                "\r\n",
                "\xa0",
                "e\u0301",
                "🔵",
                "“",
                "Updated at 18:30. More.",
                "https://a.example/b",
            ),
        ]
    )
    | st.text(max_size=30)
)


@settings(max_examples=150, deadline=None)
@given(PIECES, st.sampled_from(["\n", " ", "\r\n", "\n\n", ""]))
def test_segments_are_ordered_disjoint_and_leave_only_white_space_out(
    pieces: list[str], between: str
) -> None:
    text = between.join(pieces)
    segments = mark_segments(text)
    assert all(a.end <= b.start for a, b in pairwise(segments))
    assert all(0 <= s.start < s.end <= len(text) for s in segments)
    covered = {i for s in segments for i in range(s.start, s.end)}
    left = "".join(c for i, c in enumerate(text) if i not in covered)
    assert not left.replace("\u200b", "").replace("\ufeff", "").strip()


def test_plain_article_is_all_body() -> None:
    text = f"{PARAGRAPH}\n\n{SECOND}"
    assert marked(text) == [("body", text)]


def test_headline_repeated_and_fused_with_section_names() -> None:
    text = f"WORLDEnvoys meet at the lake\n\nEnvoys meet at the lake\n\n{PARAGRAPH}\n\n{SECOND}"
    assert marked(text) == [
        ("boilerplate", "WORLDEnvoys meet at the lake"),
        ("headline", "Envoys meet at the lake"),
        ("body", f"{PARAGRAPH}\n\n{SECOND}"),
    ]


def test_headline_that_stands_twice_is_headline_twice() -> None:
    text = f"Envoys meet at the lake\nEnvoys meet at the lake\n{PARAGRAPH}"
    assert of(text, HEADLINE) == "Envoys meet at the lake\nEnvoys meet at the lake"


def test_headline_glued_to_itself_in_one_line() -> None:
    text = f"SITEWorldEnvoys meet at the lakeEnvoys meet at the lake\n{PARAGRAPH}"
    assert of(text, BOILERPLATE) == "SITEWorld"
    assert of(text, HEADLINE) == "Envoys meet at the lakeEnvoys meet at the lake"


def test_lead_with_a_full_stop_is_body() -> None:
    assert of(f"{PARAGRAPH}\n{SECOND}", HEADLINE) == ""


@pytest.mark.parametrize(
    "line", ["By Editor", "By Jane Doe, Kyiv", "By ADA MOOR and Bo Lund", "Feb 26, 2026 | 9:05 AM"]
)
def test_byline_is_marked(line: str) -> None:
    assert of(f"Envoys meet\n{line}\n{PARAGRAPH}", BYLINE) == line


@pytest.mark.parametrize(
    "lead", ["KYIV (Reuters) - The envoys met.", "MOSCOW, May 26. /TASS/. The envoys met."]
)
def test_dateline_stays_in_the_body(lead: str) -> None:
    assert of(f"{lead} {PARAGRAPH}", BODY).startswith(lead)


def test_caption_is_kept_and_its_credit_is_not() -> None:
    text = f"{PARAGRAPH}\n\nThe bridge after the flood (Photo: Reuters)\n\n{SECOND}"
    assert of(text, CAPTION) == "The bridge after the flood"
    assert of(text, BOILERPLATE) == "(Photo: Reuters)"


@pytest.mark.parametrize(
    "credit",
    [
        "(AP Photo/Ada Moor)",
        "(credit: ADA MOOR/REUTERS)",
        "(Ada Moor/Pool/AFP via Getty Images)",
        "[File: Ada Moor/The Lake Post via Getty Images]",
        "CLICK HERE TO GET THE LAKE POST APP",
        "ENVOYS OF BOTH SIDES TO MEET AGAIN AT THE LAKE, OFFICIAL SAYS",
    ],
)
def test_notice_inside_a_paragraph_is_cut_out(credit: str) -> None:
    text = f"{PARAGRAPH} {credit} {SECOND}"
    assert marked(text) == [("body", PARAGRAPH), ("boilerplate", credit), ("body", SECOND)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry (formerly the Board of Trade) said so.",
        "He wrote “WE WILL NEVER GIVE UP THE BRIDGE OR THE TOWN OR THE LAKE” on Monday.",
        "Sources said the letter had been shared with the mediator.",
        "More on the talks was expected by the end of the week in the capital.",
        "The rights of all were reserved in the treaty (see Article 5).",
        "She urged voters to register and to follow the law.",
        "The Comments of the minister were read out in full at the table.",
    ],
)
def test_sentence_that_only_looks_like_a_notice_stays(sentence: str) -> None:
    text = f"{PARAGRAPH}\n{sentence}\n{SECOND}"
    assert of(text, BOILERPLATE) == ""


def test_comment_form_and_what_follows_is_boilerplate() -> None:
    tail = "Leave a Reply\nYour name here please\nOld Fritz says: nobody asked the southerners."
    assert of(f"{PARAGRAPH}\n{SECOND}\n\n{tail}", BOILERPLATE) == tail


def test_related_list_between_paragraphs_does_not_take_the_article_along() -> None:
    text = f"{PARAGRAPH}\nRead more\n{SECOND}\nMust read\nFlood closes road\nMan bites fish"
    assert of(text, BODY) == f"{PARAGRAPH}\n{SECOND}"
    assert "Man bites fish" in of(text, BOILERPLATE)


def test_trailing_teasers_with_ellipses_are_boilerplate() -> None:
    tail = "Farmers of the valley have warned the capital that…\nThe mayor of the port said he…"
    assert of(f"{PARAGRAPH}\n{SECOND}\n{tail}", BOILERPLATE) == tail


def test_last_sentence_with_an_ellipsis_is_not() -> None:
    assert (
        of(f"{PARAGRAPH}\n{SECOND}\nAnd so it goes on in the town by the lake…", BOILERPLATE) == ""
    )


@pytest.mark.parametrize(
    "line",
    [
        *("Updated at 18:30. Added a comment.", "Source X/RT/NYT", "0 0 votes", "Article Rating"),
        *("Please enter your comment!", "Inline Feedbacks", "Would love your thoughts, please"),
        *("Share on Facebook", "Home  About  Archive  Donate", "Privacy policy | Adjust cookies"),
        *("[Contact us](https://example.org/contact)", "Читайте также: В порту открыли мост"),
        "Ada Moor and Bo Lund contributed to this report.",
    ],
)
def test_line_of_the_page_around_the_article_is_boilerplate(line: str) -> None:
    text = f"{PARAGRAPH}\n{SECOND}\n{PARAGRAPH}\n{line}"
    assert of(text, BODY) == f"{PARAGRAPH}\n{SECOND}\n{PARAGRAPH}" or line.startswith("Would love")


def test_menu_is_a_run_of_short_lines() -> None:
    menu = "\n".join(["Home", "World", "Sport", "Weather", "Podcasts", "Sign In"])
    text = f"Envoys meet at the lake today\n{menu}\n{PARAGRAPH}"
    assert of(text, BOILERPLATE) == menu


def test_few_short_lines_are_not_a_menu() -> None:
    text = f"{PARAGRAPH}\nThe bridge\nThe prisoners\nThe lake\n{SECOND}"
    assert of(text, BOILERPLATE) == ""


def test_phrase_list_compiles_and_names_no_site() -> None:
    phrases = load_phrases()
    listed = phrases.lines.pattern + phrases.sentences.pattern + phrases.endings.pattern
    assert phrases.is_line("Leave a Reply")
    assert not [name for name in ("fox", "bbc", "kfgo", "cnn", "lemonde") if name in listed.lower()]


@pytest.mark.parametrize(
    "line",
    [
        "https://a.example/b," * 200 + " word",
        "https://a.example/b,c|" * 200 + "d word",
        "[a](b)," * 200 + " word",
        "[a](b" * 200 + " word",
        "a»" * 22 + "a!",
        "a»" * 20_000 + "a!",
        "a b c | " * 5_000 + "a!",
        "«a" * 20_000 + "!",
        "«a» " * 200 + "!",
        "a" * 20_000 + "!",
        "a  " * 200 + "!",
        "… " * 20_000 + "a",
    ],
)
def test_judging_a_line_takes_time_in_proportion(line: str) -> None:
    load_phrases()
    began = time.perf_counter()
    kind_alone(Line(start=0, text=line))
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    "line",
    [
        "https://a.example/b,c/d|e",
        "https://a.example/b, https://a.example/c",
        "https://a.example/b,https://a.example/c",
        "https://a.example/b,[two words](https://a.example/c)",
        "- [two words](https://a.example/c) | [three](d)",
        "[a](<https://a.example/c>)",
        "<https://a.example/b>",
        "Home | World | Sport",
        "Home » World » Peace talks",
        "Газета «Мост» | Мир | Спорт",
        "Home  World  Sport",
    ],
)
def test_line_of_addresses_or_labels_is_boilerplate(line: str) -> None:
    assert kind_alone(Line(start=0, text=line)) is SegmentKind.BOILERPLATE


@pytest.mark.parametrize(
    "line", ["https://a.example/b, says he", "Он сказал: «Да», а потом «нет».", "Home | World"]
)
def test_line_of_words_is_none_of_addresses_or_labels(line: str) -> None:
    assert kind_alone(Line(start=0, text=line)) is SegmentKind.BODY


def parts_of(text: str, kind: SegmentKind) -> list[str]:
    return [text[s.start : s.end] for s in mark_segments(text) if s.kind is kind]


@pytest.mark.parametrize(
    "line",
    [
        "Previous Article The ferry comes back",
        "More about «Fishing rights on the lake»",
        "Make us preferred on Google",
        "DONATE NOW",
        "Follow our coverage of the talks on the",
        "@lakepost_official",
        "24/7 coverage of breaking news and live events",
        '[](https://lake.example/<https:/share.example/?text=On the lake> "Share")[](https://x.example/)',
        "Read more @ LakePost.com",
        "Authors",
    ],
)
def test_lines_around_an_article_are_boilerplate(line: str) -> None:
    text = f"{PARAGRAPH}\n{line}\n{PARAGRAPH}"
    assert parts_of(text, SegmentKind.BOILERPLATE) == [line]


@pytest.mark.parametrize(
    "notice",
    [
        "Your support keeps our team in the field.",
        "You have permission to edit this article.",
        "Читайте нас в Telegram.",
        "The Inside Lake newsletter is your essential guide to the region.",
        "lakepost.group",
    ],
)
def test_notices_between_sentences_are_boilerplate(notice: str) -> None:
    text = f"{PARAGRAPH} {notice} {PARAGRAPH}"
    assert parts_of(text, SegmentKind.BOILERPLATE) == [notice]


@pytest.mark.parametrize(
    "sentence",
    [
        "Analysts ask how many services people will sign up for.",
        "It is not clear how many of them are paid subscribers.",
        "The minister reported from Geneva that the talks go on.",
        "Both sides follow the Geneva rules.",
    ],
)
def test_sentences_that_speak_of_such_things_are_the_articles(sentence: str) -> None:
    assert parts_of(f"{PARAGRAPH} {sentence} {PARAGRAPH}", SegmentKind.BOILERPLATE) == []


def test_title_that_ends_in_a_day_is_a_headline() -> None:
    title = "Assessment of the Lake Campaign, February 26, 2026"
    (headline,) = (
        s for s in mark_segments(f"{title}\n{PARAGRAPH}", title) if s.kind is SegmentKind.HEADLINE
    )
    assert (headline.start, headline.end) == (0, len(title))
