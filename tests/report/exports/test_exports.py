import csv
import dataclasses
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from dragoman.record import (
    Act,
    Actor,
    ActorKind,
    Comparison,
    DayBasis,
    Difference,
    DifferenceKind,
    Document,
    Family,
    Ground,
    Holding,
    Judgement,
    Kinship,
    Level,
    Likeness,
    MeetingStatus,
    Office,
    PositionBasis,
    PositionStep,
    Shift,
    ShiftKind,
    Stance,
    Standing,
    Statement,
    digest,
    kinship_id,
    shift_id,
)
from dragoman.report.exports.annotations import export_annotations
from dragoman.report.exports.claimreviews import export_claims
from dragoman.report.exports.followthemoney import export_entities
from dragoman.report.exports.plover import export_events
from dragoman.report.exports.provenance import export_provenance
from dragoman.report.exports.qdpx import NAMESPACE, export_qdpx
from dragoman.report.exports.tables import (
    NOUNS,
    as_csv,
    as_json_lines,
    columns_of,
    rows_of,
    write_parquet,
)
from tests import make
from tests.analysis.talks import BOOK, PORTS
from tests.report.shelf import Shelf, harbour, small_record


class Whole(Shelf):
    """A record in memory with actors, one of everything that is derived, and no judgements."""

    def actors(self) -> list[Actor]:
        named = [s.speaker for s in self.all_statements if s.speaker]
        office = Office(role="foreign minister", of="Island", since="2024-01-05")
        return [
            make.actor(speaker.name, speaker.kind, offices=[office], names=["A. N. Other"])
            for speaker in dict.fromkeys(named)
        ]

    def judgements(self) -> list[Judgement]:
        return []

    def position_steps(self) -> list[PositionStep]:
        return [step()] if self.all_documents else []

    def position_bases(self) -> list[PositionBasis]:
        return [basis(self.all_statements[3])] if self.all_documents else []

    def shifts(self) -> list[Shift]:
        return [shift(self.all_statements[3])] if self.all_documents else []

    def families(self) -> list[Family]:
        ids = tuple(document.id for document in self.all_documents)
        return [Family(id=digest("family", ids[0]), documents=ids)] if ids else []

    def kinships(self) -> list[Kinship]:
        ids = [document.id for document in self.all_documents[:2]]
        return [kinship(*ids)] if len(ids) > 1 else []

    def comparisons(self) -> list[Comparison]:
        return [comparison(*self.all_documents[:2])] if self.all_documents else []


def step() -> PositionStep:
    condition = make.evidence(harbour(), "if the island frees the pilots")
    return PositionStep(
        party="Mainland",
        concept=PORTS,
        on="2024-05-03",
        holding=Holding.CONDITIONAL,
        stance=Stance.SUPPORT,
        origins=1,
        conditions=(condition,),
        newest="x",
        newest_on="2024-05-03",
        statements=1,
    )


def basis(statement: Statement) -> PositionBasis:
    return PositionBasis(
        statement=statement.id,
        document=statement.document,
        party="Mainland",
        concept=PORTS,
        stance=Stance.SUPPORT,
        condition=statement.codes[0].condition,
        standing=Standing.UNNAMED,
        level=Level.UNNAMED,
        told=None,
        basis=DayBasis.UNDATED,
        on=None,
        first_on=None,
        last_on=None,
        speaker=None,
        story="daily lamp",
        place="1",
    )


def shift(statement: Statement) -> Shift:
    kind = ShiftKind.FIRST_STATEMENT
    return Shift(
        id=shift_id("Mainland", PORTS, "2024-05-03", kind),
        party="Mainland",
        concept=PORTS,
        kind=kind,
        on="2024-05-03",
        before_holding=Holding.SILENT,
        before_stance=None,
        after_holding=Holding.SUPPORT,
        after_stance=Stance.SUPPORT,
        by=(statement.id,),
        backing=(statement.id,),
        origins=1,
        ground=Ground.SINGLE,
        evidenced_on=None,
    )


def kinship(one: str, other: str) -> Kinship:
    return Kinship(
        id=kinship_id(one, other),
        shorter=one,
        longer=other,
        likeness=Likeness.EXCERPT,
        jaccard=0.25,
        containment=0.5,
    )


def comparison(one: Document, other: Document) -> Comparison:
    dropped = Difference(kind=DifferenceKind.DROPPED, was=make.evidence(one, "two"), now=None)
    return Comparison(
        id=digest("comparison", other.id, one.id),
        document=other.id,
        against=one.id,
        kept=0.5,
        differences=(dropped,),
    )


@pytest.fixture
def record() -> Whole:
    shelf = small_record()
    return Whole(**{f.name: getattr(shelf, f.name) for f in dataclasses.fields(Shelf)})


@pytest.mark.parametrize("noun", NOUNS)
def test_a_table_has_every_column_in_every_row(record: Whole, noun: str) -> None:
    columns = list(columns_of(noun))
    rows = list(rows_of(noun, record))
    assert all(list(row) == columns for row in rows)
    assert len(rows) == len(list(NOUNS[noun].rows(record)))
    assert rows or noun == "judgements"


def test_no_table_holds_the_texts_of_articles(record: Whole) -> None:
    assert "text" not in columns_of("documents")
    for document in record.documents():
        assert all(document.text not in str(row) for row in rows_of("documents", record))


