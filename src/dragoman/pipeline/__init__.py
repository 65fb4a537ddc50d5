"""The whole flow: documents in, a record in the store.

    ingest --Document--> extract --Reading--> resolve --Resolution--> store.Writer
                                                 ^                        |
                                             Judgement <-- web, cli <-----+

reading.py takes each document through; relating.py joins what they tell together.
"""

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
)
from dragoman.pipeline.relating import relate

__all__ = [
    "READERS",
    "Added",
    "Progress",
    "Ran",
    "add",
    "coder_for",
    "reader_named",
    "relate",
    "run",
    "run_of",
]
