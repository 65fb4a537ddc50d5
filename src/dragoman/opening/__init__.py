"""Opening: a dossier as typed objects, for Python programs and notebooks.

    import dragoman

    with dragoman.open("talks") as talks:
        for statement in talks.statements(party="Russia", act="reject"):
            ...

Everything given is a record type (dragoman.record).
"""

from dragoman.opening.opened import OpenDossier, open_folder

__all__ = ["OpenDossier", "open_folder"]
