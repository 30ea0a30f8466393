"""The shipped documents and their facts in other formats and layouts, as a folder of documents.

Every file stands for another county, so that none is taken for another edition of the same disclosure.
"""

from __future__ import annotations

import csv
from pathlib import Path

from ingest.pipeline import SHIPPED_DOCUMENTS
from ingest.readers import read_document
from tests.formats.layouts import LAYOUTS, laid_out
from tests.formats.prose import paragraphs, printed_prose
from tests.formats.test_same_facts import NAMES, shipped
from tests.formats.writers import WRITERS

ENDINGS = {"word": "docx", "excel": "xlsx", "html": "html", "pdf": "pdf"}
# One county for the originals and one for every format and layout.
COUNTIES = ("130102", "130104", "130105", "130107", "130108", "130109", "130110", "130111", "130121")
VARIANTS = [(kind, layout) for kind in WRITERS for layout in LAYOUTS]
FIELDS = ("file", "publisher", "region_code", "fiscal_year", "document_type")


def variant_name(name: str, kind: str, layout: str) -> str:
    return f"{Path(name).stem}_{layout}.{ENDINGS[kind]}"


def write_variant(name: str, kind: str, layout: str) -> bytes:
    """Layout A has the prose in whole paragraphs, layout B line by line."""
    facts = shipped(name)
    lines = printed_prose(read_document((SHIPPED_DOCUMENTS / name).read_bytes()), facts)
    return WRITERS[kind](laid_out(facts, layout, paragraphs(lines) if layout == "A" else lines))


def write_variants(documents: Path) -> Path:
    """The originals and all variants, and the list of them."""
    documents.mkdir()
    with (SHIPPED_DOCUMENTS / "documents.csv").open(encoding="utf-8") as file:
        listed = {row["file"]: row for row in csv.DictReader(file)}
    with (documents / "documents.csv").open("w", encoding="utf-8", newline="") as file:
        manifest = csv.DictWriter(file, FIELDS, extrasaction="ignore")
        manifest.writeheader()
        for name in NAMES:
            (documents / name).write_bytes((SHIPPED_DOCUMENTS / name).read_bytes())
            manifest.writerow(listed[name] | {"region_code": COUNTIES[-1]})
            for county, (kind, layout) in zip(COUNTIES, VARIANTS, strict=False):
                variant = variant_name(name, kind, layout)
                (documents / variant).write_bytes(write_variant(name, kind, layout))
                manifest.writerow(listed[name] | {"file": variant, "region_code": county})
    return documents
