"""Dating: undated documents by the quotations that dated ones have too."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analysis import narrow_date_ranges
from dragoman.record import BoundSide, DateBasis, DateRange, Document, QuoteForm, Statement
from tests import make
from tests.report.shelf import Shelf

WORDS = "no ferry crosses the western strait before every pilot returns home"
OLDER = "whoever closed the northern harbour must answer for seven empty winters"
BRINK, HALE = make.actor("Ada Brink"), make.actor("Tom Hale")


def said(
    document: Document,
    words: str = WORDS,
    *,
    quote: QuoteForm = QuoteForm.DIRECT,
    said_on: str | None = None,
    by: object = BRINK,
) -> Statement:
    speaker = BRINK if by is BRINK else HALE if by is HALE else None
    return make.statement(document, words, speaker=speaker, quote=quote, said_on=said_on)


def article(name: str, published: str | None = None, text: str = WORDS) -> Document:
    return make.document(f"Brink spoke: “{text}.”", name, published=published)


UNDATED = article("undated.txt")


def narrowed(*dated: tuple[Document, Statement], known: DateRange | None = None) -> DateRange:
    known = known or make.date_range(UNDATED)
    shelf = Shelf(
        [UNDATED, *(document for document, _ in dated)],
        [said(UNDATED), *(statement for _, statement in dated)],
        all_date_ranges=[known],
    )
    (found,) = narrow_date_ranges(shelf) or [known]
    return found


def test_same_quotation_in_a_dated_document_narrows_the_range() -> None:
    dated = article("dated.txt", "2024-05-10")
    found = narrowed((dated, said(dated)))
    assert found.days == "2024-04-26 to 2024-05-24"
    assert found.basis is DateBasis.DOSSIER
    for bound in found.bounds:
        assert bound.words == make.span(UNDATED, WORDS)
        assert bound.other == make.evidence(dated, WORDS)
        assert bound.because == "dated.txt, published 2024-05-10, quotes the same words"


def test_day_on_which_it_was_said_is_the_earliest() -> None:
    dated = article("dated.txt", "2024-05-10")
    found = narrowed((dated, said(dated, said_on="2024-05-08")))
    assert found.days == "2024-05-08 to 2024-05-24"


def test_case_and_punctuation_of_a_quotation_do_not_count() -> None:
    dated = make.document(f"Brink: {WORDS.upper()[:20]}, {WORDS.upper()[21:]}!", published="2024")
    dated = replace(dated, published=article("x", "2024-05-10").published)
    found = narrowed((dated, said(dated, dated.text[7:])))
    assert found.days == "2024-04-26 to 2024-05-24"


def test_quoted_part_of_a_mixed_statement_counts_and_the_rest_does_not() -> None:
    quoted = make.document(f"Brink said that “{WORDS}” and left", "a.txt", published="2024-05-10")
    whole = quoted.text[len("Brink said that ") :]
    found = narrowed((quoted, said(quoted, whole, quote=QuoteForm.MIXED)))
    assert found.days == "2024-04-26 to 2024-05-24"
    bare = make.document(f"Brink said {WORDS} and “left”", "a.txt", published="2024-05-10")
    outside = said(bare, bare.text[len("Brink said ") :], quote=QuoteForm.MIXED)
    assert narrowed((bare, outside)).bounds == ()


def test_what_is_not_the_same_quotation_narrows_nothing() -> None:
    dated = article("dated.txt", "2024-05-10")
    short = " ".join(WORDS.split()[:7])
    for statement in (
        said(dated, by=HALE),
        said(dated, by=None),
        said(dated, quote=QuoteForm.INDIRECT),
        said(dated, short),
    ):
        assert narrowed((dated, statement)).bounds == ()
    month = article("dated.txt", "2024-05")
    assert narrowed((month, said(month))).bounds == ()


def test_commonplace_of_small_words_narrows_nothing() -> None:
    words = "we will do all we can for as long as it is up to us"
    one, two = article("a.txt", text=words), article("b.txt", "2024-05-10", words)
    shelf = Shelf(
        [one, two], [said(one, words), said(two, words)], all_date_ranges=[make.date_range(one)]
    )
    assert narrow_date_ranges(shelf) == []


def test_words_that_are_repeated_for_months_tell_only_the_earliest() -> None:
    first, again = article("a.txt", "2024-05-10"), article("b.txt", "2024-09-01")
    found = narrowed((first, said(first)), (again, said(again)))
    assert found.days == "2024-04-26 or later"


def test_newest_shared_statement_dates_the_document() -> None:
    text = f"“{OLDER}.” Then: “{WORDS}.”"
    undated = make.document(text, "undated.txt")
    old, new = article("old.txt", "2023-01-10", OLDER), article("new.txt", "2024-05-10")
    shelf = Shelf(
        [undated, old, new],
        [said(undated, OLDER), said(undated), said(old, OLDER), said(new)],
        all_date_ranges=[make.date_range(undated)],
    )
    (found,) = narrow_date_ranges(shelf)
    assert found.days == "2024-04-26 to 2024-05-24"


def test_bound_that_contradicts_the_text_is_left_out() -> None:
    dated = article("dated.txt", "2024-05-10")
    known = make.date_range(UNDATED, make.bound(UNDATED, "2025"))
    assert narrowed((dated, said(dated)), known=known) == known


def test_bounds_of_a_dossier_that_has_changed_go() -> None:
    dated = article("dated.txt", "2024-05-10")
    stale = narrowed((dated, said(dated)))
    assert narrowed(known=stale).bounds == ()
    assert narrow_date_ranges(Shelf([UNDATED], [said(UNDATED)])) == []


def test_narrowing_twice_changes_nothing() -> None:
    dated = article("dated.txt", "2024-05-10")
    once = narrowed((dated, said(dated)))
    assert narrowed((dated, said(dated)), known=once) == once


DATED = [
    (article(f"{name}.txt", day), said_on)
    for name, day, said_on in (
        ("a", "2024-05-10", "2024-05-08"),
        ("b", "2024-05-11", None),
        ("c", "2024-05-10", None),
        ("d", "2024-05-14", "2024-05-07"),
    )
]


@given(order=st.permutations(range(len(DATED))), known=st.booleans())
@settings(max_examples=24, deadline=None)
def test_result_does_not_depend_on_the_order_nor_on_runs_before(
    order: list[int], known: bool
) -> None:
    pairs = [(document, said(document, said_on=day)) for document, day in DATED]
    wanted = narrowed(*pairs)
    start = narrowed(pairs[order[0]]) if known else None
    assert narrowed(*(pairs[number] for number in order), known=start) == wanted
    assert [bound.side for bound in wanted.deciding] == [BoundSide.EARLIEST, BoundSide.LATEST]
    assert wanted.days == "2024-05-07 to 2024-05-24"
