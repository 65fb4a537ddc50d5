"""What the dossier is, how much the record holds, what could not be read, and by which runs."""

import json
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field, JsonValue, field_validator

from dragoman import __version__, record
from dragoman.store.queries.quarantine import QuarantineCounts, QuarantineList
from dragoman.web.api.given import AtHere, Given, Part
from dragoman.web.api.lists import Asked, part_of
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk

router = APIRouter(tags=["Dossier"], route_class=ConditionalRoute)


class Dossier(Given):
    """The negotiation that is followed."""

    title: str = Field(description="What pages are headed with.")
    negotiation: str = Field(description="The negotiation in a word or two.")
    parties: list[str] = Field(description="The sides, by canonical name.")
    third_parties: list[str] = Field(description="Others whose positions are followed.")
    languages: list[str] = Field(description="ISO 639-1 codes of its articles.")
    revision: int = Field(description="Grows with every write to the record.")
    version: str = Field(description="Version of Dragoman.")


class Counts(Given):
    """How much of everything the record holds."""

    documents: int = Field(description="Accepted documents.")
    quarantine: int = Field(description="What stages could not read.")
    runs: int = Field(description="Runs of all stages.")
    statements: int = Field(description="All statements.")
    unresolved: int = Field(description="Statements without a speaker.")
    actors: int = Field(description="Actors that documents speak of.")
    claims: int = Field(description="All claims.")
    meetings: int = Field(description="All meetings.")
    plans: int = Field(description="Plans, every document's telling by itself.")
    judgements: int = Field(description="What people decided.")


class Quarantine(Given):
    """A document that a stage could not read, kept with the reason."""

    id: str = Field(description="Digest of name, stage and bytes.")
    name: str = Field(description="File name, or file name and line for an item of a larger file.")
    stage: record.Stage
    reason: str = Field(description="What is wrong and what to do about it.")
    sha256: str = Field(description="Fingerprint of the bytes as far as they were read.")
    size: int | None = Field(description="Bytes. null: not known.")
    document: str | None = Field(description="Id of the document, if ingest had accepted it.")


class Quarantined(Part[Quarantine]):
    """A part of what could not be read."""


class QuarantineAsked(Asked):
    """What of it is wanted."""

    stage: record.Stage | None = Field(None, description="Only what this stage could not read.")


class Run(Given):
    """The code, model and settings that a stage's results come from."""

    id: str = Field(description="Digest of all below.")
    stage: record.Stage
    code: str = Field(description="Version of Dragoman.")
    model: str = Field(description="Name and version of the reader.")
    settings: dict[str, JsonValue] = Field(description="What else decides the results.")

    @field_validator("settings", mode="before")
    @classmethod
    def _read(cls, settings: object) -> object:
        return json.loads(settings) if isinstance(settings, str) else settings


class Execution(Given):
    """One time that a run was carried out."""

    run: str = Field(description="Id of the run.")
    started_at: str = Field(description="ISO 8601 instant in UTC.")
    finished_at: str | None = Field(description="null: it is under way, or was cut off.")


class Runs(Given):
    """All runs, and when they were carried out."""

    items: list[Run]
    executions: list[Execution] = Field(description="The first first.")


@router.get("/", summary="Give the dossier")
def give_dossier(desk: AtDesk) -> Dossier:
    """What is served."""
    dossier = desk.dossier
    return Dossier(
        title=dossier.title,
        negotiation=dossier.negotiation,
        parties=list(dossier.parties),
        third_parties=list(dossier.third_parties),
        languages=list(dossier.languages),
        revision=desk.revision,
        version=__version__,
    )


@router.get("/counts", summary="Count everything")
def give_counts(desk: AtDesk) -> Counts:
    """How much of everything the record holds."""
    return Counts.made(desk.memo("counts", desk.view.counts))


@router.get("/quarantine", summary="List what could not be read")
def list_quarantine(
    asked: Annotated[QuarantineAsked, Query()], desk: AtDesk, at: AtHere, response: Response
) -> Quarantined:
    """Documents that a stage could not read, by name."""
    wanted = QuarantineList(stage=asked.stage, after=asked.after, limit=asked.limit)
    found = desk.view.ask(wanted)
    if asked.count:
        counted = desk.view.ask(QuarantineCounts())
        total = sum(number for stage, number in counted if asked.stage in (None, stage))
        found = replace(found, total=total)
    return part_of(Quarantined, found, at, response)


@router.get("/runs", summary="List runs")
def list_runs(desk: AtDesk) -> Runs:
    """By which code, models and settings the record was made."""
    return Runs.made({"items": list(desk.view.runs()), "executions": desk.view.executions()})
