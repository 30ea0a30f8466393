"""Measure PDF readers side by side: `python -m benchmarks.measure_pdf FOLDER...`.

Reads every PDF of the folders with this project's reader (lines, tables, prose) and with pdfplumber, camelot (lattice) and
tablers, which give tables only. A process each, best of the repeats, processor seconds on one core. Prints pages a second, the
ratio to pdfplumber, and how many of pdfplumber's cells that hold text stand in the other's tables of the same page. Blanks
within a cell are left aside.
"""

from __future__ import annotations

import importlib.util
import io
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks.fresh_process import best_of
from ingest.readers.pdf import read_pdf

REFERENCE = "pdfplumber"
INSTALL = "not installed; pip install -r requirements-bench.txt"
# Page number and text of each cell that holds text.
Cells = Counter[tuple[int, str]]


def _xianzhang(path: Path) -> Cells:
    lines = [line for line in read_pdf(path.read_bytes()).lines if line.table_number]
    return _cells((line.page_number or 0, text) for line in lines for text in line.cells)


def _pdfplumber(path: Path) -> Cells:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(path.read_bytes())) as document:
        tables = [(page.page_number, page.extract_tables()) for page in document.pages]
    return _cells((number, text) for number, found in tables for table in found for row in table for text in row)


def _camelot(path: Path) -> Cells:
    import camelot

    tables = camelot.read_pdf(str(path), pages="all", flavor="lattice", suppress_stdout=True)
    return _cells((table.page, text) for table in tables for row in table.data for text in row)


def _tablers(path: Path) -> Cells:
    import tablers

    document = tablers.Document(bytes=path.read_bytes())
    try:
        tables = [(n, table) for n, page in enumerate(document.pages(), start=1) for table in tablers.find_tables(page)]
        return _cells((n, cell.text if cell else "") for n, table in tables for row in table.rows for cell in row.cells)
    finally:
        document.close()


def _cells(found: object) -> Cells:
    cells = ((number, "".join((text or "").split())) for number, text in found)
    return Counter(cell for cell in cells if cell[1])


READERS: dict[str, Callable[[Path], Cells]] = {
    "xianzhang": _xianzhang,
    REFERENCE: _pdfplumber,
    "camelot": _camelot,
    "tablers": _tablers,
}


def main() -> None:
    """Print one row a file and reader."""
    paths = [path for folder in sys.argv[1:] for path in sorted(Path(folder).glob("*.pdf"))]
    if not paths:
        raise SystemExit("usage: python -m benchmarks.measure_pdf FOLDER_WITH_PDF_FILES...")
    missing = [name for name in READERS if name != "xianzhang" and not importlib.util.find_spec(name)]
    for name in missing:
        print(f"{name}: {INSTALL}")
    print("| document | pages | reader | pages/s | times pdfplumber | cells | of pdfplumber's |")
    print("| --- " * 7 + "|")
    for path in paths:
        pages = read_pdf(path.read_bytes()).page_count or 0
        results = {name: best_of(read, path) for name, read in READERS.items() if name not in missing}
        seconds, cells = results.get(REFERENCE, (None, Counter()))
        for name, (own, found) in results.items():
            ratio = f"{seconds / own:.1f}" if seconds else "-"
            agreeing = f"{(found & cells).total()} of {cells.total()}" if seconds else "-"
            print(f"| {path.name} | {pages} | {name} | {pages / own:.0f} | {ratio} | {found.total()} | {agreeing} |")


if __name__ == "__main__":
    main()
