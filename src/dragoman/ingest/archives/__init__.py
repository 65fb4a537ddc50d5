"""Web archives (WARC and WET): their bytes unpacked, their records one by one, what is wanted."""

from dragoman.ingest.archives.reading import ArchiveReading, Passed
from dragoman.ingest.archives.unpacking import Place

__all__ = ["ArchiveReading", "Passed", "Place"]
