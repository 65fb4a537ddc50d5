"""Every error that Dragoman raises on purpose, in one tree.

DragomanError
├── RecordError           a record type was given values that break its rules
│   └── SpanError         a span does not fit the text that it points into
├── DocumentError         a document cannot be read; it goes to quarantine
│   └── NoArticleError    it can be read, but is no article: a message, a list, a video
├── FetchError            an address cannot or may not be fetched
├── PatternError          a pattern for file names, or what a column is said to hold, is malformed
├── DossierError          a dossier is missing, malformed or already there
├── CodebookError         a codebook.yaml is missing or malformed
├── KnowledgeError        a knowledge file or actors.yaml is malformed
├── ModelError            a reader's model is missing or damaged
├── StoreError            the record at rest cannot be opened or written
├── BackupError           a dossier cannot be saved in a file, or made from one
├── ExportError           the record cannot be written in a format
├── DraftError            an edited plan is malformed, or names what is not there
├── ConflictError         a conflict for stability analysis is malformed or too large
├── JudgementError        a person's decision finds no statement, or does not fit it
├── AccountError          an account cannot be made or changed: its name, password or role
└── QueryError            a question to the record is malformed: a cursor, a date, a filter

A message says what is wrong and what to do about it.
"""


class DragomanError(Exception):
    """Anything that went wrong in a way that Dragoman can explain."""


class RecordError(DragomanError, ValueError):
    """A record type was given values that break its rules."""


class SpanError(RecordError):
    """A span does not fit the text that it points into."""


class DocumentError(DragomanError):
    """A document cannot be read; the caller puts it into quarantine."""


class NoArticleError(DocumentError):
    """What was read is no article: the message of a server, a list of others, a video."""


class FetchError(DragomanError):
    """An address cannot or may not be fetched.

    Attributes:
        passing: Trying again later may help.
        wait_s: Seconds that the host asks to be left alone. None: it does not say.
        refused: The host has answered so, or the way to it failed; False where nothing was sent.
        status: The host's answer, as a status of HTTP. None: it gave none.
    """

    def __init__(
        self,
        reason: str,
        *,
        passing: bool = False,
        wait_s: float | None = None,
        refused: bool = True,
        status: int | None = None,
    ) -> None:
        super().__init__(reason)
        self.passing = passing
        self.wait_s = wait_s
        self.refused = refused
        self.status = status


class PatternError(DragomanError, ValueError):
    """A pattern for file names, or what a column is said to hold, is malformed."""


class DossierError(DragomanError):
    """A dossier is missing, malformed or already there."""


class CodebookError(DragomanError):
    """A codebook.yaml is missing or malformed.

    Attributes:
        problems: All that is wrong with it, each a line that says where and what to do.
    """

    def __init__(self, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class KnowledgeError(DragomanError):
    """A knowledge file or a dossier's actors.yaml is malformed."""


class ModelError(DragomanError):
    """A reader's model is missing or damaged."""


class StoreError(DragomanError):
    """The record at rest cannot be opened or written."""


class BackupError(DragomanError):
    """A dossier cannot be saved in a file, or made from one."""


class AccountError(DragomanError):
    """An account cannot be made or changed: its name is taken, its password too short."""


class ExportError(DragomanError):
    """The record cannot be written in the format that was asked for."""


class DraftError(DragomanError, ValueError):
    """A plan that somebody edits is malformed, or names a term, concept or party that is not."""


class ConflictError(DragomanError, ValueError):
    """A conflict that is to be analysed for stability is malformed or too large."""


class JudgementError(DragomanError, ValueError):
    """A person's decision finds no statement, or does not fit it."""


class QueryError(DragomanError, ValueError):
    """A question to the record is malformed: a cursor, a date, a filter."""


def unread(error: Exception) -> str:
    """Say why a file could not be read: what the system, a decoder or a parser raised."""
    if isinstance(error, UnicodeDecodeError):
        return "it is not in UTF-8; save it so"
    told = error.strerror if isinstance(error, OSError) else None
    return " ".join((told or str(error)).split())
