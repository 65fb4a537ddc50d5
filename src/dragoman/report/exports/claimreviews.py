"""Claims in JSON-LD with the terms of schema.org.

What a fact-checker's ClaimReview begins with: the claim, who makes it, where it appeared. A review
rates; Dragoman does not, so each is a schema.org Claim, with those who deny it as appearances of
the denial, and no rating.
"""

import json
from collections.abc import Iterable, Iterator

from dragoman.analysis import RecordView
from dragoman.record import Claim, Document, Statement

Json = dict[str, object]


def export_claims(view: RecordView) -> str:
    """Write all claims as one JSON-LD graph."""
    documents = {document.id: document for document in view.documents()}
    statements = {statement.id: statement for statement in view.statements()}
    graph = [_claim(claim, statements, documents) for claim in view.claims()]
    written = {"@context": "https://schema.org", "@graph": graph}
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


def _claim(claim: Claim, statements: dict[str, Statement], documents: dict[str, Document]) -> Json:
    told = [statements[id_] for id_ in claim.statements if id_ in statements]
    articles = [documents[id_] for id_ in dict.fromkeys(s.document for s in told)]
    return {
        "@type": "Claim",
        "@id": f"urn:dragoman:claim:{claim.id}",
        "text": claim.text,
        "author": [{"@type": "Thing", "name": name} for name in claim.asserted_by],
        "creativeWorkStatus": claim.status.value,
        "appearance": [_article(document) for document in articles],
        "comment": list(_answers(claim)),
        **_first(articles),
    }


def _first(articles: Iterable[Document]) -> Json:
    dated = [document for document in articles if document.published]
    if not dated:
        return {}
    first = min(dated, key=lambda d: (d.published.value if d.published else "", d.id))
    return {"firstAppearance": _article(first)}


def _article(document: Document) -> Json:
    article: Json = {
        "@type": "NewsArticle",
        "@id": document.url or f"urn:dragoman:document:{document.id}",
        "headline": document.title or document.headline() or document.name,
    }
    if document.outlet:
        article["publisher"] = {"@type": "Organization", "name": document.outlet}
    if document.published:
        article["datePublished"] = document.published.value
    return article


def _answers(claim: Claim) -> Iterator[Json]:
    for verb, names in (
        ("confirms", claim.confirmed_by),
        ("denies", claim.denied_by),
        ("neither confirms nor denies", claim.declined_by),
    ):
        for name in names:
            yield {"@type": "Comment", "text": verb, "author": {"@type": "Thing", "name": name}}
