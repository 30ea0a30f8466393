"""Budget tables whose cells reach over columns or pages, or whose rows the print nearly fuses. All invented."""

from __future__ import annotations

from ingest.forms import recognise
from ingest.forms.budget_text import split_tokens
from ingest.forms.narrative import recognise_narrative
from ingest.readers.text import read_text
from tests.ingest.budget_rows import rows_of, unread_of
from tests.ingest.grids import ABOVE as A
from tests.ingest.grids import LEFT as L
from tests.ingest.grids import document_of

HEAD = [
    ["科目编码", L, L, "科目名称", "2024年预算数", L, L],
    ["类", "款", "项", A, "合计", "基本支出", "项目支出"],
]
FIRST = ["201", "", "", "一般公共服务支出", "9.00", "8.00", "1.00"]
SECOND = ["201", "03", "", "政府办公厅（室）及相关机构事务", "9.00", "8.00", "1.00"]
FIGURES = "total 9.00, basic 8.00, project 1.00"
READ = [
    ("function", "201", "一般公共服务支出", None, FIGURES),
    ("function", "20103", "政府办公厅（室）及相关机构事务", None, FIGURES),
]


def test_codes_stand_in_the_cells_of_a_column_named_for_items() -> None:
    grid = [["项目", "合计"], ["201一般公共服务支出", "5"], ["[20103]政府办公厅（室）及相关机构事务", "5"], ["合计", "5"]]
    assert [row[:3] for row in rows_of("一般公共预算支出表", grid)] == [
        ("function", "201", "一般公共服务支出"),
        ("function", "20103", "政府办公厅（室）及相关机构事务"),
        ("function", None, "合计"),
    ]


def test_a_group_reaches_over_columns_that_only_another_table_parts() -> None:
    grid = [
        ["2023年预算数", L, L, L, "2024年预算数", L, L, L],
        ["合计", L, "公务接待费", L, "合计", "公务接待费", L, L],
        ["6.00", L, "6.00", L, "4.00", "4.00", L, L],
    ]
    assert rows_of("“三公”经费支出表", grid) == [
        ("agency", None, None, None, "prior_year total 6.00, prior_year reception 6.00, total 4.00, reception 4.00")
    ]


def test_a_page_repeats_the_title_and_a_part_of_the_header() -> None:
    title = "一般公共预算支出表"
    assert rows_of(title, [*HEAD, FIRST], title, [HEAD[0], SECOND]) == READ
    assert rows_of(title, [*HEAD, FIRST], title, [SECOND]) == READ
    assert rows_of(title, HEAD, title, [HEAD[0], FIRST, SECOND]) == READ


def test_a_header_repeated_in_part_over_other_columns_leaves_the_page_unread() -> None:
    title = "一般公共预算支出表"
    wider = [["科目编码", L, L, "科目名称", "2024年预算数", L, L, L], [*SECOND, "3.00"]]
    assert rows_of(title, [*HEAD, FIRST], title, wider) == READ[:1]
    assert unread_of(title, [*HEAD, FIRST], title, wider) == [
        (title, "the header is repeated in part, and its columns do not fit")
    ]


def test_a_header_without_a_row_that_fits_it_is_unread() -> None:
    wider = [["项目", L, "合计", "基本支出"], ["教育支出", L, "5.00", "5.00"], ["合计", L, "5.00", "5.00"]]
    assert unread_of("部门支出总表", [["支出功能分类科目", "合计"]], wider) == [
        ("部门支出总表", "no row below the header fits its columns")
    ]


def test_an_amount_among_names_and_one_header_over_two_columns_are_doubts() -> None:
    head = ["科目编码", "科目名称", "合计", "基本支出"]
    shifted = [head, ["201", "一般公共服务支出", "5.00", "4.00"], ["合计", "5.00", "4.00", ""]]
    assert unread_of("部门支出总表", shifted) == [("部门支出总表", "a column of codes or names holds an amount: 5.00")]
    twice = [["单位名称", "合计", "公务接待费", "公务接待费"], ["甲局", "5.00", "4.00", "1.00"]]
    assert unread_of("“三公”经费支出表", twice) == [
        ("“三公”经费支出表", "the same words stand over two columns of figures: 公务接待费")
    ]


def test_a_flow_keeps_a_name_without_figures_apart_from_the_next() -> None:
    text = (
        "“三公”经费支出表\n单位：万元\n项目 2023年预算数 2024年预算数\n合计 6.00 4.00\n因公出国（境）费\n公务接待费 6.00 4.00\n"
    )
    found = recognise(read_text(text.encode())).budget_cells
    assert [(cell.row_name, cell.value_text) for cell in found] == [
        ("合计", "6.00"),
        ("合计", "4.00"),
        ("因公出国（境）费", None),
        ("公务接待费", "6.00"),
        ("公务接待费", "4.00"),
    ]


def test_a_figure_before_years_end_is_no_year() -> None:
    line = document_of("上年结转 500 年终结转结余 2030 年末结转 2024 年 1 月").lines[0]
    assert [token.text for token in split_tokens(line)] == [
        "上年结转",
        "500",
        "年终结转结余",
        "2030",
        "年末结转",
        "2024年",
        "1月",
    ]


def test_rows_that_end_in_dashes_state_nothing() -> None:
    rows = "1 社区养老专项0期 其他运转类 2,889.43 2,889.43 —\n2 设施改造专项1期 其他运转类 823.54 823.54 —\n"
    assert recognise_narrative(read_text(rows.encode())).claims == ()


def test_a_heading_padded_with_blank_cells_is_furniture() -> None:
    grid = [
        ["甲县财政局2024年部门预算", "", ""],
        ["部门支出总表", "", ""],
        ["科目编码", "科目名称", "合计"],
        ["201", "教育", "5"],
    ]
    captures = recognise(document_of(grid)).captures
    assert [capture.line_number for capture in captures if capture.recognised_by == "budget_headings"] == [1]
