"""Names, telephones and identity numbers as documents print them, and what stands in their places and is none."""

from __future__ import annotations

import pytest

from ingest.personal.printed_names import names_in_cell, names_in_lines, numbers_in_line, variants


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("张琪悦", {"张琪悦"}),
        ("张三、李四", {"张三", "李四"}),
        ("张 三", {"张 三"}),
        ("王小明 13812345678", {"王小明"}),
        ("欧阳娜娜（0797-1234567）", {"欧阳娜娜"}),
        ("买买提·艾力", {"买买提·艾力"}),
        ("阿依古丽", {"阿依古丽"}),
        ("John Smith", {"John Smith"}),
        ("李科", {"李科"}),
        ("", set()),
        ("1234", set()),
        ("财务科", set()),
        ("县人力资源和社会保障局", set()),
        ("详见附件", set()),
        ("36.5", set()),
    ],
)
def test_a_cell_of_a_name(cell: str, names: set[str]) -> None:
    assert {name for name in names_in_cell(cell) if name} == names


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["项目负责人：张三 联系电话：13812345678"], {"张三"}),
        (["填报人:李小四  审核人：王 五  日期：2024年1月1日"], {"李小四", "王 五"}),
        (["项目名称\t某项补助\t项目负责人\t赵一航\t资金\t430000"], {"赵一航"}),
        (["单位负责人（签字）：孙立 财务负责人（签章）： 周大为"], {"孙立", "周大为"}),
        (["姓名\t职务\t电话", "吴敏\t主任\t13900000000", "郑 爽\t会计\t"], {"吴敏", "郑 爽"}),
        (["联系人：买买提·艾力，电话 0996-2023456"], {"买买提·艾力"}),
        (["项目负责人\t财务科\t联系电话\t2023456"], set()),
        (["负责人应当对绩效目标的真实性负责"], set()),
        (["项目负责人：\t实施单位：县医院"], set()),
        (["姓名\t金额\t比例", "合计\t120.50\t3.2"], set()),
        (["经办人签字："], set()),
    ],
)
def test_names_of_lines(lines: list[str], names: set[str]) -> None:
    assert names_in_lines(lines) == names


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("联系电话：13812345678", {"13812345678"}),
        ("联系人 张三 0797-2831234", {"0797-2831234"}),
        ("身份证 11010519491231002X", {"11010519491231002X"}),
        ("编号 110105194912310021", set()),
        ("资金总额 13812345678 元", set()),
        ("联系电话 430000.00 元 13812345678.00", set()),
        ("项目负责人 张三 年度资金总额 430000", set()),
    ],
)
def test_numbers_of_people(line: str, numbers: set[str]) -> None:
    assert numbers_in_line(line) == numbers


def test_a_name_may_be_printed_with_blanks() -> None:
    assert {"张三", "张 三", "张　三"} <= set(variants("张  三"))
    assert list(variants("John Smith")) == ["John Smith"]
