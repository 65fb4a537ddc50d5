"""Date ranges: the narrowest of their bounds, as words and as ends."""

import pytest

from dragoman.errors import RecordError
from dragoman.record import BoundKind, BoundSide, DateBasis, DateRange, days_between
from tests import make

DOCUMENT = make.document()
LATEST = BoundSide.LATEST


@pytest.mark.parametrize(
    ("earliest", "latest", "days"),
    [
        ([], [], None),
        (["2021", "2022-11", "2022"], [], "2022-11 or later"),
        ([], ["2023", "2023-06-20", "2024-01"], "2023-06-20 or earlier"),
        (["2022-11"], ["2023-01"], "2022-11 to 2023-01"),
        (["2022-11-14"], ["2022-11-14"], "2022-11-14"),
        (["2022"], ["2023", "2023-06"], "2022 to 2023-06"),
    ],
)
def test_range_is_as_narrow_as_its_bounds(
    earliest: list[str], latest: list[str], days: str | None
) -> None:
    lower = [make.bound(DOCUMENT, value) for value in earliest]
    upper = [make.bound(DOCUMENT, value, side=LATEST) for value in latest]
    date_range = make.date_range(DOCUMENT, *lower, *upper)
    assert date_range.days == days
    assert make.date_range(DOCUMENT, *upper, *reversed(lower)).days == days


@pytest.mark.parametrize(
    ("ranges", "days"),
    [
        ([("2022", "2023-06"), ("2021-05", "2023")], "2021-05 to 2023"),
        ([("2022-11", "2023-01"), ("2022-12", None)], "2022-11 or later"),
        ([(None, "2022"), ("2020", "2021-03-02")], "2022 or earlier"),
        ([("2022", None), (None, "2023")], None),
        ([("2022", "2023"), None], None),
        ([], None),
    ],
)
def test_days_of_several_documents_reach_over_all_their_ranges(
    ranges: list[tuple[str | None, str | None] | None], days: str | None
) -> None:
    def ranged(earliest: str | None, latest: str | None) -> DateRange:
        lower = [make.bound(DOCUMENT, earliest)] if earliest else []
        upper = [make.bound(DOCUMENT, latest, side=LATEST)] if latest else []
        return make.date_range(DOCUMENT, *lower, *upper)

    assert days_between([ranged(*ends) if ends else None for ends in ranges]) == days


def test_range_is_from_the_dossier_if_a_deciding_bound_is() -> None:
    other = make.evidence(make.document(name="b.txt"))
    own = make.bound(DOCUMENT, "2021")
    assert make.date_range(DOCUMENT, own).basis is DateBasis.TEXT
    weaker = make.bound(DOCUMENT, "2020", other=other)
    assert make.date_range(DOCUMENT, own, weaker).basis is DateBasis.TEXT
    stronger = make.bound(DOCUMENT, "2022", other=other)
    assert make.date_range(DOCUMENT, own, stronger).basis is DateBasis.DOSSIER


@pytest.mark.parametrize("value", ["yesterday", "2023-02-30", "2023-11-06T10:00:00Z"])
def test_bound_is_a_day_at_most(value: str) -> None:
    with pytest.raises(RecordError):
        make.bound(DOCUMENT, value)


def test_only_a_quotation_names_another_document() -> None:
    bound = make.bound(DOCUMENT, "2023", other=make.evidence(DOCUMENT))
    with pytest.raises(RecordError, match="quotation"):
        type(bound)(
            side=bound.side,
            value=bound.value,
            kind=BoundKind.OFFICE,
            words=bound.words,
            other=bound.other,
        )


@pytest.mark.parametrize(
    ("earliest", "latest", "published"),
    [
        ("2022-11-14", "2022-11-14", "2022-11-14"),
        ("2022-11-14", "2022-11-17", "2022-11"),
        ("2022-11", "2022-11", "2022-11"),
        ("2022-11-14", "2022-11", "2022-11"),
        ("2022-11-30", "2022-12-01", None),
        ("2022", "2022", None),
        ("2022", "2022-11", None),
        (None, "2022-11-14", None),
    ],
)
def test_range_is_a_date_if_one_day_or_month_is_left(
    earliest: str | None, latest: str | None, published: str | None
) -> None:
    lower = [make.bound(DOCUMENT, earliest)] if earliest else []
    upper = [make.bound(DOCUMENT, latest, side=LATEST)] if latest else []
    found = make.date_range(DOCUMENT, *lower, *upper).published
    assert (found.value if found else None) == published
    assert found is None or found.basis is DateBasis.TEXT
