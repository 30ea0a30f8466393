"""Measure PDF readers side by side: `python -m benchmarks.measure_pdf FOLDER...`.

Reads every PDF of the folders with this project's reader (lines, tables, prose) and with pdfplumber, camelot (lattice) and
tablers, which give tables only. A process each, best of the repeats, processor seconds on one core. Prints pages a second, the
ratio to pdfplumber, and how many of pdfplumber's cells that hold text stand in the other's tables of the same page. Blanks
within a cell are left aside. Then, over all files: with recognition, the pages of ruled tables alone, and two workers.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium

from benchmarks.fresh_process import best_of, in_fresh_process
from benchmarks.reading_workers import measure_workers
from ingest.errors import UnreadableDocument
from ingest.forms import recognise
from ingest.readers.pdf import read_pdf

REFERENCE = "pdfplumber"
FOLDER = Path("build/bench/ruled")
# A page of ruled tables has this share of its lines in tables.
MOSTLY = 0.5
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


def _to_raw_rows(path: Path) -> None:
    with contextlib.suppress(UnreadableDocument):
        recognise(read_pdf(path.read_bytes()))


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
    took: Counter[str] = Counter()
    for path in paths:
        pages = read_pdf(path.read_bytes()).page_count or 0
        results = {name: best_of(read, path) for name, read in READERS.items() if name not in missing}
        seconds, cells = results.get(REFERENCE, (None, Counter()))
        took["pages"] += pages
        for name, (own, found) in results.items():
            took[name] += own
            ratio = f"{seconds / own:.1f}" if seconds else "-"
            agreeing = f"{(found & cells).total()} of {cells.total()}" if seconds else "-"
            print(f"| {path.name} | {pages} | {name} | {pages / own:.0f} | {ratio} | {found.total()} | {agreeing} |")
    _print_all(paths, took)


def _print_all(paths: list[Path], took: Counter[str]) -> None:
    """The figures over all files; `took` has their pages and each reader's seconds."""
    own, reference = took["xianzhang"], took[REFERENCE]
    ratio = f", {reference / own:.1f} times {REFERENCE}" if reference else ""
    print(f"\nAll {took['pages']} pages, tables and prose: {took['pages'] / own:.0f} pages/s{ratio}.")
    seconds = sum(best_of(_to_raw_rows, path)[0] for path in paths)
    print(f"To raw rows, recognition included: {took['pages'] / seconds:.0f} pages/s.")
    ruled = [found for path in paths if (found := _ruled_pages(path))]
    if ruled:
        pages = sum(count for _, count in ruled)
        seconds = sum(best_of(_xianzhang, path)[0] for path, _ in ruled)
        print(f"The {pages} pages that are mostly ruled tables: {pages / seconds:.0f} pages/s.")
    workers = in_fresh_process(measure_workers, paths)
    print(f"Two workers: {workers.ratio:.2f} times one; two processes that only count: {workers.bound:.2f} times one.")
    print(f"A worker's peak memory: {workers.peak_mebibytes:.0f} MiB.")


def _ruled_pages(path: Path) -> tuple[Path, int] | None:
    """A file of those pages of another one that are ruled tables, but for a title, and their number."""
    lines: Counter[int | None] = Counter()
    ruled: Counter[int | None] = Counter()
    for line in read_pdf(path.read_bytes()).lines:
        lines[line.page_number] += 1
        ruled[line.page_number] += line.table_number is not None
    numbers = [number - 1 for number in lines if number and ruled[number] >= MOSTLY * lines[number]]
    if not numbers:
        return None
    FOLDER.mkdir(parents=True, exist_ok=True)
    with pdfium.PdfDocument(path.read_bytes()) as source, pdfium.PdfDocument.new() as target:
        target.import_pages(source, numbers)
        target.save(FOLDER / path.name)
    return FOLDER / path.name, len(numbers)


if __name__ == "__main__":
    main()
