"""Run: one execution of a stage, named after what decides its results."""

from dataclasses import dataclass

from dragoman.errors import RecordError
from dragoman.record.documents import Stage
from dragoman.record.ids import digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The code, model and settings that a stage's results come from.

    Two executions with the same ones are the same run, so that repeating or resuming one
    changes nothing.

    Attributes:
        id: Digest of everything below.
        stage: The stage.
        code: Version of Dragoman.
        model: Name and version of the reader or the knowledge.
        settings: The settings that bear on the result, as canonical JSON.
    """

    id: str
    stage: Stage
    code: str
    model: str
    settings: str = "{}"

    def __post_init__(self) -> None:
        if self.id != run_id(self.stage, self.code, self.model, self.settings):
            raise RecordError("the run's id is not the digest of its content")


def run_id(stage: Stage, code: str, model: str, settings: str = "{}") -> str:
    """Derive a run's id from what decides its results."""
    return digest("run", stage, code, model, settings)


PEOPLE = Run(id=run_id(Stage.RESOLVE, "1", "people"), stage=Stage.RESOLVE, code="1", model="people")
"""The run of statements that no machine found: people added them."""
