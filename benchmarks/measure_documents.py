"""Measure text, web pages, Word, Excel and PDF files with the recognition of forms: `python benchmarks/measure_documents.py`.

Documents a second a core. Each measurement is one pass over files the process has not met, after one other document; the best
of a few processes. Excel and Word stand beside openpyxl, calamine and python-docx, which only give the cells.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.fresh_process import once
from benchmarks.generated import SINGLE, TEXT, WHOLE, write_documents
from ingest.forms import recognise
from ingest.readers import file_types, read_document

FOLDER = Path("build/bench/documents")
PROCESSES = 3
KINDS = (TEXT, file_types.HTML, file_types.WORD, file_types.EXCEL, file_types.PDF)


def read(contents: Sequence[bytes]) -> None:
    for content in contents:
        read_document(content)


def read_and_recognise(contents: Sequence[bytes]) -> None:
    for content in contents:
        recognise(read_document(content))


def read_with_openpyxl(contents: Sequence[bytes]) -> None:
    import openpyxl

    for content in contents:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        [list(sheet.iter_rows(values_only=True)) for sheet in book]


def read_with_calamine(contents: Sequence[bytes]) -> None:
    import python_calamine

    for content in contents:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def read_with_python_docx(contents: Sequence[bytes]) -> None:
    import docx

    for content in contents:
        [[cell.text for cell in row.cells] for table in docx.Document(io.BytesIO(content)).tables for row in table.rows]


OTHERS: dict[str, dict[str, Callable[[Sequence[bytes]], None]]] = {
    file_types.EXCEL: {"openpyxl": read_with_openpyxl, "calamine": read_with_calamine},
    file_types.WORD: {"python-docx": read_with_python_docx},
}


def main() -> None:
    """Print one row a size and format."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    write_documents(FOLDER)
    print("| documents | format | files | kB each | read | read and recognised | others, reading only (documents/s) |")
    print("| --- " * 7 + "|")
    for size in (SINGLE, WHOLE):
        for kind in KINDS:
            contents = [path.read_bytes() for path in sorted((FOLDER / size / kind).iterdir())]
            others = [f"{name} {_rate(other, contents, kind, size)}" for name, other in OTHERS.get(kind, {}).items()]
            rates = [_rate(function, contents, kind, size) for function in (read, read_and_recognise)]
            kilobytes = sum(map(len, contents)) / len(contents) / 1000
            print(f"| {size} | {kind} | {len(contents)} | {kilobytes:.1f} | {rates[0]} | {rates[1]} | {', '.join(others)} |")


def _rate(function: Callable[[Sequence[bytes]], None], contents: list[bytes], kind: str, size: str) -> str:
    """Documents a second, after a document of the other size."""
    other = sorted((FOLDER / (WHOLE if size == SINGLE else SINGLE) / kind).iterdir())[0].read_bytes()
    return f"{len(contents) / min(once(function, contents, [other]) for _ in range(PROCESSES)):.0f}"


if __name__ == "__main__":
    main()
