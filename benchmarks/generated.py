"""The documents to measure with: the shipped ones, and their facts laid out anew in other formats, whole and form by form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ingest.forms import recognise
from ingest.readers import read_document
from ingest.records import Recognition

SHIPPED_DOCUMENTS = Path("data/documents")
WHOLE, SINGLE = "whole", "single"
TEXT = "text"


def write_documents(folder: Path) -> None:
    """Write FOLDER/<size>/<format>/*, afresh. The text files of one form a file have tabs between their cells."""
    # Here, because the measuring processes need none of the libraries that write files.
    from tests.formats.layouts import LAYOUTS, laid_out
    from tests.formats.writers import WRITERS

    for path in sorted(SHIPPED_DOCUMENTS.glob("*.txt")):
        content = path.read_bytes()
        facts = recognise(read_document(content))
        _write(folder, WHOLE, TEXT, path.stem, content)
        for size, name, part in [(WHOLE, path.stem, facts), *_single(path.stem, facts)]:
            for layout in LAYOUTS:
                parts = laid_out(part, layout)
                for kind, write in WRITERS.items():
                    _write(folder, size, kind, f"{name}_{layout}", write(parts))
                if size == SINGLE:
                    _write(folder, size, TEXT, f"{name}_{layout}", _as_text(parts).encode())


def _single(name: str, facts: Recognition) -> Iterator[tuple[str, str, Recognition]]:
    year = next(form.fiscal_year_text for form in facts.forms if form.fiscal_year_text)
    for number, form in enumerate(facts.forms, start=1):
        forms = (replace(form, fiscal_year_text=form.fiscal_year_text or year),)
        yield SINGLE, f"{name}_{number:02}", replace(facts, forms=forms, budget_tables=())


def _as_text(parts: list) -> str:
    """Cells that continue another one ("<", "^") are blank."""
    rows = ([part] if isinstance(part, str) else _rows(part) for part in parts)
    return "\n".join(line for part in rows for line in part) + "\n"


def _rows(grid: list[list[str]]) -> list[str]:
    return ["\t".join("" if text in ("<", "^") else text for text in row) for row in grid]


def _write(folder: Path, size: str, kind: str, name: str, content: bytes) -> None:
    place = folder / size / kind
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{name}.{kind}").write_bytes(content)