def test_csv_and_json_lines_tell_the_same(record: Whole) -> None:
    for noun in NOUNS:
        table = list(csv.DictReader(io.StringIO("".join(as_csv(noun, record)))))
        lines = [json.loads(line) for line in as_json_lines(noun, record)]
        assert len(table) == len(lines)
        for row, line in zip(table, lines, strict=True):
            for column, value in line.items():
                if isinstance(value, list):
                    assert json.loads(row[column] or "[]") == value
                else:
                    assert row[column].removeprefix("'") == ("" if value is None else str(value))


def test_no_cell_of_csv_is_a_formula() -> None:
    document = make.document("They said: go.", "=cmd()|x!A1", outlet="+1")
    table = "".join(as_csv("documents", Whole(all_documents=[document])))
    (row,) = csv.DictReader(io.StringIO(table))
    assert row["name"] == "'=cmd()|x!A1"
    assert row["outlet"] == "'+1"


def test_parquet_gives_back_what_json_lines_have(record: Whole, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for noun in NOUNS:
        path = tmp_path / f"{noun}.parquet"
        write_parquet(noun, record, path)
        lines = [json.loads(line) for line in as_json_lines(noun, record)]
        assert parquet.read_table(path).to_pylist() == lines


def test_provenance_is_read_by_a_prov_library(record: Whole) -> None:
    model = pytest.importorskip("prov.model")
    document = model.ProvDocument.deserialize(content=export_provenance(record), format="json")
    kinds = [type(part).__name__ for part in document.get_records()]
    assert kinds.count("ProvActivity") == len(record.all_runs)
    linked = sum(len(s.via) for s in record.all_statements)
    entities = len(record.all_documents) + len(record.all_statements) + linked
    assert kinds.count("ProvEntity") == entities
    assert kinds.count("ProvDerivation") == len(record.all_statements) + linked
    assert linked


def test_annotations_select_the_words_of_statements(record: Whole) -> None:
    page = json.loads("".join(export_annotations(record)))
    texts = {f"urn:dragoman:document:{d.id}": d.text for d in record.all_documents}
    targets = [target for item in page["items"] for target in item["target"]]
    assert len(page["items"]) == len(record.all_statements)
    for target in targets:
        text = texts[target["id"].partition("#")[0]]
        position, quote = target["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_claims_are_told_without_a_rating(record: Whole) -> None:
    written = export_claims(record)
    graph = json.loads(written)["@graph"]
    assert [claim["text"] for claim in graph] == [claim.text for claim in record.all_claims]
    assert "Rating" not in written
    denials = [c["author"]["name"] for claim in graph for c in claim["comment"]]
    assert set(denials) >= {name for claim in record.all_claims for name in claim.denied_by}


def test_entities_name_others_that_are_there(record: Whole) -> None:
    entities = [json.loads(line) for line in export_entities(record)]
    ids = {entity["id"] for entity in entities}
    assert len(ids) == len(entities)
    assert {entity["schema"] for entity in entities} >= {"Article", "Event", "Person", "Occupancy"}
    for entity in entities:
        for name in ("holder", "post", "organization", "involved", "proof"):
            assert set(entity["properties"].get(name, [])) <= ids
    unnamed = [actor.id for actor in record.actors() if actor.kind is ActorKind.UNNAMED]
    assert not {f"dragoman-actor-{id_}" for id_ in unnamed} & ids


def test_only_what_plover_knows_is_an_event(record: Whole) -> None:
    events = [json.loads(line) for line in export_events(record)]
    met = [m for m in record.all_meetings if m.status is MeetingStatus.HELD]
    assert sum(event["event_type"] == "CONSULT" for event in events) == sum(
        len(meeting.participants) > 1 for meeting in met
    )
    silent = {s.id for s in record.all_statements if s.act in (None, Act.ASSERT, Act.PREDICT)}
    assert not {event["id"].removeprefix("statement-") for event in events} & silent


def test_a_project_has_the_texts_and_selections_that_fit_them(record: Whole) -> None:
    data = export_qdpx(record, BOOK)
    assert export_qdpx(record, BOOK) == data
    archive = zipfile.ZipFile(io.BytesIO(data))
    root = fromstring(archive.read("project.qde"))
    space = f"{{{NAMESPACE}}}"
    codes = {code.get("guid") for code in root.iter(f"{space}Code")}
    texts = {document.text for document in record.all_documents}
    selections = 0
    for source in root.iter(f"{space}TextSource"):
        path = str(source.get("plainTextPath")).removeprefix("internal://")
        text = archive.read(f"sources/{path}").decode("utf-8")
        assert text in texts
        for selection in source.iter(f"{space}PlainTextSelection"):
            selections += 1
            start, end = int(str(selection.get("startPosition"))), selection.get("endPosition")
            words = text[start : int(str(end))]
            assert words.startswith(str(selection.get("name"))[:20])
    assert selections == sum(len(s.content) for s in record.all_statements)
    assert {ref.get("targetGUID") for ref in root.iter(f"{space}CodeRef")} <= codes
    assert guids_of(root) == sorted(set(guids_of(root)))


def guids_of(root: object) -> list[str]:
    def walk() -> Iterator[str]:
        for element in root.iter():  # type: ignore[attr-defined]
            if guid := element.get("guid"):
                yield guid

    return sorted(walk())
