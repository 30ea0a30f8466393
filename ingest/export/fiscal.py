"""Column types of the Fiscal Data Package (budget taxonomy, 1.0.0rc1), where a published column is what the type says.

Only columns whose meaning fits are named; a type that may stand once in a table goes to the first column that has it.
"""

from __future__ import annotations

from collections.abc import Iterable

from ingest.export.tables import Column

TAXONOMY = "https://specs.frictionlessdata.io/taxonomies/fiscal/budgets.json"
AMOUNT_SUFFIX = "_amount_cny"
AMOUNT_NAMES = frozenset({"amount_cny"})
AMOUNT_TYPE = "value"
# Column -> type and the kind of its values.
COLUMN_TYPES = {
    "fiscal_year": ("date:fiscal-year", "integer"),
    "region_code": ("geo:generic:code", "string"),
    "region_name": ("geo:generic:title", "string"),
    "functional_code": ("functional-classification:generic:code", "string"),
    "functional_name": ("functional-classification:generic:label", "string"),
    "economic_code": ("economic-classification:generic:code", "string"),
    "economic_name": ("economic-classification:generic:label", "string"),
    "agency_id": ("administrative-classification:generic:code", "string"),
    "department_agency_id": ("administrative-classification:generic:code", "string"),
    "agency_name": ("administrative-classification:generic:label", "string"),
    "department_agency_name": ("administrative-classification:generic:label", "string"),
    "program_id": ("activity:generic:program:code", "string"),
    "program_name": ("activity:generic:program:label", "string"),
    "project_id": ("activity:generic:project:code", "string"),
    "project_name": ("activity:generic:project:label", "string"),
    "budget_line_id": ("budget-line-id", "string"),
    "phase": ("phase:id", "string"),
    "funding_source": ("fin-source:generic:code", "string"),
    "revenue_source": ("fin-source:generic:code", "string"),
    "covered_start_date": ("date:fiscal:activity-start", "date"),
    "covered_end_date": ("date:fiscal:activity-end", "date"),
}


def column_types(columns: Iterable[Column]) -> dict[str, str]:
    """Column name -> type, for the columns of one table that have one."""
    found: dict[str, str] = {}
    for column in columns:
        name, kind = COLUMN_TYPES.get(column.name, (None, None))
        if column.kind == "number" and (column.name.endswith(AMOUNT_SUFFIX) or column.name in AMOUNT_NAMES):
            found[column.name] = AMOUNT_TYPE
        elif name and kind == column.kind and name not in found.values():
            found[column.name] = name
    return found
