"""The tables of a database of Discourse Network Analyzer 3, and what a new one holds.

Tables, columns, limits, defaults and keys are those that DNA 3.0.11 makes in a new SQLite file
(Leifeld, https://github.com/leifeld/dna, sql/Sql.java); version 3.0 is what it asks for when it
opens one.
"""

LONGEST = 190
"""Characters that DNA allows where it keeps a short text."""

VERSION, VERSION_DATE = "3.0.11", "2025-02-05"

PERMISSIONS = (
    "AddDocuments",
    "EditDocuments",
    "DeleteDocuments",
    "ImportDocuments",
    "AddStatements",
    "EditStatements",
    "DeleteStatements",
    "EditAttributes",
    "EditRegex",
    "EditStatementTypes",
    "EditCoders",
    "EditCoderRelations",
    "ViewOthersDocuments",
    "EditOthersDocuments",
    "ViewOthersStatements",
    "EditOthersStatements",
)
SEEN = ("viewStatements", "editStatements", "viewDocuments", "editDocuments")
TYPES = ("boolean", "integer", "long text", "short text")

KEY = "ID INTEGER NOT NULL PRIMARY KEY"


def _short(column: str, usual: str = "") -> str:
    """Define a short text; `usual` is its default clause."""
    return f"{column} TEXT NOT NULL {usual} CHECK (LENGTH({column}) <= {LONGEST})"


def _number(column: str, low: int, high: int, usual: int) -> str:
    bounds = f"CHECK ({column} BETWEEN {low} AND {high})"
    return f"{column} INTEGER NOT NULL DEFAULT {usual} {bounds}"


def _colour(kind: str = "INTEGER NOT NULL DEFAULT 0") -> tuple[str, ...]:
    return tuple(f"{c} {kind} CHECK ({c} BETWEEN 0 AND 255)" for c in ("Red", "Green", "Blue"))


def _refers(column: str, table: str) -> str:
    """Say that a column holds ids of a table, and goes with what it refers to."""
    return f"FOREIGN KEY ({column}) REFERENCES {table} (ID) ON DELETE CASCADE"


def _coded(value: str, *more: str) -> tuple[str, ...]:
    """Define a table of coded values: one for a statement and a variable."""
    return (
        KEY,
        "StatementId INTEGER NOT NULL",
        "VariableId INTEGER NOT NULL",
        value,
        _refers("StatementId", "STATEMENTS"),
        _refers("VariableId", "VARIABLES"),
        *more,
        "UNIQUE (StatementId, VariableId)",
    )


EMPTY = "DEFAULT ''"

