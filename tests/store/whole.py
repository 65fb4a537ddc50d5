"""The whole record, to compare two stores by."""

from dragoman.store import View


def whole_record(view: View) -> list[object]:
    return [*same_anywhere(view), view.search_documents("the"), view.search_statements("the")]


def same_anywhere(view: View) -> list[object]:
    """Give all but what each database ranks and cuts by itself."""
    return [
        list(view.documents()),
        list(view.documents(by_date=True)),
        list(view.quarantine()),
        list(view.runs()),
        list(view.statements()),
        list(view.date_ranges()),
        list(view.actors()),
        list(view.claims()),
        list(view.meetings()),
        list(view.plans()),
        list(view.judgements()),
        {hit.id for hit in view.search_documents("the", limit=100)},
        {hit.id for hit in view.search_statements("the", limit=100)},
        view.counts(),
    ]
