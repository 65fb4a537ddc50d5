"""Who tells what another said, and whom it cites: the sentences are made up."""

from dataclasses import replace

import pytest

from dragoman.extract.quotations import find_quotations
from dragoman.extract.trained.reporters import with_reporters
from dragoman.record import Act, Attribution, QuoteForm, Span


def added(text: str, *found: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    """Give source, cue and content of the statements that are not those that were found."""
    runs, at = [], 0
    for paragraph in text.split("\n"):
        runs.append((at, at + len(paragraph)))
        at += len(paragraph) + 1
    read = [_statement(text, one) for one in found]
    told = with_reporters(text, read, runs, find_quotations(text, runs))
    return [
        (one.source.text, one.cue.text, one.content[0].text)
        for one in told
        if one not in read and one.source and one.cue
    ]


def _statement(text: str, found: tuple[str, str, str]) -> Attribution:
    source, cue, content = found
    return Attribution(
        source=_span(text, source),
        cue=_span(text, cue),
        content=(_span(text, content),),
        quote=QuoteForm.INDIRECT,
        act=Act.ASSERT,
        confidence=0.9,
    )


def _span(text: str, words: str) -> Span:
    return Span.of(text, text.index(words), text.index(words) + len(words))


PLAN = "The sides will meet in Geneva next week"


@pytest.mark.parametrize("between", [" ", "\n"])
def test_the_sentence_before_is_told_by_whom_the_next_one_names(between: str) -> None:
    text = f"{PLAN}.{between}This was reported by the Harbour Post, citing two officials."
    assert added(text) == [
        ("the Harbour Post", "reported by", PLAN),
        ("two officials", "citing", PLAN),
    ]


def test_a_person_may_have_announced_it() -> None:
    text = f"Little is known. {PLAN}. This was announced by Minister Ada Brink on Telegram."
    assert added(text) == [("Minister Ada Brink", "announced by", PLAN)]


def test_what_the_reader_made_of_the_same_cue_goes() -> None:
    text = f"{PLAN}. This was reported by the Harbour Post."
    found = ("the Harbour Post", "reported by", "next week")
    assert added(text, found) == [("the Harbour Post", "reported by", PLAN)]


def test_nothing_was_told_before_the_first_sentence() -> None:
    assert added("This was reported by the Harbour Post. The sides met.") == []


def test_an_outlet_behind_a_whole_statement_reports_it() -> None:
    text = f"{PLAN}, a spokesman said, the Harbour Post reports."
    told = added(text, ("a spokesman", "said", PLAN))
    assert told == [("the Harbour Post", "reports", PLAN)]


@pytest.mark.parametrize(
    "end",
    [
        ", the Harbour Post reported that nobody came.",
        ". Reuters reports on shipping too.",
        ", and reports from the front go on.",
    ],
)
def test_what_goes_on_with_something_else_reports_nothing(end: str) -> None:
    assert added(f"{PLAN}, a spokesman said{end}", ("a spokesman", "said", PLAN)) == []


def test_whom_a_reporter_cites_holds_it_too() -> None:
    text = f"{PLAN}, the Harbour Post reported on Monday, citing an unnamed official."
    told = added(text, ("the Harbour Post", "reported", PLAN))
    assert told == [("an unnamed official", "citing", PLAN)]


def test_a_reason_is_no_source() -> None:
    text = f"{PLAN}, the ministry announced, citing security concerns."
    assert added(text, ("the ministry", "announced", PLAN)) == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        (f"The Harbour Post, citing two officials, reported that {PLAN}.", "reported"),
        (f"The Harbour Post (HP) wrote, citing two officials, that {PLAN}.", "wrote"),
    ],
)
def test_who_cites_holds_what_the_cited_tell(text: str, cue: str) -> None:
    assert added(text, ("two officials", "citing", PLAN)) == [("The Harbour Post", cue, PLAN)]


def test_what_was_found_already_is_not_told_twice() -> None:
    text = f"The Harbour Post reported, citing two officials, that {PLAN}."
    both = ("The Harbour Post", "reported", PLAN), ("two officials", "citing", PLAN)
    assert added(text, *both) == []


def test_content_of_the_cited_has_no_words_of_who_cites() -> None:
    text = f"Citing two envoys, the Harbour Post has claimed that {PLAN}."
    runs, at = [(0, len(text))], text.index
    whole = (Span.of(text, at("the Harbour"), at("that") + 4), _span(text, PLAN))
    cited = replace(_statement(text, ("two envoys", "Citing", PLAN)), content=whole)
    post = _statement(text, ("the Harbour Post", "claimed", PLAN))
    told = with_reporters(text, [cited, post], runs, find_quotations(text, runs))
    assert [[part.text for part in one.content] for one in told] == [[PLAN], [PLAN]]


@pytest.mark.parametrize(
    ("after", "who"),
    [
        ("Jonas Merkel reports on ports and shipping.", []),
        ("Reuters reports three ferries sank.", []),
        ("Reuters reported on Friday.", ["Reuters"]),
        ("Reuters reports.", ["Reuters"]),
    ],
)
def test_who_is_named_after_a_quotation_reports_it_only_where_nothing_follows(
    after: str, who: list[str]
) -> None:
    text = f'The envoy said "the sides will meet," {after}'
    found = added(text, ("The envoy", "said", "the sides will meet"))
    assert [source for source, _, _ in found] == who


@pytest.mark.parametrize(
    ("after", "who"),
    [
        (", per Jane Feldmann of", []),
        (", per Jane Feldmann.", ["Jane Feldmann"]),
        (", according to Jane Feldmann, and left", ["Jane Feldmann"]),
        (" per Jane Feldmann.", []),
    ],
)
def test_who_has_what_another_said_is_named_after_it(after: str, who: list[str]) -> None:
    text = f"The sides will meet, the envoy said{after}"
    found = added(text, ("the envoy", "said", "The sides will meet"))
    assert [source for source, _, _ in found] == who


def test_reporters_in_the_order_of_other_languages() -> None:
    behind = f"{PLAN}, a spokesman said, informs the Harbour Post with reference to Reuters."
    assert added(behind, ("a spokesman", "said", PLAN)) == [
        ("the Harbour Post", "informs", PLAN),
        ("Reuters", "with reference to", PLAN),
    ]
    alone = f'Nobody answered. {PLAN}, writes "Harbour Truth". It rained.'
    assert added(alone) == [('"Harbour Truth"', "writes", PLAN)]
    assert added(f"{PLAN}, reports Russian media.") == [("Russian media", "reports", PLAN)]


@pytest.mark.parametrize(
    "end",
    [
        ", reported Tuesday that nobody came.",
        ", writes that nobody came.",
        ", reports of rain came.",
    ],
)
def test_other_words_in_that_order_report_nothing(end: str) -> None:
    assert added(f"{PLAN}{end}") == []


def test_whom_a_reporter_cites_by_name_holds_it_too() -> None:
    told = ("the Harbour Post", "reports", PLAN)
    text = f"{PLAN}, the Harbour Post reports, citing Reuters. It rained."
    assert added(text, told) == [("Reuters", "citing", PLAN)]
    assert added(f"{PLAN}, the Harbour Post reports, citing Ada Brink's haste.", told) == []


@pytest.mark.parametrize("tells", ["the Harbour Post reports", "reports the Harbour Post"])
def test_a_reason_that_a_reporter_cites_is_no_source(tells: str) -> None:
    text = f"{PLAN}, a spokesman said, {tells}, citing security concerns."
    found = added(text, ("a spokesman", "said", PLAN))
    assert [source for source, _, _ in found] == ["the Harbour Post"]