TABLES: dict[str, tuple[str, ...]] = {
    "SETTINGS": ("Property TEXT PRIMARY KEY", "Value TEXT NOT NULL"),
    "CODERS": (
        KEY,
        _short("Name"),
        *_colour(),
        _number("Refresh", 0, 9999, 0),
        _number("FontSize", 1, 99, 14),
        _short("Password"),
        "PopupWidth INTEGER DEFAULT 300 CHECK (PopupWidth BETWEEN 100 AND 9999)",
        _number("ColorByCoder", 0, 1, 0),
        _number("PopupDecoration", 0, 1, 0),
        _number("PopupAutoComplete", 0, 1, 1),
        *(_number(f"Permission{name}", 0, 1, 1) for name in PERMISSIONS),
    ),
    "DOCUMENTS": (
        KEY,
        _short("Title"),
        "Text TEXT NOT NULL",
        "Coder INTEGER",
        _short("Author", EMPTY),
        _short("Source", EMPTY),
        _short("Section", EMPTY),
        f"Notes TEXT NOT NULL {EMPTY}",
        _short("Type", EMPTY),
        "Date INTEGER NOT NULL",
        _refers("Coder", "CODERS"),
    ),
    "STATEMENTTYPES": (KEY, _short("Label"), *_colour()),
    "VARIABLES": (
        KEY,
        _short("Variable"),
        f"DataType TEXT NOT NULL DEFAULT '{TYPES[-1]}' CHECK (DataType IN {TYPES})",
        "StatementTypeId INTEGER",
        _refers("StatementTypeId", "STATEMENTTYPES"),
        "UNIQUE (Variable, StatementTypeId)",
    ),
    "VARIABLELINKS": (
        KEY,
        "SourceVariableId INTEGER",
        "TargetVariableId INTEGER",
        "CHECK (TargetVariableId <> SourceVariableId)",
        _refers("SourceVariableId", "VARIABLES"),
        _refers("TargetVariableId", "VARIABLES"),
    ),
    "REGEXES": (f"Label TEXT PRIMARY KEY CHECK (LENGTH(Label) <= {LONGEST})", *_colour()),
    "CODERRELATIONS": (
        KEY,
        "Coder INTEGER CHECK (Coder > 0)",
        "OtherCoder INTEGER CHECK (OtherCoder > 0)",
        *(_number(column, 0, 1, 1) for column in SEEN),
        "CHECK (Coder <> OtherCoder)",
        _refers("Coder", "CODERS"),
        _refers("OtherCoder", "CODERS"),
    ),
    "STATEMENTS": (
        KEY,
        "StatementTypeId INTEGER",
        "DocumentId INTEGER",
        "Start INTEGER NOT NULL CHECK (Start >= 0)",
        "Stop INTEGER NOT NULL CHECK (Stop >= 0)",
        "Coder INTEGER",
        "CHECK (Start < Stop)",
        _refers("StatementTypeId", "STATEMENTTYPES"),
        _refers("Coder", "CODERS"),
        _refers("DocumentId", "DOCUMENTS"),
    ),
    "DATABOOLEAN": _coded("Value INTEGER NOT NULL DEFAULT 1"),
    "DATAINTEGER": _coded("Value INTEGER NOT NULL DEFAULT 0"),
    "ENTITIES": (
        KEY,
        "VariableId INTEGER NOT NULL",
        _short("Value", EMPTY),
        *_colour("INTEGER"),
        "ChildOf INTEGER CHECK (ChildOf > 0)",
        "UNIQUE (VariableId, Value)",
        _refers("ChildOf", "ENTITIES"),
        _refers("VariableId", "VARIABLES"),
    ),
    "DATASHORTTEXT": _coded("Entity INTEGER NOT NULL", _refers("Entity", "ENTITIES")),
    "DATALONGTEXT": _coded(f"Value TEXT {EMPTY}"),
    "ATTRIBUTEVARIABLES": (
        KEY,
        "VariableId INTEGER NOT NULL",
        _short("AttributeVariable"),
        "UNIQUE (VariableId, AttributeVariable)",
        _refers("VariableId", "VARIABLES"),
    ),
    "ATTRIBUTEVALUES": (
        KEY,
        "EntityId INTEGER NOT NULL",
        "AttributeVariableId INTEGER NOT NULL",
        _short("AttributeValue", EMPTY),
        "UNIQUE (EntityId, AttributeVariableId)",
        _refers("EntityId", "ENTITIES"),
        _refers("AttributeVariableId", "ATTRIBUTEVARIABLES"),
    ),
}
"""What each table is made of, in the order in which they refer to one another."""

STATEMENT, STORY, NOTE = 1, 2, 3
STATEMENT_TYPES = (
    (STATEMENT, "DNA Statement", 239, 208, 51),
    (STORY, "NPF Story Element", 100, 200, 190),
    (NOTE, "Annotation", 211, 211, 211),
)
"""The types of statements of a new database: id, label, colour."""

PERSON, ORGANIZATION, CONCEPT, AGREEMENT = 1, 2, 3, 4
ACT, PARTY, CONDITION = 12, 13, 14
VARIABLES = (
    (PERSON, "person", "short text", STATEMENT),
    (ORGANIZATION, "organization", "short text", STATEMENT),
    (CONCEPT, "concept", "short text", STATEMENT),
    (AGREEMENT, "agreement", "boolean", STATEMENT),
    (5, "narrator", "short text", STORY),
    (6, "victim", "short text", STORY),
    (7, "villain", "short text", STORY),
    (8, "plot", "short text", STORY),
    (9, "hero", "short text", STORY),
    (10, "policy solution", "short text", STORY),
    (11, "note", "long text", NOTE),
    # What DNA's own statement lacks; any project may add variables.
    (ACT, "act", "short text", STATEMENT),
    (PARTY, "party", "short text", STATEMENT),
    (CONDITION, "condition", "long text", STATEMENT),
)
"""Id, name, type, and id of the type of statement."""

ATTRIBUTES = ("Type", "Alias", "Notes")
"""What is told of every person, organization and concept."""


def attribute_id(variable: int, attribute: str) -> int:
    """Number an attribute of persons, organizations or concepts as a new database does."""
    return ATTRIBUTES.index(attribute) * 3 + variable
