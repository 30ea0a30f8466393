"""A published warehouse written by hand: every mart as its contract says, empty but for the rows a test names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml

from ingest.site.charts import Chart
from ingest.site.drawing import Draw

ROOT = Path(__file__).parents[1]
DOCUMENT = "00000000000000d1"
PROJECT = f"{DOCUMENT}-p1"
RAW = {
    "document_lines": "document_id varchar, page_number integer, line_number integer, table_number integer, row_number integer,"
    " line_text varchar, disposition varchar, numbers_printed integer, numbers_captured integer, numbers_furniture integer",
    "project_forms": "document_id varchar, manager_text varchar",
}

Rows = dict[str, list[dict[str, Any]]]


@cache
def contracts() -> dict[str, str]:
    """Columns of every mart, from the properties of the models."""
    found = {}
    for file in sorted((ROOT / "models" / "marts").glob("**/*.yml")):
        for model in yaml.safe_load(file.read_text(encoding="utf-8")).get("models", []):
            found[model["name"]] = ", ".join(f'"{column["name"]}" {column["data_type"]}' for column in model["columns"])
    return found


def standard_rows() -> Rows:
    """One document of one county with a project, a target, a finding and a budget row."""
    place = {"region_code": "999901", "fiscal_year": 2024, "document_id": DOCUMENT, "line_number": 7}
    return {
        "dim_releases": [{"release_id": "r1", "built_at": datetime(2026, 11, 21, 8, 0), "document_count": 1}],
        "dim_regions": [{"region_code": "999901", "region_name": "某县", "level": "county"}],
        "dim_documents": [
            {
                "document_id": DOCUMENT,
                "file_name": "targets.txt",
                "sha256": "d1" * 32,
                "title": "某县项目支出绩效目标表",
                "document_type": "performance_targets",
                "publisher_name": "某县教育局",
                "agency_id": "a1",
                "region_code": "999901",
                "fiscal_year": 2024,
                "is_current": True,
                "is_held": False,
                "trust": "flagged",
            }
        ],
        "rpt_disclosure_quality": [
            {"document_id": DOCUMENT, "numbers_printed": 10, "numbers_captured": 9, "numbers_furniture": 0, "grade": "C"}
        ],
        "dim_agencies": [{"agency_id": "a1", "agency_name": "某县教育局", "region_code": "999901"}],
        "dim_projects": [
            {
                **place,
                "project_id": PROJECT,
                "project_name": "校车补助",
                "form_type": "project_targets",
                "form_number": 1,
                "department_agency_id": "a1",
                "manager_name": "甲乙丙",
                "is_name_truncated": False,
            }
        ],
        "fct_project_budgets": [
            {
                **place,
                "project_budget_id": f"{PROJECT}-annual",
                "project_id": PROJECT,
                "form_type": "project_targets",
                "horizon": "annual",
                "total_amount_cny": 1234567.89,
                "declared_unit": "万元",
                "applied_unit": "万元",
                "unit_basis": "declared",
                "total_text": "123.456789",
            }
        ],
        "sum_project_budgets": [
            {
                **place,
                "project_id": PROJECT,
                "project_name": "校车补助",
                "region_name": "某县",
                "total_amount_cny": 1234567.89,
                "unit_basis": "declared",
            }
        ],
        "fct_indicator_targets": [
            {
                **place,
                "indicator_target_id": f"{PROJECT}-annual-i1",
                "project_id": PROJECT,
                "horizon": "annual",
                "indicator_number": 1,
                "level2_text": "数量指标",
                "indicator_name": "校车数量",
                "target_text": "≥43万元",
                "value_type": "numeric",
                "comparator": ">=",
                "target_low": 43,
                "unit_text": "万元",
                "target_low_base": 430000,
                "base_unit": "元",
                "check_outcome": "fail",
            }
        ],
        "dim_functional_classes": [
            {
                "functional_class_id": "205-2018",
                "functional_code": "205",
                "functional_name": "教育支出",
                "functional_name_en": "Education",
                "level": "class",
                "class_code": "205",
                "valid_from_year": 2018,
            }
        ],
        "sum_functional_expenditures": [
            {
                **place,
                "budget_line_id": "b1",
                "region_name": "某县",
                "statement": "general_public_budget",
                "functional_code": "2050202",
                "class_code": "205",
                "total_amount_cny": 98765.43,
            }
        ],
        "dim_programs": [
            {"program_id": "school_buses", "program_name": "校车", "program_name_en": "School buses", "sort_order": 1}
        ],
        "bridge_project_programs": [
            {
                **place,
                "project_id": PROJECT,
                "program_id": "school_buses",
                "share_basis": "whole",
                "confidence": "high",
                "matched_words_text": "校车",
            }
        ],
        "rpt_program_funding": [
            {
                "program_funding_id": "pf1",
                "line_type": "program",
                "program_id": "school_buses",
                "region_name": "某县",
                "region_code": "999901",
                "fiscal_year": 2024,
                "total_amount_cny": 1234567.89,
                "project_count": 1,
                "unpriced_project_count": 0,
                "shared_project_count": 0,
            }
        ],
        "dim_rules": [{"rule_id": "R03", "rule_name": "Unit", "rule_name_zh": "单位", "severity": "error"}],
        "fct_checks": [
            {"check_id": "c1", "rule_id": "R03", "document_id": DOCUMENT, "outcome": "fail"},
            {"check_id": "c2", "rule_id": "R03", "document_id": DOCUMENT, "outcome": "pass"},
        ],
        "fct_findings": [
            {
                "finding_id": "f" * 32,
                "check_id": "c1",
                "rule_id": "R03",
                "document_id": DOCUMENT,
                "severity": "error",
                "message": "单位矛盾。",
                "message_en": "The units contradict.",
                "review_status": "open",
                "line_number": 7,
            }
        ],
        "fct_finding_lines": [
            {
                "finding_id": "f" * 32,
                "line_role": "subject",
                "document_id": DOCUMENT,
                "line_number": 7,
                "line_text": "项目负责人\t甲乙丙\t43万元",
            }
        ],
        "raw.document_lines": [
            {
                "document_id": DOCUMENT,
                "line_number": 7,
                "numbers_printed": 10,
                "numbers_captured": 9,
                "numbers_furniture": 0,
            }
        ],
    }


def write_warehouse(file: Path, rows: Rows) -> Path:
    """A file with all marts and these rows."""
    with duckdb.connect(str(file)) as connection:
        for schema in ("marts", "raw"):
            connection.execute(f"create schema {schema}")
        for table, columns in contracts().items():
            connection.execute(f"create table marts.{table} ({columns})")
        for table, columns in RAW.items():
            connection.execute(f"create table raw.{table} ({columns})")
        for table, records in rows.items():
            path = table if "." in table else f"marts.{table}"
            for record in records:
                names, marks = ", ".join(f'"{name}"' for name in record), ", ".join("?" * len(record))
                connection.execute(f"insert into {path} ({names}) values ({marks})", list(record.values()))
    return file


def drawn_as(svg: str) -> Draw:
    """A function in place of the drawing process: every chart is this picture."""

    def draw(charts: Sequence[Chart]):
        return lambda: [svg for _ in charts]

    return draw
