"""Comparisons over places: expenditure by functional class, and funding by programme where the warehouse has programmes."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from operator import itemgetter

import duckdb

from ingest.site.rows import Row, fetch, has_table

FUNCTIONS = """
    with classes as (
        select
            class_code, max_by(functional_name, valid_from_year) as class_name,
            max_by(functional_name_en, valid_from_year) as class_name_en
        from marts.dim_functional_classes
        where level = 'class'
        group by class_code
    ),

    expenditures as (
        select
            region_code, min(region_name) as region_name, fiscal_year, class_code,
            sum(total_amount_cny) as total_amount_cny, sum(basic_amount_cny) as basic_amount_cny,
            sum(project_amount_cny) as project_amount_cny
        from marts.sum_functional_expenditures
        group by region_code, fiscal_year, class_code
    )

    select
        expenditures.class_code, classes.class_name, classes.class_name_en, expenditures.region_code,
        expenditures.region_name, expenditures.fiscal_year, expenditures.total_amount_cny, expenditures.basic_amount_cny,
        expenditures.project_amount_cny,
        sum(expenditures.total_amount_cny)
            over (partition by expenditures.region_code, expenditures.fiscal_year) as place_amount_cny
    from expenditures
    left join classes on expenditures.class_code = classes.class_code
    order by
        expenditures.class_code nulls last, expenditures.fiscal_year nulls last, expenditures.region_code nulls last
"""
# A programme that only a self-evaluation or a form that does not count has stands here without money.
PROGRAMS = """
    select
        programs.program_id, programs.program_name, programs.program_name_en, programs.program_group, programs.definition,
        funding.region_code, funding.region_name, funding.fiscal_year, funding.project_count, funding.total_amount_cny,
        funding.unpriced_project_count, funding.low_confidence_amount_cny, funding.shared_project_count,
        funding.shared_amount_cny, compared.people_low_count, compared.people_high_count,
        compared.lower_per_head_amount_cny, compared.upper_per_head_amount_cny, compared.comparability,
        compared.comparability_reason
    from marts.dim_programs as programs
    left join marts.rpt_program_funding as funding
        on programs.program_id = funding.program_id and funding.line_type = 'program'
    left join marts.rpt_program_comparison as compared on funding.program_funding_id = compared.program_funding_id
    where programs.program_id in (select program_id from marts.bridge_project_programs)
    order by
        programs.sort_order, programs.program_id, funding.fiscal_year nulls last, funding.region_code nulls last
"""
# What is in no programme's own amount: projects that several share, by combination, and those that match none.
APART = """
    with combinations as (
        select project_id, min(share_basis) as share_basis, string_agg(program_id, '+' order by program_id) as program_ids_text
        from marts.bridge_project_programs
        group by project_id
    )

    select
        case when combinations.project_id is null then 'unmatched' else 'shared' end as line_type,
        combinations.program_ids_text, budgets.project_id, budgets.document_id, budgets.project_name, budgets.region_code,
        budgets.region_name, budgets.fiscal_year, budgets.total_amount_cny
    from marts.sum_project_budgets as budgets
    left join combinations on budgets.project_id = combinations.project_id
    where combinations.project_id is null or combinations.share_basis <> 'whole'
    order by 1, budgets.region_code nulls last, budgets.fiscal_year nulls last, budgets.project_id
"""
PROGRAM_TABLES = (
    "sum_project_budgets",
    "dim_programs",
    "bridge_project_programs",
    "rpt_program_funding",
    "rpt_program_comparison",
)
PROGRAM_NAMES = "select program_id, program_name, program_name_en from marts.dim_programs order by program_id"


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
NO_PROJECTS = ("没有已导入的项目绩效目标表", "no project target form was loaded")
NO_STATEMENTS = ("没有按功能分类列示支出的部门预算", "no budget that shows expenditure by function was loaded")


@dataclass(frozen=True, slots=True)
class Programs:
    """Funding by programme (政策项目), the projects that stand apart from it, the names of all programmes in both languages."""

    funding: Comparison
    shared: list[Row]
    unmatched: list[Row]
    names: dict[str, tuple[str, str]]

    @property
    def by_program(self) -> list[tuple[str, list[Row]]]:
        """The funding, programme after programme."""
        return [(key, list(rows)) for key, rows in itertools.groupby(self.funding.rows, key=itemgetter("program_id"))]


def read_programs(connection: duckdb.DuckDBPyConnection) -> Programs:
    """Of all projects that count."""
    if not has_table(connection, *PROGRAM_TABLES):
        return Programs(Comparison([], *OLDER), [], [], {})
    rows, apart = fetch(connection, PROGRAMS), fetch(connection, APART)
    return Programs(
        funding=Comparison(rows) if rows or apart else Comparison([], *NO_PROJECTS),
        shared=[row for row in apart if row["line_type"] == "shared"],
        unmatched=[row for row in apart if row["line_type"] == "unmatched"],
        names={row["program_id"]: (row["program_name"], row["program_name_en"]) for row in fetch(connection, PROGRAM_NAMES)},
    )


def read_functions(connection: duckdb.DuckDBPyConnection) -> Comparison:
    """Expenditure by functional class (类), place and year."""
    if not has_table(connection, "sum_functional_expenditures"):
        return Comparison([], *OLDER)
    rows = fetch(connection, FUNCTIONS)
    return Comparison(rows) if rows else Comparison([], *NO_STATEMENTS)
