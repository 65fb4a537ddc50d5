"""Provenance: runs and chains in PROV-JSON.

W3C Member Submission 24 April 2013, The PROV-JSON Serialization; the terms are PROV-O's. Documents,
statements and what chains name are entities; runs are activities; speakers, outlets and Dragoman
are agents. A chain is told by wasDerivedFrom of type prov:Quotation, outermost link first; what is
resolved is attributed to its speaker.
"""

import json
from collections.abc import Iterator

from dragoman.analysis import RecordView
from dragoman.record import Document, Link, Run, Statement, digest

NAMESPACE = "https://dragoman.example/record/"
"""Names only: nothing is there to be fetched."""

Json = dict[str, object]


def export_provenance(view: RecordView) -> str:
    """Write where everything in a record comes from as one PROV-JSON document."""
    bundle = _Bundle()
    for run in view.runs():
        _run(bundle, run)
    for document in view.documents():
        _document(bundle, document)
    for statement in view.statements():
        _statement(bundle, statement)
    return json.dumps(bundle.as_json(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


class _Bundle:
    """The parts of a PROV document: what there is by its name, and relations with theirs."""

    def __init__(self) -> None:
        self._parts: dict[str, dict[str, Json]] = {}

    def add(self, part: str, name: str, **told: object) -> str:
        """Add a thing with what is told of it; the same thing twice is one."""
        values = {key.replace("_", ":", 1): value for key, value in told.items()}
        self._parts.setdefault(part, {})[name] = {k: v for k, v in values.items() if v is not None}
        return name

    def relate(self, relation: str, **ends: str) -> None:
        """Add a relation, named after its ends."""
        name = f"_:{digest('prov', relation, sorted(ends.items()))}"
        self.add(relation, name, **{f"prov_{end}": value for end, value in ends.items()})

    def as_json(self) -> Json:
        """Give the document."""
        prefix = {"d": NAMESPACE, "prov": "http://www.w3.org/ns/prov#"}
        return {"prefix": prefix, **self._parts}


def _run(bundle: _Bundle, run: Run) -> None:
    activity = bundle.add(
        "activity",
        f"d:run/{run.id}",
        prov_label=f"{run.stage} with {run.model}",
        d_code=run.code,
        d_settings=run.settings,
    )
    agent = bundle.add("agent", "d:dragoman", prov_type="prov:SoftwareAgent")
    bundle.relate("wasAssociatedWith", activity=activity, agent=agent)


def _document(bundle: _Bundle, document: Document) -> None:
    entity = bundle.add(
        "entity",
        _document_name(document.id),
        prov_label=document.title or document.name,
        prov_location=document.url,
        d_sha256=document.sha256,
        d_published=document.published.value if document.published else None,
    )
    if document.outlet:
        outlet = bundle.add(
            "agent",
            _agent_name(document.outlet),
            prov_label=document.outlet,
            prov_type="prov:Organization",
        )
        bundle.relate("wasAttributedTo", entity=entity, agent=outlet)


def _statement(bundle: _Bundle, statement: Statement) -> None:
    document = _document_name(statement.document)
    entity = bundle.add(
        "entity",
        f"d:statement/{statement.id}",
        prov_value=" … ".join(span.text for span in statement.content),
        d_start=statement.content[0].start,
        d_end=statement.content[-1].end,
        d_act=statement.act.value if statement.act else None,
        d_party=statement.party,
        d_said=statement.said_on,
    )
    bundle.relate("wasGeneratedBy", entity=entity, activity=f"d:run/{statement.run}")
    if statement.speaker is not None:
        speaker = bundle.add(
            "agent",
            f"d:actor/{statement.speaker.id}",
            prov_label=statement.speaker.name,
            d_kind=statement.speaker.kind.value,
        )
        bundle.relate("wasAttributedTo", entity=entity, agent=speaker)
    told = document
    for report, link in _reports(statement):
        # Each link tells what the one inside it told, down to the statement itself.
        bundle.add("entity", report, prov_label=f"as told by {link.name}")
        agent = bundle.add("agent", _agent_name(link.name), prov_label=link.name)
        bundle.relate("wasAttributedTo", entity=report, agent=agent)
        _quotes(bundle, told, report)
        told = report
    _quotes(bundle, told, entity)


def _quotes(bundle: _Bundle, quoting: str, quoted: str) -> None:
    name = f"_:{digest('prov', 'quotation', quoting, quoted)}"
    bundle.add(
        "wasDerivedFrom",
        name,
        prov_generatedEntity=quoting,
        prov_usedEntity=quoted,
        prov_type="prov:Quotation",
    )


def _reports(statement: Statement) -> Iterator[tuple[str, Link]]:
    for number, link in enumerate(statement.via, 1):
        yield f"d:report/{statement.id}-{number}", link


def _document_name(id_: str) -> str:
    return f"d:document/{id_}"


def _agent_name(name: str) -> str:
    return f"d:named/{digest('agent', name)}"
