"""The index that the search page carries: names of documents, agencies, projects, programmes and indicators, with their pages.

An indicator stands once with the projects that have it, so the index grows with the distinct names and not with the targets.
"""

from __future__ import annotations

from typing import Any

import duckdb

from ingest.rendering import money, seen
from ingest.site.links import project_anchor
from ingest.site.rows import fetch, has_table

DOCUMENTS = """
    select
        documents.document_id, documents.title, documents.file_name, documents.publisher_name, documents.fiscal_year,
        regions.region_name
    from marts.dim_documents as documents
    left join marts.dim_regions as regions on documents.region_code = regions.region_code
    order by documents.file_name, documents.document_id
"""
PROJECTS = """
    select projects.project_id, projects.document_id, projects.project_name, budgets.total_amount_cny
    from marts.dim_projects as projects
    left join marts.fct_project_budgets as budgets
        on projects.project_id = budgets.project_id and budgets.horizon = 'annual'
    order by projects.document_id, projects.form_number, projects.project_id
"""
AGENCIES = """
    with mentions as (
        select agency_id, document_id from marts.dim_documents
        union
        select department_agency_id, document_id from marts.dim_projects
        union
        select implementing_agency_id, document_id from marts.dim_projects
    )
    select agencies.agency_id, agencies.agency_name, regions.region_name, mentions.document_id
    from marts.dim_agencies as agencies
    inner join mentions on agencies.agency_id = mentions.agency_id
    left join marts.dim_regions as regions on agencies.region_code = regions.region_code
    order by agencies.agency_name, agencies.agency_id, mentions.document_id
"""
INDICATORS = """
    select distinct indicator_name, project_id
    from marts.fct_indicator_targets
    where indicator_name is not null
    order by indicator_name, project_id
"""
PROGRAMS = """
    select distinct programs.program_id, programs.program_name, programs.program_name_en
    from marts.dim_programs as programs
    inner join marts.bridge_project_programs as bridge on programs.program_id = bridge.program_id
    order by programs.program_name, programs.program_id
"""


def read_index(connection: duckdb.DuckDBPyConnection, pages: dict[str, str]) -> dict[str, Any]:
    """Lists of short lists; `pages` are the documents' files by document_id."""
    documents = fetch(connection, DOCUMENTS)
    document_numbers = {row["document_id"]: number for number, row in enumerate(documents)}
    projects = fetch(connection, PROJECTS)
    project_numbers = {row["project_id"]: number for number, row in enumerate(projects)}
    agencies: dict[str, list[Any]] = {}
    for row in fetch(connection, AGENCIES):
        entry = agencies.setdefault(row["agency_id"], [seen(row["agency_name"]), seen(row["region_name"]), []])
        entry[2].append(document_numbers[row["document_id"]])
    indicators: dict[str, list[int]] = {}
    for row in fetch(connection, INDICATORS):
        if row["project_id"] in project_numbers:
            indicators.setdefault(seen(row["indicator_name"]), []).append(project_numbers[row["project_id"]])
    programs = fetch(connection, PROGRAMS) if has_table(connection, "dim_programs", "bridge_project_programs") else []
    return {
        "documents": [
            [
                seen(row["title"] or row["file_name"] or row["document_id"]),
                pages[row["document_id"]],
                " · ".join(seen(str(row[name])) for name in ("publisher_name", "region_name", "fiscal_year") if row[name]),
                seen(row["file_name"]),
            ]
            for row in documents
        ],
        "projects": [
            [
                seen(row["project_name"] or row["project_id"]),
                document_numbers[row["document_id"]],
                project_anchor(row["project_id"]),
                money(row["total_amount_cny"]) if row["total_amount_cny"] is not None else "",
            ]
            for row in projects
        ],
        "agencies": list(agencies.values()),
        "indicators": [[name, numbers] for name, numbers in indicators.items()],
        "programs": [
            [seen(row["program_name"]), seen(row["program_name_en"]), f"programs.html#{project_anchor(row['program_id'])}"]
            for row in programs
        ],
    }
