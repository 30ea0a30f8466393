"""The gate: what raw rows must look like before any SQL builds on them, as Great Expectations suites.

Structure only: columns present and in order, keys filled and unique, places positive, closed lists. Totals and meaning are
tested in dbt. Expectations run on data frames in an ephemeral context; telemetry is off. A row that fails is reported with its
document; a missing column concerns no document and breaks the table.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

os.environ["GX_ANALYTICS_ENABLED"] = "false"

DOCUMENT_ID = "^[0-9a-f]{16}$"
HORIZONS = ("annual", "midterm", "whole_project")
DISPOSITIONS = ("recognised", "furniture", "not_recognised")
SIDES = ("revenue", "expenditure")
PHASES = ("budget", "initial_budget", "adjusted_budget", "final_accounts", "prior_year")
ROW_KINDS = ("function", "economic", "agency", "revenue_source", "expenditure_name", "project")
COLUMN_BASES = ("printed", "own_table", "other_table", "prose", "ambiguous")
CLAIM_KINDS = ("amount", "share", "change", "count")
PASSAGE_ROLES = ("prose", "heading")
DIRECTIONS = ("increase", "decrease", "unchanged")


@dataclass(frozen=True, slots=True)
class TableRules:
    """Key columns (filled, unique together), further filled columns, and columns with a closed list (blanks allowed)."""

    key: tuple[str, ...]
    filled: tuple[str, ...] = ()
    closed_lists: tuple[tuple[str, tuple[str, ...]], ...] = ()


RULES = {
    "documents": TableRules(("document_id",), ("sha256", "reader", "loaded_at")),
    "document_files": TableRules(("document_id", "file_name")),
    "document_lines": TableRules(("document_id", "line_number"), ("line_text",), (("disposition", DISPOSITIONS),)),
    "reading_notes": TableRules(("document_id", "note_number"), ("kind", "subject_text", "reason")),
    "project_forms": TableRules(("document_id", "form_number"), ("line_number", "form_type")),
    "project_fundings": TableRules(
        ("document_id", "form_number", "horizon", "funding_number"), ("funding_source",), (("horizon", HORIZONS),)
    ),
    "project_goals": TableRules(("document_id", "form_number", "horizon", "line_number"), (), (("horizon", HORIZONS),)),
    "indicator_rows": TableRules(
        ("document_id", "form_number", "horizon", "indicator_number"), ("was_shifted",), (("horizon", HORIZONS),)
    ),
    "department_tasks": TableRules(("document_id", "form_number", "task_number"), ("is_total",)),
    "self_evaluations": TableRules(("document_id", "form_number")),
    "project_executions": TableRules(("document_id", "form_number", "execution_number"), ("funding_source",)),
    "indicator_results": TableRules(
        ("document_id", "form_number", "horizon", "indicator_number"), (), (("horizon", HORIZONS),)
    ),
    "budget_tables": TableRules(("document_id", "table_number"), ("statement",), (("phase", PHASES),)),
    "budget_cells": TableRules(
        ("document_id", "table_number", "side", "row_number", "column_number"),
        ("statement",),
        (("side", SIDES), ("phase", PHASES), ("row_kind", ROW_KINDS), ("column_basis", COLUMN_BASES)),
    ),
    "narrative_claims": TableRules(
        ("document_id", "claim_number"), ("value_text",), (("kind", CLAIM_KINDS), ("direction", DIRECTIONS))
    ),
    "narrative_passages": TableRules(("document_id", "passage_number"), ("passage_text",), (("role", PASSAGE_ROLES),)),
}

# A printed row without figures, and a figure whose column is not decided, have no column.
OPTIONAL_KEY_COLUMNS = frozenset({"column_number"})


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows of one raw table as they came from the database; `expected_columns` is what the record classes say."""

    name: str
    columns: tuple[str, ...]
    expected_columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class GateFailure:
    """One expectation that rows of one document do not meet."""

    document_id: str
    table: str
    expectation: str
    row_count: int


