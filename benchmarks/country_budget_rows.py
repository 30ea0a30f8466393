"""The SQL of a generated budget: from drawn items to printed rows, cells and lines.

It stands on the tables `budgets`, `economic`, `functional`, `class_names`, `budget_tables` and `budget_columns`.
"""

from __future__ import annotations

# What an error changes: this item is printed one unit (1 万元) too high, or the sum of the three public expenses is.
SPOILT_ITEM = "30201"
ONE_UNIT_CENTS = 100
TABLE_LINES = 40
# Lines of a table before its rows: title, agency and unit, header.
HEADING_LINES = 3

# Every level of both classifications, and the totals; a name is that of the budget's year.
ROWS = f"""
    create table budget_rows as
    with functional_levels as (
        select number, case level when 0 then null else left(code, level) end as code, sum(basic + project) as first,
            sum(basic) as second, sum(project) as third
        from functional cross join (values (0), (3), (5), (7)) as levels(level)
        group by all
    ),

    spoilt as (
        select economic.*, case when budgets.error = 'R10' and code = '{SPOILT_ITEM}' then {ONE_UNIT_CENTS} else 0 end as excess
        from economic inner join budgets using (number)
    ),

    economic_levels as (
        select number, case level when 0 then null else left(code, level) end as code,
            sum(cents + case level when 5 then excess else 0 end) as first,
            sum(case when left(code, 3) in ('301', '303') then cents else 0 end) as second,
            first - second as third
        from spoilt cross join (values (0), (3), (5)) as levels(level)
        group by all
    ),

    three_public as (
        select
            number,
            sum(case when code = '30217' then cents end) as second,
            sum(case when code = '30231' then cents end) as third
        from economic group by number
    ),

    united as (
        select 1 as table_number, * from functional_levels
        union all
        select 2, * from functional_levels
        union all
        select 3, * from economic_levels
        union all
        select 4, number, null, second + third + case when error = 'R16' then {ONE_UNIT_CENTS} else 0 end, second, third
        from three_public inner join budgets using (number)
    )

    select
        budgets.number, budgets.document_id, united.table_number, united.code,
        cast(row_number() over (partition by united.number, united.table_number order by united.code nulls first) as integer)
            as row_number,
        case when table_number = 4 then unit when united.code is null then '合计' else class_name end as class_name,
        cast(first as bigint) as first, cast(second as bigint) as second, cast(third as bigint) as third
    from united
    inner join budgets using (number)
    left join class_names
        on united.code = class_names.code
        and budgets.fiscal_year between cast(valid_from_year as integer) and coalesce(cast(valid_to_year as integer), 9999)
    order by budgets.number, table_number, row_number
"""
# A zero is printed as a blank, and a blank is no cell.
CELLS = f"""
    create view budget_cells as
    with amounts as (
        select *, 1 as place, first as cents from budget_rows
        union all
        select *, 2, second from budget_rows
        union all
        select *, 3, third from budget_rows
    ),

    placed as (
        select *, row_number() over (partition by row_kind order by column_number) as place from budget_columns
    )

    select
        amounts.number, document_id, table_number, title_text, statement, row_kind, code, row_number, class_name, column_number,
        heading, concept, print_cents(cents) as value_text,
        (table_number - 1) * {TABLE_LINES} + {HEADING_LINES} + row_number as line_number
    from amounts inner join budget_tables using (table_number) inner join placed using (row_kind, place)
    where cents <> 0
"""
LINES = f"""
    create view budget_lines as
    select
        document_id, (table_number - 1) * {TABLE_LINES} + {HEADING_LINES} + row_number as line_number,
        concat_ws('\t', code, class_name, print_cents(first), print_cents(second), print_cents(third)) as line_text
    from budget_rows
    union all
    select document_id, (table_number - 1) * {TABLE_LINES} + 1, budget_tables.title_text from budgets cross join budget_tables
    union all
    select document_id, (table_number - 1) * {TABLE_LINES} + 2, unit || '\t单位：万元' from budgets cross join budget_tables
"""
