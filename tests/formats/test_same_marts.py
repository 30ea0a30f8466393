"""The shipped documents and their facts in other formats and layouts, through the whole chain: the same rows in the marts.

Every file stands for another county, so that none is taken for another edition of the same disclosure.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.pipeline import SHIPPED_DOCUMENTS
from ingest.readers import read_document
from tests.formats.layouts import LAYOUTS, laid_out
from tests.formats.mart_facts import Facts, mart_facts
from tests.formats.prose import paragraphs, printed_prose
from tests.formats.test_same_facts import MISREAD, NAMES, shipped
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


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """One warehouse of the originals and all variants."""
    folder = tmp_path_factory.mktemp("formats")
    documents = folder / "documents"
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
    environment = {**os.environ, "PYTHONPATH": str(SHIPPED_DOCUMENTS.parents[1])}
    environment.pop("XIANZHANG_WAREHOUSE", None)
    command = [sys.executable, "-m", "ingest.cli", "run", str(documents)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return mart_facts(folder / "warehouse.duckdb")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("kind", "layout"), VARIANTS)
def test_every_format_gives_the_same_rows(
    facts: Facts, name: str, kind: str, layout: str, request: pytest.FixtureRequest
) -> None:
    if (kind, name, layout) in MISREAD:
        request.applymarker(pytest.mark.xfail(strict=True, raises=AssertionError, reason=MISREAD[kind, name, layout]))
    variant = variant_name(name, kind, layout)
    for table, rows in facts.items():
        assert (table, rows.get(variant)) == (table, rows.get(name))
