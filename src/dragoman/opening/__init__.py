"""Opening: a dossier as typed objects, for Python programs and notebooks.

    import dragoman

    with dragoman.open("talks") as talks:
        for statement in talks.statements(party="Russia", act="reject"):
            ...

Everything given is a record type (dragoman.record).
"""

from dragoman.opening.opened import OpenDossier, open_folder
from dragoman.opening.past import PastRecord

__all__ = ["OpenDossier", "PastRecord", "open_folder"]
