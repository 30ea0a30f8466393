"""Target forms of a generated country: projects with their names, funding and goals; their indicators are next door."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from benchmarks.country_documents import TARGETS, TITLES, draw_errors
from benchmarks.country_indicators import FORM_LINES, LINES, draw_indicators
from benchmarks.country_tables import values, write_table
from benchmarks.country_words import KINDS
from ingest.records import DocumentLineRecord, IndicatorRowRecord, ProjectFormRecord, ProjectFundingRecord, ProjectGoalRecord

if TYPE_CHECKING:
    from benchmarks.generate import Country

FUNDINGS = (
    (1, "total", "年度资金总额", "total_cents"),
    (2, "fiscal_appropriation", "其中：财政拨款", "fiscal_cents"),
    (3, "other_funds", "其他资金", "other_cents"),
    (4, "carryover", "上年结转", "carryover_cents"),
)
# One of these a project with an error: parts 1 万元 too low, a weight too high, a cost as a floor, a share beyond 100 %.
ERRORS = ("R01", "R40", "R44", "R47")
ONE_UNIT_CENTS = 100


def draw_projects(connection: duckdb.DuckDBPyConnection, country: Country) -> None:
    """Tables `projects` (the figures and words of each form) and `line_patterns` (what a kind of form prints where)."""
    things = values((kind, place, thing) for kind, (_, _, words) in enumerate(KINDS) for place, thing in enumerate(words))
    names = values((kind, name, goal) for kind, (name, goal, _) in enumerate(KINDS))
    word_count = len(KINDS[0][2])
    connection.execute(f"create table things as from (values {things}) as things(kind, place, thing)")
    connection.execute(f"create table kinds as from (values {names}) as kinds(kind, name_pattern, goal_pattern)")
    connection.execute("""
        create macro fill(pattern, thing, n, k, price, total, q, m) as replace(replace(replace(replace(replace(replace(replace(
            pattern, '{thing}', thing), '{n}', cast(n as varchar)), '{k}', cast(k as varchar)),
            '{price}', cast(price as varchar)), '{total}', total), '{q}', cast(q as varchar)), '{m}', cast(m as varchar))
    """)
    draw_errors(connection, country, "project_errors", country.projects, ERRORS)
    # Amounts in hundredths of 万元: a cent of the print.
    connection.execute(f"""
        create table projects as
        with numbered as (
            select
                range as project_number,
                range // {country.projects_a_document} as number,
                range % {country.projects_a_document} as form_place,
                form_place % {len(KINDS)} as kind,
                (draw(number, 'thing', {word_count}) + form_place // {len(KINDS)}) % {word_count} as place
            from range({country.projects})
        ),

        counted as (
            select
                *,
                case kind
                    when 0 then 10 * (2 + draw(project_number, 'n', 89))
                    when 3 then 1 + draw(project_number, 'n', 30)
                    else 2 + draw(project_number, 'n', 11)
                end as n,
                case kind
                    when 0 then 50 * (1 + draw(project_number, 'price', 9))
                    when 1 then 80 + 10 * draw(project_number, 'price', 53)
                    when 2 then 50 + draw(project_number, 'price', 850)
                    when 3 then 500 + 100 * draw(project_number, 'price', 85)
                    else 300 + draw(project_number, 'price', 8700)
                end as price,
                case kind
                    when 1 then n * 10 * (3 + draw(project_number, 'k', 10))
                    else 100 * (5 + draw(project_number, 'k', 395))
                end as k,
                case kind when 0 then n * price * 12 // 100 when 4 then price else n * price end as total_cents,
                total_cents * ([0, 0, 10, 25])[1 + draw(project_number, 'other', 4)] // 100 as other_cents,
                total_cents * ([0, 0, 5])[1 + draw(project_number, 'carryover', 3)] // 100 as carryover_cents,
                ([9, 10])[1 + draw(number, 'weight', 2)] as weight,
                ([95, 96, 97, 98])[1 + draw(project_number, 'q', 4)] as q,
                3 + draw(project_number, 'm', 6) as m
            from numbered
        )

        select
            project_number, document_id, fiscal_year, department, unit, kind, error, weight, other_cents, carryover_cents,
            cast(form_place + 1 as integer) as form_number,
            form_place * {FORM_LINES} as lines_before,
            thing, total_cents,
            total_cents - other_cents - carryover_cents - case when error = 'R01' then {ONE_UNIT_CENTS} else 0 end
                as fiscal_cents,
            n, k, q, m,
            case when kind = 0 then cast(price as varchar) else print_cents(price) end as price,
            print_cents(total_cents) as total,
            replace(name_pattern, '{{thing}}', thing) as project_name,
            fill(goal_pattern, thing, n, k, price, total, q, m) as goal_text
        from counted
        inner join documents on documents.document_type = '{TARGETS}' and counted.number = documents.number
        inner join things using (kind, place)
        inner join kinds using (kind)
        left join project_errors on project_number = project_errors.number
        order by project_number
    """)
    draw_indicators(connection, country)
    connection.execute("insert into planted select error, document_id, form_number from projects where error is not null")
    connection.execute(f"""
        create table line_counts as
        select document_id, count(*) * {FORM_LINES} as line_count from projects group by document_id
    """)


def write_projects(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """raw.project_forms, project_fundings, project_goals, indicator_rows; their lines become the view `form_lines`."""
    write_table(
        connection,
        folder,
        ProjectFormRecord,
        f"""
        select
            document_id, form_number, lines_before + 1 as line_number, lines_before + {FORM_LINES} as last_line_number,
            'project_targets' as form_type, '{TITLES[TARGETS]}' as title_text,
            '（' || fiscal_year || '年度）' as fiscal_year_text, project_name, department as department_text,
            unit as implementing_unit_text, '项目资金（万元）' as funding_heading_text, '万元' as declared_unit_text
        from projects order by project_number
    """,
    )
    fundings = " union all ".join(
        f"select *, {number} as funding_number, '{source}' as funding_source, '{label}' as label_text,"
        f" {cents} as cents from projects"
        for number, source, label, cents in FUNDINGS
    )
    connection.execute(f"create view fundings as select *, print_cents(cents) as amount_text from ({fundings})")
    write_table(
        connection,
        folder,
        ProjectFundingRecord,
        """
        select
            document_id, form_number, 'annual' as horizon, funding_number, funding_source, label_text, amount_text,
            lines_before + 3 + funding_number as line_number, 3 as column_number
        from fundings order by project_number, funding_number
    """,
    )
    write_table(
        connection,
        folder,
        ProjectGoalRecord,
        """
        select
            document_id, form_number, 'annual' as horizon, '年度绩效目标' as heading_text, goal_text,
            lines_before + 9 as line_number
        from projects order by project_number
    """,
    )
    write_table(
        connection,
        folder,
        IndicatorRowRecord,
        """
        select
            document_id, form_number, 'annual' as horizon, indicator_number, line_number, 1 as column_number, level1_text,
            level2_text, level1_text as level1_printed, level2_text as level2_printed, indicator_name, target_text,
            weight_text, false as was_shifted, row_text
        from indicators
    """,
    )
    write_table(connection, folder, DocumentLineRecord, LINES)
