"""Comparisons over places: expenditure by functional class, and funding by programme where the warehouse has programmes."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from ingest.site.rows import Row, fetch, has_table

FUNCTIONS = """
    with classes as (
        select
            class_code, min(functional_name) as class_name, min(functional_name_en) as class_name_en,
            min(valid_from_year) as valid_from_year, max(coalesce(valid_to_year, 9999)) as valid_to_year
        from marts.dim_functional_classes
        where level = 'class'
        group by class_code
    ),

    expenditures as (
        select
            region_code, fiscal_year, statement, left(functional_code, 3) as class_code,
            sum(total_amount_cny) as total_amount_cny, sum(basic_amount_cny) as basic_amount_cny,
            sum(project_amount_cny) as project_amount_cny
        from marts.sum_functional_expenditures
        group by all
    )

    select
        expenditures.class_code, classes.class_name, classes.class_name_en, expenditures.region_code, regions.region_name,
        expenditures.fiscal_year, expenditures.statement, expenditures.total_amount_cny, expenditures.basic_amount_cny,
        expenditures.project_amount_cny,
        sum(expenditures.total_amount_cny)
            over (partition by expenditures.region_code, expenditures.fiscal_year, expenditures.statement) as place_amount_cny
    from expenditures
    left join classes on expenditures.class_code = classes.class_code
    left join marts.dim_regions as regions on expenditures.region_code = regions.region_code
    order by
        expenditures.class_code nulls last, expenditures.fiscal_year nulls last, expenditures.region_code nulls last,
        expenditures.statement
"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows of a comparison; where there are none, why, in both languages."""

    rows: list[Row]
    reason_zh: str | None = None
    reason: str | None = None


OLDER = (
    "该数据仓库由旧版本生成，没有这些表，请先运行 xianzhang build",
    "an older version built the warehouse: run `xianzhang build`",
)
NO_STATEMENTS = ("没有按功能分类列示支出的部门预算", "no budget that shows expenditure by function was loaded")


def read_functions(connection: duckdb.DuckDBPyConnection) -> Comparison:
    """Expenditure by functional class (类), place and year."""
    if not has_table(connection, "sum_functional_expenditures"):
        return Comparison([], *OLDER)
    rows = fetch(connection, FUNCTIONS)
    return Comparison(rows) if rows else Comparison([], *NO_STATEMENTS)
