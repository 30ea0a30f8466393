"""What a document's page shows of its facts: projects with money, goals and targets, and the rows of budget tables.

Everything is read once for all documents, in the order of print. The name of a project's manager is not read at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from ingest.site.rows import Row, fetch, fetch_grouped, has_table

PROJECTS = """
    select
        projects.project_id, projects.document_id, projects.project_name, projects.form_type,
        departments.agency_name as department_name, units.agency_name as implementing_name, projects.project_attribute,
        projects.period_text, projects.midterm_period_text, projects.funding_document_number, projects.funding_origin_level,
        projects.total_score, projects.grade_text, projects.is_name_truncated, projects.page_number, projects.line_number
    from marts.dim_projects as projects
    left join marts.dim_agencies as departments on projects.department_agency_id = departments.agency_id
    left join marts.dim_agencies as units on projects.implementing_agency_id = units.agency_id
    order by projects.document_id, projects.form_number, projects.project_id
"""
PROGRAMS = """
    select bridge.*, programs.program_name, programs.program_name_en
    from marts.bridge_project_programs as bridge
    inner join marts.dim_programs as programs on bridge.program_id = programs.program_id
    order by bridge.project_id, programs.sort_order, bridge.program_id
"""
PLACE = "document_id, page_number nulls first, line_number, table_number nulls first, row_number nulls first"
BUDGETS = f"select * from marts.fct_project_budgets order by {PLACE}, horizon, project_budget_id"
FUNDINGS = f"select * from marts.fct_project_fundings order by {PLACE}, horizon, project_funding_id"
GOALS = f"select * from marts.fct_project_goals order by {PLACE}, horizon, project_goal_id"
TASKS = f"select * from marts.fct_department_tasks order by {PLACE}, task_number, department_task_id"
EXECUTIONS = f"select * from marts.fct_project_executions order by {PLACE}, project_execution_id"
TARGETS = """
    select
        targets.*, categories.level1_name, categories.level1_name_en, categories.level2_name, categories.level2_name_en,
        units.unit_name, results.actual_text, results.actual_value, results.score as actual_score
    from marts.fct_indicator_targets as targets
    left join marts.dim_indicator_categories as categories on targets.indicator_category_id = categories.indicator_category_id
    left join marts.dim_units as units on targets.unit_id = units.unit_id
    left join marts.fct_indicator_results as results on targets.indicator_target_id = results.indicator_target_id
    order by targets.project_id, targets.horizon, targets.indicator_number, targets.indicator_target_id
"""
FUNCTIONAL = f"select * from marts.fct_functional_expenditures order by statement, phase, {PLACE}, budget_line_id"
ECONOMIC = f"select * from marts.fct_economic_expenditures order by statement, phase, {PLACE}, budget_line_id"
REVENUES = f"select * from marts.fct_revenues order by statement, phase, {PLACE}, revenue_id"
THREE_PUBLIC = f"select * from marts.fct_three_public_expenses order by {PLACE}, phase, budget_line_id"
MEASURES = f"select * from marts.fct_agency_measures order by {PLACE}, measure, agency_measure_id"


@dataclass(frozen=True, slots=True)
class Project:
    """A project form and what hangs on it."""

    about: Row
    budgets: list[Row]
    fundings: list[Row]
    goals: list[Row]
    tasks: list[Row]
    executions: list[Row]
    targets: list[Row]
    programs: list[Row]


@dataclass(frozen=True, slots=True)
class Contents:
    """A document's facts."""

    projects: tuple[Project, ...]
    functional: list[Row]
    economic: list[Row]
    revenues: list[Row]
    three_public: list[Row]
    measures: list[Row]

    @property
    def has_budget(self) -> bool:
        return any((self.functional, self.economic, self.revenues, self.three_public, self.measures))


def read_contents(connection: duckdb.DuckDBPyConnection) -> dict[str, Contents]:
    """By document_id, for every document of the warehouse."""
    of_projects = [
        fetch_grouped(connection, query, "project_id") for query in (BUDGETS, FUNDINGS, GOALS, TASKS, EXECUTIONS, TARGETS)
    ]
    has_programs = has_table(connection, "bridge_project_programs", "dim_programs")
    of_projects.append(fetch_grouped(connection, PROGRAMS, "project_id") if has_programs else {})
    projects: dict[str, list[Project]] = {}
    for row in fetch(connection, PROJECTS):
        parts = (group.get(row["project_id"], []) for group in of_projects)
        projects.setdefault(row["document_id"], []).append(Project(row, *parts))
    of_documents = [fetch_grouped(connection, query) for query in (FUNCTIONAL, ECONOMIC, REVENUES, THREE_PUBLIC, MEASURES)]
    ids = connection.execute("select document_id from marts.dim_documents").fetchall()
    return {
        document_id: Contents(tuple(projects.get(document_id, ())), *(group.get(document_id, []) for group in of_documents))
        for (document_id,) in ids
    }
