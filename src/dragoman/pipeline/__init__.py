"""The whole flow: documents in, a record in the store.

    ingest --Document--> extract --Reading--> resolve --Resolution--> store.Writer
                                                 ^                        |
                                             Judgement <-- web, cli <-----+

reading.py takes each document through; relating.py joins what they tell together;
positioning.py makes positions of it; judging.py takes in what a person decides (decisions.py as
plain values), and renewing.py derives anew what depends on it.
"""

from typing import TYPE_CHECKING

from dragoman.faces import face_of

if TYPE_CHECKING:
    from dragoman.pipeline.codings import CodingsTaken
    from dragoman.pipeline.crews import Crew, Equipment, Tools
    from dragoman.pipeline.decisions import (
        check_concepts,
        form_of,
        is_copy,
        is_decided,
        judgement_from,
        statement_at,
    )
    from dragoman.pipeline.interests import archive_reading, interest_of
    from dragoman.pipeline.judging import judge, judged_documents, judged_with_documents
    from dragoman.pipeline.positioning import derive_positions, refresh_positions
    from dragoman.pipeline.reading import (
        READERS,
        Added,
        Progress,
        Ran,
        add,
        coder_for,
        reader_named,
        run,
        run_of,
        taught_by,
    )
    from dragoman.pipeline.relating import relate
    from dragoman.pipeline.renewing import renew
else:
    __getattr__ = face_of(
        __name__,
        {
            "codings": "CodingsTaken",
            "crews": "Crew Equipment Tools",
            "decisions": "check_concepts form_of is_copy is_decided judgement_from statement_at",
            "interests": "archive_reading interest_of",
            "judging": "judge judged_documents judged_with_documents",
            "positioning": "derive_positions refresh_positions",
            "reading": "READERS Added Progress Ran add coder_for reader_named run run_of taught_by",
            "relating": "relate",
            "renewing": "renew",
        },
    )

__all__ = [
    "READERS",
    "Added",
    "CodingsTaken",
    "Crew",
    "Equipment",
    "Progress",
    "Ran",
    "Tools",
    "add",
    "archive_reading",
    "check_concepts",
    "coder_for",
    "derive_positions",
    "form_of",
    "interest_of",
    "is_copy",
    "is_decided",
    "judge",
    "judged_documents",
    "judged_with_documents",
    "judgement_from",
    "reader_named",
    "refresh_positions",
    "relate",
    "renew",
    "run",
    "run_of",
    "statement_at",
    "taught_by",
]