@dataclass(frozen=True, slots=True)
class GateResult:
    """`broken_tables`: tables as a whole that nothing can be built on. `failures`: documents to set aside."""

    broken_tables: tuple[str, ...]
    failures: tuple[GateFailure, ...]


def validate(tables: Sequence[RawTable], data_docs: Path | None = None) -> GateResult:
    """Run the suites over the tables and, where a folder is given, write Data Docs there."""
    import great_expectations as gx
    import pandas as pd
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    if data_docs is not None:
        context.add_data_docs_site("local", _site(data_docs))
    source = context.data_sources.add_pandas("raw")
    broken: list[str] = []
    failures: list[GateFailure] = []
    for table in tables:
        suite = context.suites.add(gx.ExpectationSuite(name=table.name, expectations=_expectations(table)))
        batch = source.add_dataframe_asset(table.name).add_batch_definition_whole_dataframe("changed_documents")
        validation = gx.ValidationDefinition(name=table.name, data=batch, suite=suite)
        frame = pd.DataFrame(table.rows, columns=table.columns, dtype=object)
        outcome = context.validation_definitions.add(validation).run(
            batch_parameters={"dataframe": frame},
            result_format={"result_format": "COMPLETE", "unexpected_index_column_names": ["document_id"]},
        )
        for result in outcome.results:
            if not result.success:
                _sort_failure(table.name, result, broken, failures)
    if data_docs is not None:
        context.build_data_docs()
    return GateResult(tuple(broken), tuple(failures))


def _expectations(table: RawTable) -> list[Expectation]:
    import great_expectations.expectations as gxe

    columns = gxe.ExpectTableColumnsToMatchOrderedList(column_list=list(table.expected_columns))
    if not table.rows:
        # Of no rows all else is true, and each expectation costs the library its time.
        return [columns]
    rules = RULES[table.name]
    filled = dict.fromkeys([*rules.key, *rules.filled, *(name for name, _ in rules.closed_lists)])
    optional = OPTIONAL_KEY_COLUMNS | {"direction", "column_basis"}
    places = [name for name in ("page_number", "line_number", "row_number", "column_number") if name in table.expected_columns]
    unique = (
        gxe.ExpectCompoundColumnsToBeUnique(column_list=list(rules.key), ignore_row_if="any_value_is_missing")
        if len(rules.key) > 1
        else gxe.ExpectColumnValuesToBeUnique(column=rules.key[0])
    )
    return [
        columns,
        gxe.ExpectColumnValuesToMatchRegex(column="document_id", regex=DOCUMENT_ID),
        unique,
        *(gxe.ExpectColumnValuesToNotBeNull(column=name) for name in filled if name not in optional),
        *(gxe.ExpectColumnValuesToBeInSet(column=name, value_set=list(values)) for name, values in rules.closed_lists),
        *(gxe.ExpectColumnValuesToBeBetween(column=name, min_value=1) for name in places),
    ]


def _sort_failure(table: str, result: Any, broken: list[str], failures: list[GateFailure]) -> None:
    """A failure with rows belongs to their documents; one without (a missing column) to the table."""
    settings = result.expectation_config.kwargs
    columns = settings.get("column") or ", ".join(settings.get("column_list", ()))
    expectation = f"{result.expectation_config.type} ({columns})"
    rows: dict[str, int] = defaultdict(int)
    for row in result.result.get("unexpected_index_list") or ():
        rows[row["document_id"]] += 1
    if not rows or any(not isinstance(document_id, str) for document_id in rows):
        broken.append(f"raw.{table}: {expectation}")
    else:
        failures.extend(GateFailure(document_id, table, expectation, count) for document_id, count in sorted(rows.items()))


def _site(folder: Path) -> dict[str, Any]:
    return {
        "class_name": "SiteBuilder",
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)},
    }
