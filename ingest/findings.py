"""What is wrong in which disclosure: the findings of a published warehouse, as a table, CSV or JSON."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import duckdb

from ingest.csv_rows import csv_row
from ingest.errors import WrongUsage
from ingest.published import open_published
from ingest.reviews import guard

QUERY = """
    select
        documents.file_name,
        findings.line_number,
        findings.severity,
        findings.rule_id,
        rules.rule_name,
        rules.rule_name_zh,
        findings.message,
        findings.message_en,
        findings.review_status,
        findings.review_reason,
        findings.finding_id,
        findings.document_id
    from marts.fct_findings as findings
    left join marts.dim_documents as documents on findings.document_id = documents.document_id
    left join marts.dim_rules as rules on findings.rule_id = rules.rule_id
    where ? is null or starts_with(findings.document_id, ?) or contains(documents.file_name, ?)
    order by documents.file_name, findings.line_number nulls first, findings.rule_id, findings.finding_id
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One failed check, as it is shown."""

    file_name: str | None
    line_number: int | None
    severity: str
    rule_id: str
    rule_name: str | None
    rule_name_zh: str | None
    message: str
    message_en: str
    review_status: str
    review_reason: str | None
    finding_id: str
    document_id: str


def read_findings(published: Path, document: str | None) -> list[Finding]:
    """Findings of all documents, or of those whose document_id begins with, or file name contains, `document`."""
    with open_published(published) as connection:
        require_document(connection, document)
        return find(connection, document)


def find(connection: duckdb.DuckDBPyConnection, document: str | None) -> list[Finding]:
    """The same of an open published file, where `document` is known to be there."""
    return [Finding(*row) for row in connection.execute(QUERY, [document] * 3).fetchall()]


def format_csv(findings: Sequence[Finding]) -> str:
    """Findings as CSV with a header; what a spreadsheet would take for a formula stands behind an apostrophe."""
    rows = ([guard(value) if isinstance(value, str) else value for value in asdict(finding).values()] for finding in findings)
    return "".join(map(csv_row, itertools.chain([[field.name for field in fields(Finding)]], rows)))


def format_json(findings: Sequence[Finding]) -> str:
    """Findings as a JSON list."""
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2) + "\n"


def require_document(connection: duckdb.DuckDBPyConnection, document: str | None) -> None:
    """Raises WrongUsage where no document_id begins with, and no file name contains, what was asked for."""
    query = "select 1 from marts.dim_documents where ? is null or starts_with(document_id, ?) or contains(file_name, ?)"
    if connection.execute(query, [document] * 3).fetchone() is None and document is not None:
        raise WrongUsage(
            reason=f"no document of the warehouse matches {document}",
            reason_zh="数据仓库中没有该文件",
            remedy="name the beginning of a document_id or a part of a file name",
            remedy_zh="请输入文件编号的开头或文件名的一部分",
        )
