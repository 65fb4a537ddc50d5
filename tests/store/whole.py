"""The whole record, to compare two stores by."""

from dragoman.store import View


def whole_record(view: View) -> list[object]:
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
        view.search_documents("the"),
        view.search_statements("the"),
        view.counts(),
    ]
