"""What the findings page shows, from a published warehouse: scorecards, findings with their lines, coverage, unread parts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from ingest.errors import WrongUsage
from ingest.findings import Finding, find, require_document
from ingest.published import open_published

# A document without pages is shown in so many bands of lines.
BANDS = 48

DOCUMENTS = """
    select
        documents.document_id, documents.file_name, documents.title, documents.publisher_name,
        regions.region_name, documents.fiscal_year, documents.document_type, documents.trust, documents.is_current,
        documents.is_held, quality.grade, quality.numbers_printed, quality.numbers_captured, quality.numbers_furniture,
        quality.capture_ratio
    from marts.dim_documents as documents
    left join marts.dim_regions as regions on documents.region_code = regions.region_code
    left join marts.rpt_disclosure_quality as quality on documents.document_id = quality.document_id
    where ? is null or starts_with(documents.document_id, ?) or contains(documents.file_name, ?)
    order by documents.file_name, documents.document_id
"""
CHECKS = """
    select
        checks.document_id, rules.severity,
        count(*) filter (where checks.outcome = 'pass'), count(*) filter (where checks.outcome = 'fail')
    from marts.fct_checks as checks
    inner join marts.dim_rules as rules on checks.rule_id = rules.rule_id
    group by all
"""
LINES = """
    select finding_id, line_role, page_number, line_number, table_number, row_number, line_text
    from marts.fct_finding_lines
    order by finding_id, line_role desc, document_id, line_number
"""
COVERAGE = f"""
    with bands as (
        select
            *, page_number is not null as has_pages,
            coalesce(page_number, ntile({BANDS}) over (partition by document_id, page_number is null order by line_number))
                as band_number
        from raw.document_lines
    )
    select
        document_id, has_pages, band_number, min(line_number), max(line_number),
        sum(numbers_captured), sum(numbers_furniture),
        greatest(sum(numbers_printed) - sum(numbers_captured) - sum(numbers_furniture), 0)
    from bands
    group by document_id, has_pages, band_number
    order by document_id, has_pages, band_number
"""
UNREAD = """
    select
        unread.document_id, coalesce(labels.label_zh, unread.kind), unread.kind, unread.subject_text, unread.reason,
        unread.page_number, unread.line_number
    from marts.rpt_unread_contents as unread
    left join marts.dim_labels as labels on labels.enumeration = 'kind' and labels.value = unread.kind
    order by unread.file_name, unread.page_number nulls first, unread.line_number nulls first, unread.unread_content_id
"""


@dataclass(frozen=True, slots=True)
class Document:
    """A document's scorecard; the last three are by severity, by page or band, and as listed."""

    document_id: str
    file_name: str | None
    title: str | None
    publisher_name: str | None
    region_name: str | None
    fiscal_year: int | None
    document_type: str | None
    trust: str
    is_current: bool
    is_held: bool
    grade: str | None
    numbers_printed: int | None
    numbers_captured: int | None
    numbers_furniture: int | None
    capture_ratio: Decimal | None
    checks: dict[str, tuple[int, int]]
    bands: tuple[Band, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """The numbers of one page, or of some lines of a document without pages."""

    has_pages: bool
    number: int
    first_line: int
    last_line: int
    captured: int
    furniture: int
    not_recognised: int

    @property
    def total(self) -> int:
        return self.captured + self.furniture + self.not_recognised


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a document that was not read."""

    label: str
    kind: str
    subject_text: str | None
    reason: str
    page_number: int | None
    line_number: int | None


@dataclass(frozen=True, slots=True)
class Quote:
    """One source line of a finding."""

    line_role: str
    page_number: int | None
    line_number: int
    table_number: int | None
    row_number: int | None
    line_text: str


@dataclass(frozen=True, slots=True)
class PageData:
    """Everything on the page."""

    built_at: datetime
    documents: tuple[Document, ...]
    findings: tuple[tuple[Finding, tuple[Quote, ...]], ...]


def read_page_data(published: Path, document: str | None) -> PageData:
    """Of all documents, or of those whose document_id begins with, or file name contains, `document`."""
    with open_published(published) as connection:
        require_document(connection, document)
        return collect_page_data(connection, published, document)


def collect_page_data(connection: duckdb.DuckDBPyConnection, published: Path, document: str | None) -> PageData:
    """The same of an open published file, where `document` is known to be there."""
    _require_lines(connection, published)
    checks = {key: {row[0]: (row[1], row[2]) for row in rows} for key, rows in _grouped(connection, CHECKS).items()}
    bands = _grouped(connection, COVERAGE)
    unread = _grouped(connection, UNREAD)
    lines = _grouped(connection, LINES)
    documents = connection.execute(DOCUMENTS, [document] * 3).fetchall()
    (built_at,) = connection.execute("select max(built_at) from marts.dim_releases").fetchone()
    findings = find(connection, document)
    return PageData(
        built_at=built_at,
        documents=tuple(
            Document(
                *row,
                checks=checks.get(row[0], {}),
                bands=tuple(Band(*band) for band in bands.get(row[0], ())),
                unread=tuple(Unread(*item) for item in unread.get(row[0], ())),
            )
            for row in documents
        ),
        findings=tuple((finding, tuple(Quote(*line) for line in lines.get(finding.finding_id, ()))) for finding in findings),
    )


def _require_lines(connection: duckdb.DuckDBPyConnection, published: Path) -> None:
    try:
        connection.execute("select 1 from marts.fct_finding_lines limit 1")
    except duckdb.CatalogException as error:
        raise WrongUsage(
            reason="the warehouse was built by an older version, without the lines of findings",
            reason_zh="该数据仓库由旧版本生成，没有问题原文",
            place=str(published),
            remedy="run `xianzhang build` first",
            remedy_zh="请先运行 xianzhang build",
        ) from error


def _grouped(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, list[tuple[Any, ...]]]:
    """The rows by their first column, without it."""
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *row in connection.execute(query).fetchall():
        found[key].append(tuple(row))
    return found
