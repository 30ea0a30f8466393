"""The overview: what the warehouse holds of each place and year, and what is wrong by rule."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from ingest.site.rows import Row, fetch, has_table

# Sums come from the default views, which count a disclosure, a project and an amount once.
PLACES = """
    with documents as (
        select
            region_code, fiscal_year, count(*) as document_count, count(*) filter (where trust = 'flagged') as flagged_count
        from marts.dim_documents
        where is_current
        group by all
    ),

    projects as (
        select
            region_code, fiscal_year, count(*) as project_count, sum(total_amount_cny) as project_amount_cny,
            coalesce(bool_or(starts_with(unit_basis, 'contradicted')), false) as has_other_unit
        from marts.sum_project_budgets
        group by all
    ),

    expenditures as (
        select region_code, fiscal_year, sum(total_amount_cny) as expenditure_amount_cny
        from marts.sum_functional_expenditures
        group by all
    ),

    -- A form may be of another year than its document.
    places as (
        select region_code, fiscal_year from documents
        union
        select region_code, fiscal_year from projects
        union
        select region_code, fiscal_year from expenditures
    )

    select
        places.region_code, regions.region_name, places.fiscal_year,
        coalesce(documents.document_count, 0) as document_count, coalesce(documents.flagged_count, 0) as flagged_count,
        coalesce(projects.project_count, 0) as project_count, projects.project_amount_cny,
        coalesce(projects.has_other_unit, false) as has_other_unit, expenditures.expenditure_amount_cny
    from places
    left join documents
        on places.region_code is not distinct from documents.region_code
        and places.fiscal_year is not distinct from documents.fiscal_year
    left join projects
        on places.region_code is not distinct from projects.region_code
        and places.fiscal_year is not distinct from projects.fiscal_year
    left join expenditures
        on places.region_code is not distinct from expenditures.region_code
        and places.fiscal_year is not distinct from expenditures.fiscal_year
    left join marts.dim_regions as regions on places.region_code = regions.region_code
    order by places.region_code nulls last, places.fiscal_year nulls last
"""
RULES = """
    select
        rules.rule_id, rules.rule_name, rules.rule_name_zh, rules.severity, count(*) as finding_count,
        count(distinct findings.document_id) as document_count,
        count(*) filter (where findings.review_status = 'open') as open_count
    from marts.fct_findings as findings
    inner join marts.dim_rules as rules on findings.rule_id = rules.rule_id
    group by rules.rule_id, rules.rule_name, rules.rule_name_zh, rules.severity
    order by
        case rules.severity when 'error' then 1 when 'warning' then 2 else 3 end, count(*) desc, rules.rule_id
"""
COUNTS = """
    select
        (select count(*) from marts.dim_documents) as documents,
        (select count(*) from marts.dim_projects) as projects,
        (select count(*) from marts.fct_indicator_targets) as targets,
        (select count(*) from marts.fct_budget_lines) as budget_lines,
        (select count(*) from marts.fct_checks where outcome = 'pass') as checks_passed,
        (select count(*) from marts.fct_checks where outcome = 'fail') as checks_failed,
        (select count(*) from marts.fct_findings where review_status = 'open') as open_findings
"""
RELEASE = "select * from marts.dim_releases order by built_at desc, release_id limit 1"


@dataclass(frozen=True, slots=True)
class Overview:
    """`places` are empty where `is_complete` is false: the warehouse has no default views."""

    release: Row
    counts: Row
    places: list[Row]
    rules: list[Row]
    is_complete: bool


def read_overview(connection: duckdb.DuckDBPyConnection) -> Overview:
    """Of the whole warehouse."""
    is_complete = has_table(connection, "sum_project_budgets", "sum_functional_expenditures")
    return Overview(
        release=fetch(connection, RELEASE)[0],
        counts=fetch(connection, COUNTS)[0],
        places=fetch(connection, PLACES) if is_complete else [],
        rules=fetch(connection, RULES),
        is_complete=is_complete,
    )
