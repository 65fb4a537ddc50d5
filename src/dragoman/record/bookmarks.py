"""Bookmark: how far an archive has been read."""

from dataclasses import dataclass

from dragoman.errors import RecordError


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """How far an archive has been read, so that reading it again goes on from there.

    Attributes:
        archive: The archive's file name.
        offset: Offset in the file of the last record that was dealt with; of a compressed archive
            that of the gzip member.
        within: Unpacked bytes of the member before that record.
        record: The record's own id, by which it is told that the file is still the same.
        wanted: Digest of what was wanted of the archive, and by which code: if that changes, the
            archive is read anew.
    """

    archive: str
    offset: int
    within: int = 0
    record: str
    wanted: str

    def __post_init__(self) -> None:
        if not self.archive or not self.record:
            raise RecordError("a bookmark needs the archive's name and the id of its last record")
        if self.offset < 0 or self.within < 0:
            raise RecordError(f"{self.archive}: a bookmark cannot lie before the beginning")
