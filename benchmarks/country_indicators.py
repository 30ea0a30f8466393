"""Indicators of a generated country's target forms, and the lines that forms are printed on.

A form takes twenty lines of its document: title, name, agencies, four amounts, goal (two lines), header, ten indicators.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from benchmarks.country_documents import TARGETS, TITLES
from benchmarks.country_tables import values
from benchmarks.country_words import INDICATORS

if TYPE_CHECKING:
    from benchmarks.generate import Country

INDICATORS_A_PROJECT = 10
FORM_LINES = 20
FIRST_INDICATOR_LINE = 11
COST_INDICATOR, LAST_INDICATOR = 6, 10
# Letters for numbers, so that distinct words hold no figure.
LETTERS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"


def draw_indicators(connection: duckdb.DuckDBPyConnection, country: Country) -> None:
    """View `indicators`: a row a target. With distinct wording, figures get more places, and words letters of their own."""
    patterns = values(
        (kind, number, *indicator) for kind, rows in enumerate(INDICATORS) for number, indicator in enumerate(rows, start=1)
    )
    connection.execute(f"""
        create table patterns as
        from (values {patterns})
            as patterns(kind, indicator_number, level1_text, level2_text, name_pattern, comparator, figure_pattern, unit_text)
    """)
    name = "fill(name_pattern, thing, n, k, price, total, q, m)"
    figure = f"""case
        when error = 'R47' and indicator_number = {LAST_INDICATOR} then '1' || cast(q as varchar)
        else fill(figure_pattern, thing, n, k, price, total, q, m)
    end"""
    if country.is_distinct:
        code = f"translate(to_base(target_number, 16), '0123456789ABCDEF', '{LETTERS}')"
        name = f"{name} || {code}"
        figure = f"""case
            when unit_text = '' then figure_pattern || {code}
            else replace(replace({figure}, ',', ''), '100', '99')
                || case when contains({figure}, '.') then '' else '.' end || lpad(target_number::varchar, 8, '0') || '1'
        end"""
    connection.execute(f"""
        create view indicators as
        with numbered as (
            select
                range as target_number,
                range // {INDICATORS_A_PROJECT} as project_number,
                cast(1 + range % {INDICATORS_A_PROJECT} as integer) as indicator_number
            from range({country.projects * INDICATORS_A_PROJECT})
        )

        select
            document_id, form_number, indicator_number, level1_text, level2_text,
            lines_before + {FIRST_INDICATOR_LINE - 1} + indicator_number as line_number,
            {name} as indicator_name,
            case when error = 'R44' and indicator_number = {COST_INDICATOR} then '≥' else comparator end
                || {figure} || unit_text as target_text,
            cast(weight + case when error = 'R40' and indicator_number = 1 then 5 else 0 end as varchar) as weight_text,
            concat_ws(' | ', level1_text, level2_text, indicator_name, target_text, weight_text) as row_text
        from numbered inner join projects using (project_number) inner join patterns using (kind, indicator_number)
    """)


# What a form prints, line by line; each number of it is in a record.
LINES = f"""
    with printed as (
        select document_id, lines_before + 1 as line_number, '{TITLES[TARGETS]}（' || fiscal_year || '年度）' as line_text
        from projects
        union all
        select document_id, lines_before + 2, '项目名称\t' || project_name from projects
        union all
        select document_id, lines_before + 3, '主管部门\t' || department || '\t实施单位\t' || unit from projects
        union all
        select document_id, lines_before + 3 + funding_number, '项目资金（万元）\t' || label_text || '\t' || amount_text
        from fundings
        union all
        select document_id, lines_before + 8, '年度绩效目标' from projects
        union all
        select document_id, lines_before + 9, goal_text from projects
        union all
        select document_id, lines_before + 10, '一级指标\t二级指标\t三级指标\t指标值\t权重' from projects
        union all
        select document_id, line_number, row_text from indicators
        union all
        select document_id, line_number, line_text from budget_lines
    )

    select
        document_id, line_number, line_text, 'recognised' as disposition, 'generated' as recognised_by,
        cast(length(regexp_extract_all(line_text, '[0-9][0-9,]*([.][0-9]+)?')) as integer) as numbers_printed,
        numbers_printed as numbers_captured, 0 as numbers_furniture
    from printed
"""
