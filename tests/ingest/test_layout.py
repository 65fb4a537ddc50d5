from dragoman.ingest.layout import PrintedLine, paragraphs


def line(
    text: str,
    row: float = 0,
    *,
    left: float = 0,
    right: float = 100,
    page: int = 0,
    size: float = 10,
) -> PrintedLine:
    is_divided = text.endswith("\N{SOFT HYPHEN}")
    return PrintedLine(
        page=page,
        text=text.rstrip("\N{SOFT HYPHEN}"),
        left=left,
        right=right,
        bottom=500 - 12 * row,
        top=500 - 12 * row + size,
        height=1_000,
        is_divided=is_divided,
    )


def body(*lines: PrintedLine) -> list[str]:
    return paragraphs(lines)[0]


def test_lines_below_each_other_are_one_paragraph() -> None:
    assert body(line("one", 0), line("two", 1), line("three", 2)) == ["one two three"]


def test_greater_distance_begins_a_paragraph() -> None:
    lines = [line("one", 0), line("two", 1), line("three", 2), line("four", 4), line("five", 5)]
    assert body(*lines) == ["one two three", "four five"]


def test_letters_of_another_size_begin_a_paragraph() -> None:
    assert body(line("Head", 0, size=14), line("one", 1), line("two", 2)) == ["Head", "one two"]


def test_indented_line_begins_a_paragraph() -> None:
    assert body(line("one", 0), line("two", 1, left=15), line("three", 2)) == ["one", "two three"]


def test_short_line_ends_a_paragraph() -> None:
    full = [line("one", 0), line("two", 1), line("three", 2)]
    assert body(*full, line("four", 3, right=50), line("five", 4)) == [
        "one two three four",
        "five",
    ]
    assert body(*full, line("four", 3, right=90), line("five", 4)) == ["one two three four five"]
    assert body(*full, line("four.", 3, right=90), line("Five", 4)) == [
        "one two three four.",
        "Five",
    ]


def test_sentence_goes_on_in_the_next_column() -> None:
    first, second = line("the envoy", 30), line("said so", 0, left=120, right=220)
    assert body(first, second) == ["the envoy said so"]
    assert body(line("the envoy.", 30), second) == ["the envoy.", "said so"]
    assert body(first, line("Caption", 0, left=120, right=220)) == ["the envoy", "Caption"]


def test_hyphen_stays_where_it_belongs_to_the_word() -> None:
    divided = "the inter\N{SOFT HYPHEN}"
    assert body(line(divided), line("national force", 1)) == ["the international force"]
    assert body(line("the Anglo\N{SOFT HYPHEN}"), line("French force", 1)) == [
        "the Anglo-French force"
    ]
    assert body(line("a cease\N{SOFT HYPHEN}"), line("fire, a cease-fire", 1)) == [
        "a cease-fire, a cease-fire"
    ]


def test_running_heads_are_given_apart_and_once() -> None:
    def head(page: int) -> PrintedLine:
        return line(f"Lake Post {page}", -36, page=page)

    lines = [
        head(1),
        line("one", page=1),
        head(2),
        line("two", page=2),
        head(3),
        line("three", page=3),
    ]
    assert paragraphs(lines) == (["one two three"], ["Lake Post 3"])


def test_line_that_is_on_one_page_alone_is_no_running_head() -> None:
    assert paragraphs([line("Top", -36), line("one", page=1)])[1] == []
    assert paragraphs([]) == ([], [])
