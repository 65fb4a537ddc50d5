"""Families: documents that carry one text, what each leaves out, versions of one address.

    Document --Sketch--> the index's keys --candidates--> Kinship --> Family, Comparison, Versions

A family needs what documents say and nothing of what is found in them, so it is known as soon as
they are added. The index itself is kept in the record (dragoman.store.kin).
"""

from dragoman.ingest.families.addresses import address_of
from dragoman.ingest.families.comparing import compare
from dragoman.ingest.families.grouping import in_order, join_kin, versions_of
from dragoman.ingest.families.kinship import could_be_kin, kinships_of
from dragoman.ingest.families.lookup import Held, merge, met_by, rows_of, together
from dragoman.ingest.families.shingles import Sketch, shared_keys, sketch_of

__all__ = [
    "Held",
    "Sketch",
    "address_of",
    "compare",
    "could_be_kin",
    "in_order",
    "join_kin",
    "kinships_of",
    "merge",
    "met_by",
    "rows_of",
    "shared_keys",
    "sketch_of",
    "together",
    "versions_of",
]
