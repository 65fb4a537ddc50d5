"""What a document's segments tell of it."""

from dragoman.record import READABLE, SegmentKind
from tests import make

TEXT = "Menu\nEnvoys meet\nThey met.\nOther news\nBy Doe"
KINDS = [
    (0, 4, SegmentKind.BOILERPLATE),
    (5, 16, SegmentKind.HEADLINE),
    (17, 26, SegmentKind.BODY),
    (27, 37, SegmentKind.HEADLINE),
    (38, 44, SegmentKind.BYLINE),
]
SEGMENTS = [make.segment(*place) for place in KINDS]


def test_headline_is_the_text_of_the_first_headline_segment() -> None:
    assert make.document(TEXT, segments=SEGMENTS).headline() == "Envoys meet"


def test_text_without_headline_segment_has_no_headline() -> None:
    assert make.document(TEXT, title="Envoys meet").headline() is None


def test_readable_segments_are_those_of_the_readable_kinds() -> None:
    document = make.document(TEXT, segments=SEGMENTS)
    assert document.readable() == tuple(s for s in SEGMENTS if s.kind in READABLE)
    assert {s.kind for s in document.readable()} == {SegmentKind.HEADLINE, SegmentKind.BODY}
    assert document.readable_runs() == tuple((s.start, s.end) for s in document.readable())


def test_whole_text_is_readable_only_where_no_segment_is_marked() -> None:
    assert make.document("Subscribe now", segments=()).readable_runs() == ((0, 13),)
    boilerplate = [make.segment(0, 13, SegmentKind.BOILERPLATE)]
    assert make.document("Subscribe now", segments=boilerplate).readable_runs() == ()
