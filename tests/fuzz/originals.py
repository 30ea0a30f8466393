"""What is mutated: shipped documents as they are, and their facts, some forms and tables each, in every format that is read."""

from __future__ import annotations

import csv
import io
import itertools
from dataclasses import replace
from functools import cache
from pathlib import Path

import xlwt

from ingest.forms import recognise
from ingest.pipeline import SHIPPED_DOCUMENTS
from ingest.readers import file_types, read_document
from ingest.records import Recognition
from tests.clean.accounts import accounts_document
from tests.formats.layouts import laid_out
from tests.formats.writers import WRITERS

FORMS, TABLES = 2, 3
PROSE = ("某县人力资源和社会保障局2023年度部门预算", "全年支出预算总额为2141.86万元。")


@cache
def originals() -> tuple[tuple[str, bytes], ...]:
    """Kind and content of every original, the kinds in turn."""
    found = [("text", text[:12_000]) for text in _shipped()] + [("html", accounts_document("某县").encode())]
    for parts in grids():
        found += [(kind, WRITERS[kind](parts)) for kind in sorted(WRITERS)]
        found += [("csv", _csv(parts)), ("xls", _xls(parts))]
    return tuple(found)


@cache
def grids() -> tuple[list, ...]:
    """The facts of each shipped document as paragraphs and tables."""
    facts = [_few(recognise(read_document(text))) for text in _shipped()]
    return tuple(laid_out(few, layout, PROSE) for few, layout in zip(facts, itertools.cycle("AB"), strict=False))


def name_of(kind: str, number: int) -> str:
    """A file name for a mutated document."""
    endings = {file_types.WORD: "docx", file_types.EXCEL: "xlsx", "text": "txt"}
    return f"{number:05}.{endings.get(kind, kind)}"


def _shipped() -> list[bytes]:
    return [path.read_bytes() for path in sorted(Path(SHIPPED_DOCUMENTS).glob("*.txt"))]


def _few(facts: Recognition) -> Recognition:
    return replace(facts, forms=facts.forms[:FORMS], budget_tables=facts.budget_tables[:TABLES])


def _rows(parts: list) -> list[list[str]]:
    return [
        row for part in parts for row in ([[part]] if isinstance(part, str) else [[cell or "" for cell in row] for row in part])
    ]


def _csv(parts: list) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(_rows(parts))
    return text.getvalue().encode("utf-8-sig")


def _xls(parts: list) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    for row, cells in enumerate(_rows(parts)):
        for column, text in enumerate(cells):
            if text:
                sheet.write(row, column, text)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
