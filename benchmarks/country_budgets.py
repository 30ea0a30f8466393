"""Department budgets of a generated country: four tables that roll up, in the shape of raw.budget_cells.

Drawn are the economic items of basic expenditure and the projects' sum; sections, classes, totals and the functional tables
follow from them, in hundredths of 万元, the cents of the print.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from benchmarks.country_budget_rows import CELLS, HEADING_LINES, LINES, ROWS, TABLE_LINES
from benchmarks.country_documents import BUDGET, draw_errors
from benchmarks.country_tables import values, write_table
from benchmarks.country_words import ECONOMIC_ITEMS, TIED_ITEMS
from ingest.records import BudgetCellRecord, BudgetTableRecord
from ingest.workfile import PROJECT_FOLDER

if TYPE_CHECKING:
    from benchmarks.generate import Country

SEEDS = PROJECT_FOLDER / "seeds"
# Number, title, statement, kind of its rows.
TABLES = (
    (1, "部门支出总表", "department_expenditure", "function"),
    (2, "一般公共预算支出表", "general_public_budget", "function"),
    (3, "一般公共预算基本支出表", "general_public_basic", "economic"),
    (4, "财政拨款“三公”经费支出表", "three_public", "agency"),
)
# Kind of rows, number, concept and heading of a column.
COLUMNS = (
    *(("function", 1, "total", "合计"), ("function", 2, "basic", "基本支出"), ("function", 3, "project", "项目支出")),
    *(("economic", 1, "total", "合计"), ("economic", 2, "personnel", "人员经费"), ("economic", 3, "operating", "公用经费")),
    *(("agency", 1, "total", "合计"), ("agency", 3, "reception", "公务接待费")),
    ("agency", 4, "vehicle_operation", "公务用车运行维护费"),
)
# One of these a budget with an error: an item printed 1 万元 too high, or a sum of the three public expenses.
ERRORS = ("R10", "R16")


def draw_budgets(connection: duckdb.DuckDBPyConnection, country: Country) -> None:
    """Table `budget_rows`: a row a printed row, with up to three amounts; views of tables, cells and lines."""
    items = values((place, code) for place, code in enumerate(ECONOMIC_ITEMS))
    tied = values(TIED_ITEMS)
    connection.execute(
        f"create table budget_tables as from (values {values(TABLES)}) as t(table_number, title_text, statement, row_kind)"
    )
    connection.execute(
        f"create table budget_columns as from (values {values(COLUMNS)}) as t(row_kind, column_number, concept, heading)"
    )
    draw_errors(connection, country, "budget_errors", country.budget_documents, ERRORS)
    connection.execute(f"""
        create table budgets as
        select documents.*, error, 5000 + draw(number, 'projects', 900000) as project_cents
        from documents left join budget_errors using (number)
        where document_type = '{BUDGET}'
    """)
    connection.execute("insert into planted select error, document_id, null from budgets where error is not null")
    connection.execute(f"""
        create table economic as
        select number, code, 500 + draw(number, code, 9000) as cents
        from budgets cross join (values {items}) as items(place, code)
    """)
    # The department's own item takes what basic expenditure leaves after the items that mirror economic ones.
    connection.execute(f"""
        create table functional as
        with tied as (
            select number, items.code, cents from economic inner join (values {tied}) as items(code, economic_code)
                on economic.code = items.economic_code
        ),

        sums as (select number, sum(cents) as cents from economic group by number),

        tied_sums as (select number, sum(cents) as cents from tied group by number)

        select number, code, cents as basic, 0 as project from tied
        union all
        select number, section_code || '01', sums.cents - tied_sums.cents, 0
        from budgets inner join sums using (number) inner join tied_sums using (number)
        union all
        select number, section_code || '02', 0, project_cents from budgets
    """)
    connection.execute(f"""
        create table class_names as
        select functional_code as code, functional_name as class_name, valid_from_year, valid_to_year
        from read_csv('{SEEDS / "functional_classes.csv"}', all_varchar = true) where budget_type = 'general_public'
        union all
        select economic_code, economic_name, valid_from_year, null
        from read_csv('{SEEDS / "economic_classes.csv"}', all_varchar = true) where system = 'department'
    """)
    connection.execute(ROWS)
    connection.execute(CELLS)
    connection.execute(LINES)
    connection.execute("""
        insert into line_counts
        select document_id, max(line_number) from budget_lines group by document_id
    """)


def write_budgets(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """raw.budget_tables and raw.budget_cells."""
    write_table(
        connection,
        folder,
        BudgetTableRecord,
        f"""
        select
            document_id, table_number, budget_tables.title_text, statement, 'budget' as phase, unit as agency_text,
            '万元' as declared_unit_text, '科目编码 科目名称 ' || headings as header_text, row_count,
            (table_number - 1) * {TABLE_LINES} + 1 as line_number,
            line_number + {HEADING_LINES} - 1 + row_count as last_line_number
        from budgets cross join budget_tables
        inner join (select row_kind, string_agg(heading, ' ' order by column_number) as headings from budget_columns group by 1)
            using (row_kind)
        inner join (select document_id, table_number, count(*) as row_count from budget_rows group by all)
            using (document_id, table_number)
        order by number, table_number
    """,
    )
    write_table(
        connection,
        folder,
        BudgetCellRecord,
        """
        select
            document_id, table_number, line_number, row_number, column_number, title_text, statement, 'budget' as phase,
            '万元' as declared_unit_text, 'expenditure' as side, row_kind, code as row_code, code as full_code,
            class_name as row_name, heading as column_path, concept as column_concept, value_text, 'printed' as column_basis
        from budget_cells
        order by number, table_number, row_number, column_number
    """,
    )
