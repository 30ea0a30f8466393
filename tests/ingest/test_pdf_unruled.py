"""Tables without rules in PDF files: layouts that differ, each with the cells a person reads, and prose that only aligns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.forms import recognise
from ingest.readers import read_document
from ingest.readers.aligned_pieces import Piece
from ingest.readers.aligned_tables import read_aligned
from ingest.records import SourceDocument, Span
from tests.ingest.unruled import Column, Text, draw, table

NAMED = (Column(60, 200), Column(210, 300, "right"), Column(310, 400, "right"), Column(410, 500, "right"))
CODED = (Column(40, 90), Column(100, 250), *(Column(left, left + 70, "right") for left in (260, 340, 420)))
HALVES = (Column(40, 140), Column(150, 220, "right"), Column(300, 420), Column(430, 520, "right"))
HEAD = ["科目名称", "合计", "基本支出", "项目支出"]
TITLE = [Text(300, 60, "部门支出总表", "centre"), Text(60, 80, "编制单位：某县水利局"), Text(500, 80, "单位：万元", "right")]
WRAPPED = [
    ["教育支出", "1,234.50", "1,000.00", "234.50"],
    ["机关事业单位基本\n养老保险缴费支出", "20.00", "20.00", ""],
    ["卫生健康支出", "5.00", "", "5.00"],
]
THREE_LINES = [
    ["行政单位\n医疗保险\n缴费支出", "1.00", "1.00", ""],
    ["事业单位\n医疗", "2.00", "", "2.00"],
    ["公务员", "3", "3", ""],
]


def rows_of(document: SourceDocument) -> list[tuple[str, ...]]:
    return [line.cells for line in document.lines if line.table_number]


def joined(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    return [tuple(cell.replace("\n", "") for cell in row) for row in rows]


def signs(texts: Sequence[str]) -> Counter[str]:
    return Counter(sign for text in texts for sign in text if not sign.isspace())


@pytest.mark.parametrize("valign", ["top", "middle", "bottom"])
@pytest.mark.parametrize("body", [WRAPPED, THREE_LINES], ids=["two lines", "three lines"])
def test_a_wrapped_name_is_one_row_wherever_its_amounts_stand(valign: str, body: list[list[str]]) -> None:
    document = read_document(draw(TITLE + table(NAMED, [HEAD, *body], heads=1, valign=valign)))
    assert rows_of(document) == joined([HEAD, *body])
    assert [line.text for line in document.lines if not line.table_number] == [
        "部门支出总表",
        "编制单位：某县水利局  单位：万元",
    ]


def test_names_wrapped_as_closely_as_rows_stand_are_told_by_the_amounts_beside_them() -> None:
    document = read_document(draw(table(NAMED, [HEAD, *WRAPPED], heads=1, space=0)))
    assert rows_of(document) == joined([HEAD, *WRAPPED])


def test_a_line_that_may_end_one_name_or_begin_the_next_leaves_the_table_unread() -> None:
    body = [
        ["机关事业单位职业", "1.00", "", ""],
        ["年金缴费支出项目", "", "", ""],
        ["其他缴费支出", "2.00", "1.00", ""],
        *WRAPPED[:1],
    ]
    document = read_document(draw(table(NAMED, [HEAD, *body], heads=1, space=0)))
    assert rows_of(document) == []
    assert [note.kind for note in document.notes] == ["unread_table"]


@pytest.mark.parametrize("down", [99, 92, 85], ids=["below", "centred", "above"])
def test_a_heading_over_several_columns_spans_them(down: float) -> None:
    headings = [Text(130, down, "科目名称", "centre"), Text(255, down, "合计", "centre"), Text(405, 85, "支出", "centre")]
    headings += [Text(355, 99, "基本支出", "centre"), Text(455, 99, "项目支出", "centre")]
    document = read_document(draw(headings + table(NAMED, WRAPPED, top=110)))
    spans = [span for line in document.lines for span in line.spans]
    assert spans == [Span(3, 1, 2)]
    header = [tuple(filled) for filled in zip(*rows_of(document)[:2], strict=True)]
    assert ["".join(cells) for cells in header] == ["科目名称", "合计", "支出基本支出", "项目支出"]
    assert rows_of(document)[2:] == joined(WRAPPED)


def test_a_column_that_is_blank_in_every_row_keeps_its_place() -> None:
    body = [["教育支出", "1.00", "", "1.00"], ["卫生支出", "2.00", "", "2.00"], ["合计", "3.00", "", "3.00"]]
    assert rows_of(read_document(draw(table(NAMED, [HEAD, *body], heads=1)))) == joined([HEAD, *body])


def test_a_heading_that_may_belong_to_two_columns_leaves_the_table_unread() -> None:
    body = [["农林水支出", "", "0.03", "25.15"], ["教育支出", "", "0.09", "0.09"], ["卫生支出", "", "2.79", "1.00"]]
    narrow = (NAMED[0], *(Column(210 + 62 * n, 260 + 62 * n, "right") for n in range(3)))
    document = read_document(draw(table(narrow, [HEAD, *body], heads=1)))
    assert rows_of(document) in ([], joined([HEAD, *body]))
    assert bool(document.notes) is not bool(rows_of(document))


def test_dashes_in_the_middle_of_a_column_of_amounts_stand_in_it() -> None:
    body = [
        ["205", "教育支出", "1,100.00", "1,100.00", ""],
        ["合计", "", "1,100.00", "1,100.00", ""],
        ["2050201", "学前教育", "", "", ""],
    ]
    dash = [Text(295, 164, "—", "centre"), Text(455, 124, "—", "centre")]
    head = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    document = read_document(draw(table(CODED, [head, *body], heads=1, top=94) + dash))
    assert rows_of(document) == [
        tuple(head),
        ("205", "教育支出", "1,100.00", "1,100.00", "—"),
        ("合计", "", "1,100.00", "1,100.00", ""),
        ("2050201", "学前教育", "—", "", ""),
    ]


def test_a_numbering_line_and_the_total_row_first_or_last_are_rows() -> None:
    total = ["合计", "", "9.00", "4.00", "5.00"]
    rows = [["201", "一般公共服务", "4.00", "4.00", ""], ["205", "教育支出", "5.00", "", "5.00"]]
    head = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["栏次", "", "1", "2", "3"]]
    for body in ([total, *rows], [*rows, total]):
        assert rows_of(read_document(draw(table(CODED, [*head, *body], heads=2)))) == joined([*head, *body])


def test_tables_whose_rows_stand_on_other_heights_are_read_left_first() -> None:
    left = table(
        HALVES[:2], [["收入项目", "金额"], ["财政拨款", "100.00"], ["事业收入", "50.00"], ["其他收入", "1.00"]], heads=1
    )
    right = table(
        HALVES[2:], [["支出项目", "金额"], ["工资福利", "90.00"], ["商品服务", "50.00"], ["资本支出", "11.00"]], 110, heads=1
    )
    document = read_document(draw(left + right))
    assert [line.table_number for line in document.lines] == [1] * 4 + [2] * 4
    assert rows_of(document)[4:6] == [("支出项目", "金额"), ("工资福利", "90.00")]


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_goes_on_in_its_columns_on_the_next_page(repeated: bool) -> None:
    first, second = WRAPPED, [["公共安全支出", "30.00", "", "30.00"], ["农林水利\n支出", "8.00", "", "8.00"]]
    more = [HEAD, *second] if repeated else second
    document = read_document(draw(TITLE + table(NAMED, [HEAD, *first], heads=1), table(NAMED, more, 60, heads=int(repeated))))
    assert [line.cells for line in document.lines if line.page_number == 2] == joined(more)


def test_prose_that_aligns_stays_prose() -> None:
    texts = ["1.  收入预算1,234.50万元，比上年增加100万元，增长8.8%，主要原因是人员增加和工资调标所需", "资金增加。"]
    texts += ["2.  支出预算1,234.50万元，比上年增加100万元，增长8.8%，主要原因是人员增加和工资调标所需", "资金增加。"]
    texts += ["3.  三公经费10万元。", "4.  政府采购20万元。", "联系人：张三      电话：12345678"]
    document = read_document(draw([Text(60, 100 + 15 * place, text) for place, text in enumerate(texts)]))
    assert rows_of(document) == []
    assert document.notes == ()
    assert len(document.lines) == len(texts)


def test_letter_spaced_words_are_words_and_code_levels_are_columns() -> None:
    head = ["类", "款", "项", "科 目 名 称", "合    计"]
    columns = (*(Column(40 + 40 * n, 70 + 40 * n) for n in range(3)), Column(170, 300), Column(320, 400, "right"))
    body = [["201", "", "", "一般公共服务", "4.00"], ["", "03", "", "政府办公厅", "4.00"], ["", "", "01", "行政运行", "4.00"]]
    found = rows_of(read_document(draw(table(columns, [head, *body], heads=1))))
    assert found == [("类", "款", "项", "科目名称", "合计"), *joined(body)]


def test_forms_read_budget_and_target_tables_without_rules() -> None:
    head = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    first = [head, ["213", "农林水支出", "300.00", "200.00", "100.00"], ["21303", "水利", "300.00", "200.00", "100.00"]]
    first += [["2130301", "行政运行", "200.00", "200.00", ""]]
    second = [["2130306", "水利工程运行\n与维护", "100.00", "", "100.00"], ["", "合计", "300.00", "200.00", "100.00"]]
    title = [Text(300, 40, "一般公共预算支出表", "centre"), Text(560, 60, "单位：万元", "right")]
    found = recognise(read_document(draw(title + table(CODED, first, 80, heads=1), table(CODED, second, 40))))
    cells = [(cell.row_name, cell.column_concept, cell.value_text) for cell in found.budget_cells if cell.row_code == "2130306"]
    assert cells == [("水利工程运行与维护", "total", "100.00"), ("水利工程运行与维护", "project", "100.00")]
    assert len(found.budget_cells) == 13
    assert found.notes == ()


TARGET_COLUMNS = (Column(40, 100, "centre"), Column(110, 180, "centre"), Column(190, 340), Column(350, 440, "centre"))
INDICATORS = [
    ("产出指标", "数量指标", "新建供水工程处数", "≥12处"),
    ("产出指标", "质量指标", "工程验收合格率", "≥95%"),
    ("产出指标", "时效指标", "工程按期完成情况，以县政府\n批复的实施方案为准", "2024年底前"),
    ("效益指标", "社会效益指标", "群众生活水平提高程度", "明显提高"),
    ("满意度指标", "服务对象\n满意度指标", "受益群众满意度", "≥90%"),
]


@pytest.mark.parametrize("centred", [True, False])
def test_forms_read_a_target_form_without_rules(centred: bool) -> None:
    top = [Text(300, 40, "项目支出绩效目标表", "centre"), Text(300, 55, "（2024年度）", "centre")]
    upper = [["项目名称", "农村饮水安全工程", "", ""], ["主管部门", "某县水利局", "实施单位", "某县水利工程站"]]
    upper += [
        ["项目资金（万元）", "年度资金总额", "1,200.00", ""],
        ["", "其中：财政拨款", "1,000.00", ""],
        ["", "其他资金", "200.00", ""],
    ]
    page = top + table((Column(40, 140), Column(150, 300), Column(310, 380), Column(390, 560)), upper, 70)
    page += [
        Text(40, 185, "年度绩效目标"),
        Text(40, 205, "完成农村饮水安全工程建设任务，保障全县农村人口饮水安全，提高供水保证率。"),
    ]
    levels = [row[0] if row[0] != before[0] else "" for before, row in zip([("",), *INDICATORS], INDICATORS, strict=False)]
    if centred:
        levels[0], levels[1] = levels[1], levels[0]
    body = [[level, *row[1:]] for level, row in zip(levels, INDICATORS, strict=True)]
    page += table(TARGET_COLUMNS, [["一级指标", "二级指标", "三级指标", "指标值"], *body], 230, heads=1)
    found = recognise(read_document(draw(page)))
    records = [(row.level1_text, row.level2_text, row.indicator_name, row.target_text) for row in found.indicators]
    assert records == joined(INDICATORS)
    assert [(row.funding_source, row.amount_text) for row in found.fundings] == [
        ("total", "1,200.00"),
        ("fiscal_appropriation", "1,000.00"),
        ("other_funds", "200.00"),
    ]
    form = found.forms[0]
    assert (form.project_name, form.department_text) == ("农村饮水安全工程", "某县水利局")
    assert form.implementing_unit_text == "某县水利工程站"


NAMES = st.sampled_from(
    ["教育支出", "行政运行", "机关事业单位基本养老保险缴费支出", "文化旅游体育与传媒支出", "公务员医疗补助", "其他支出"]
)
AMOUNTS = st.one_of(st.just(""), st.just("—"), st.integers(1, 10**9).map(lambda number: f"{number / 100:,.2f}"))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(NAMES, AMOUNTS, AMOUNTS, AMOUNTS), min_size=3, max_size=9),
    st.sampled_from([6, 8, 14]),
    st.sampled_from([0, 4, 10]),
    st.sampled_from(["top", "middle", "bottom"]),
)
def test_every_sign_is_kept_and_a_row_is_right_or_reported(rows: list, width: int, space: int, valign: str) -> None:
    wrapped = [["\n".join(name[at : at + width] for at in range(0, len(name), width)), *amounts] for name, *amounts in rows]
    texts = TITLE + table(NAMED, [HEAD, *wrapped], heads=1, space=space, valign=valign)
    document = read_document(draw(texts))
    assert signs([line.text for line in document.lines]) == signs([text.text for text in texts])
    found, expected = rows_of(document), joined([HEAD, *wrapped])
    while len(found) < len(expected) and not any(expected[-1][1:]):
        expected.pop()
    assert not found or document.notes or found == expected


def test_a_page_of_very_many_words_is_read_in_proportion() -> None:
    lines = [
        [Piece("1.00", (60.0 * place + line % 7, 14.0 * line, 60.0 * place + 20, 14.0 * line + 10)) for place in range(5)]
        for line in range(4_000)
    ]
    assert sum(len(part) for part in read_aligned(lines).parts if isinstance(part, tuple)) == 4_000
