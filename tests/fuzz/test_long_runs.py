"""Lines of thousands of equal signs, wherever a document may have them: reading grows with the length, not with its square."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ingest.manifest import ManifestEntry
from ingest.readers.limits import Limits
from ingest.reading import ReadFile
from ingest.sources import SourceFile
from ingest.workers import read_files, worker_count
from tests.fuzz.oracle import complaints

LENGTH = 20_000
# So many signs cost a fifth of a second where each is looked at some times, and minutes where it is once for every other.
SECONDS = 15
FORM = """项目支出绩效目标表
项目名称\t{name}
主管部门及代码\t某局\t实施单位\t某中心
项目资金 (万元)\t年度资金总额\t{fund}
\t其中：财政拨款\t43
{middle}
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t{indicator}\t{target}
"""
BUDGET = """{title}
2023年部门预算
一、收支预算情况
2023年支出{prose}12.5万元，比上年增长3%。
部门支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
{middle}
201\t一般公共服务支出\t120.50\t100.50\t20.00
"""
PLACES = (
    *((FORM, place) for place in ("name", "fund", "middle", "indicator", "target")),
    *((BUDGET, place) for place in ("title", "prose", "middle")),
)
USUAL = {"name": "某项", "fund": "43", "indicator": "补助人数", "target": "≥43人", "title": "某局", "prose": "", "middle": ""}
SIGNS = (" ", "\t", "\u3000", "1", "1,", "为", "（", "*", "单位 ", "2023", "1.1 ", "<b>")
MORE_SIGNS = (
    *("(", "1.", "0", "一", "单位", "单位：", "单 位 ", "项目名称 ", "项目名称：", "-", "—", "－"),
    *("·", ".", "、", "≥", "《", "“", "第", "第一", "表", "元", "万", "年", "其中：", "占", "%"),
    *("|", "| ", "(1)", "（一）", "a", "：", ": ", "，", "。", "；", "指标", "2023年", "[", "]"),
    *("=", "+", "#", "_", "~", "/", "\\", "'", '"', "年度资金总额 ", "财政拨款 1", "比上年"),
    *("增长", "占12.3%", "12.5万元", "1,000 ", "，增长4.5%", "0.0 ", "万元，", "产出指标", "≥1人"),
    *("数量指标\t", "1\t", "项目\t", "<td>", "&nbsp;", "\x0b", "\xa0", "１", "△", "百分之"),
)


def sources(folder: Path, signs: Sequence[str]) -> Iterator[SourceFile]:
    for number, sign in enumerate(signs):
        run = (sign * LENGTH)[:LENGTH]
        for text, place in PLACES:
            # A run with tabs makes cells of its own.
            file = folder / f"{number:03}_{'form' if text is FORM else 'budget'}_{place}.txt"
            file.write_text(text.format(**USUAL | {place: run}), encoding="utf-8")
            yield SourceFile(file, file.name, ManifestEntry(file.name))


def wrong(folder: Path, signs: Sequence[str]) -> list[str]:
    found = []
    documents = list(sources(folder, signs))
    for source, outcome in zip(documents, read_files(documents, Limits(seconds=SECONDS), worker_count()), strict=True):
        sign = signs[int(source.file_name[:3])]
        if isinstance(outcome, ReadFile) or outcome.reason_code not in ("timed_out", "worker_died", "out_of_memory"):
            found += [f"{sign!r} in {source.file_name}: {complaint}" for complaint in complaints(outcome)[:2]]
        else:
            found.append(f"{sign!r} in {source.file_name}: {outcome.reason_code}")
    return found


def test_a_long_run_of_one_sign_costs_by_its_length(tmp_path: Path) -> None:
    assert wrong(tmp_path, SIGNS) == []


@pytest.mark.fuzz
def test_a_long_run_of_any_sign_costs_by_its_length(tmp_path: Path) -> None:
    assert wrong(tmp_path, MORE_SIGNS) == []
