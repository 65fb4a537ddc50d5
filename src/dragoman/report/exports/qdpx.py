"""A project for qualitative data analysis: REFI-QDA's exchange format .qdpx.

The REFI-QDA Standard 1.5 (qdasoftware.org), as ATLAS.ti, MAXQDA, NVivo and others open it: a zip of
project.qde, which has codes, sources and coded selections, and of the texts as given. Selections
count Unicode code points, as spans do. The codes are the codebook's concepts within their issues,
each with one for either stance, and the parties.
"""

import io
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dragoman.analysis import RecordView
from dragoman.record import Codebook, Document, Stance, Statement
from dragoman.report.characters import shown_in_line

NAMESPACE = "urn:QDA-XML:project:1.0"
ROOT = uuid.UUID("6f0f6d0c-2f5e-5a0b-9b1e-7f1f0d5f4b11")
"""Names the ids that are made here, so that the same record gives the same bytes."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip: when it was written is not part of the record."""

PLACES = (Stance.SUPPORT, Stance.OPPOSE)


def export_qdpx(view: RecordView, codebook: Codebook | None) -> bytes:
    """Write the record as a project; concepts that the codebook lacks stand beside its issues."""
    statements: dict[str, list[Statement]] = {}
    for statement in view.statements():
        statements.setdefault(statement.document, []).append(statement)
    every = [s for group in statements.values() for s in group]
    root = Element(
        "Project",
        xmlns=NAMESPACE,
        name=shown_in_line(codebook.negotiation if codebook else "Dragoman"),
        origin="Dragoman",
    )
    user = _guid("user", "dragoman")
    SubElement(SubElement(root, "Users"), "User", guid=user, name="Dragoman")
    codes = SubElement(SubElement(root, "CodeBook"), "Codes")
    _concepts(codes, codebook, every)
    _parties(codes, every)
    sources = SubElement(root, "Sources")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as project:
        for document in view.documents():
            guid = _guid("document", document.id)
            told = statements.get(document.id, [])
            _source(sources, document, told, guid, user)
            _write(project, f"sources/{guid}.txt", document.text)
        indent(root, space=" ")
        _write(project, "project.qde", '<?xml version="1.0" encoding="utf-8"?>\n' + _text(root))
    return buffer.getvalue()


def _text(root: Element) -> str:
    return tostring(root, encoding="unicode") + "\n"


def _write(project: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    project.writestr(info, text.encode("utf-8"))


def _concepts(codes: Element, codebook: Codebook | None, statements: Iterable[Statement]) -> None:
    issues: dict[str, list[tuple[str, str | None]]] = {}
    known = codebook.concepts if codebook else ()
    for concept in known:
        issues.setdefault(concept.issue, []).append((concept.id, concept.text))
    said = {code.concept for statement in statements for code in statement.codes}
    for lacking in sorted(said - {concept.id for concept in known}):
        issues.setdefault("not in the codebook", []).append((lacking, None))
    for issue, concepts in issues.items():
        above = _code(codes, "issue", issue, issue, codable=False)
        for id_, text in concepts:
            inner = _code(above, "concept", id_, id_, told=text, codable=False)
            for stance in PLACES:
                _code(inner, "stance", f"{id_} {stance.value}", f"{stance.value} {id_}")


def _parties(codes: Element, statements: Iterable[Statement]) -> None:
    parties = sorted({statement.party for statement in statements if statement.party})
    above = _code(codes, "issue", "party", "party", codable=False) if parties else codes
    for party in parties:
        _code(above, "party", party, party)


def _code(
    above: Element, kind: str, id_: str, name: str, *, told: str | None = None, codable: bool = True
) -> Element:
    code = SubElement(
        above,
        "Code",
        guid=_guid(kind, id_),
        name=shown_in_line(name),
        isCodable=str(codable).lower(),
    )
    if told:
        SubElement(code, "Description").text = shown_in_line(told)
    return code


def _source(
    sources: Element, document: Document, statements: Iterable[Statement], guid: str, user: str
) -> None:
    source = SubElement(
        sources,
        "TextSource",
        guid=guid,
        name=shown_in_line(document.title or document.name),
        plainTextPath=f"internal://{guid}.txt",
    )
    for statement in statements:
        for number, span in enumerate(statement.content):
            id_ = f"{statement.id} {number}"
            selection = SubElement(
                source,
                "PlainTextSelection",
                guid=_guid("selection", id_),
                name=shown_in_line(span.text[:60]),
                startPosition=str(span.start),
                endPosition=str(span.end),
                creatingUser=user,
            )
            for target in _targets(statement):
                made = _guid("coding", f"{id_} {target}")
                coding = SubElement(selection, "Coding", guid=made, creatingUser=user)
                SubElement(coding, "CodeRef", targetGUID=target)


def _targets(statement: Statement) -> Iterator[str]:
    told = (_guid("stance", f"{code.concept} {code.stance.value}") for code in statement.codes)
    yield from dict.fromkeys(told)
    if statement.party:
        yield _guid("party", statement.party)


def _guid(kind: str, id_: str) -> str:
    return str(uuid.uuid5(ROOT, f"{kind} {id_}"))
