"""PDFs written for the tests: lines of Helvetica at given places, and nothing else."""

from collections.abc import Sequence

Placed = tuple[float, float, float, str]
"""Left edge, baseline, size of the letters, text."""

HEIGHT = 842


def column(
    texts: Sequence[str], left: float = 70, top: float = 700, size: float = 10
) -> list[Placed]:
    """Set lines below each other at the usual distance."""
    return [(left, top - 1.2 * size * row, size, text) for row, text in enumerate(texts)]


def pdf(*pages: Sequence[Placed], title: str | None = None, encrypted: bool = False) -> bytes:
    """Write a PDF."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {HEIGHT}] "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        shown = "\n".join(
            f"BT /F {size} Tf {left} {base} Td ({_escaped(text)}) Tj ET"
            for left, base, size, text in lines
        )
        objects.append(f"<< /Length {len(shown.encode('cp1252'))} >>\nstream\n{shown}\nendstream")
    trailer = "/Root 1 0 R"
    if title is not None:
        objects.append(f"<< /Title ({_escaped(title)}) >>")
        trailer += f" /Info {len(objects)} 0 R"
    if encrypted:
        key = "<" + "11" * 32 + ">"
        objects.append(f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O {key} /U {key} >>")
        trailer += f" /Encrypt {len(objects)} 0 R /ID [<00><00>]"
    return _file(objects, trailer)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: Sequence[str], trailer: str) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} {trailer} >>\n"
    return data + end.encode() + f"startxref\n{len(data)}\n%%EOF\n".encode()
