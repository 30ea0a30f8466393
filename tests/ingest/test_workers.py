"""Reading in workers: the order of the files, and documents that take too long or bring their worker down."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import WrongUsage
from ingest.manifest import ManifestEntry
from ingest.readers.limits import Limits, limits_from_environment
from ingest.reading import ReadFile, read_source
from ingest.records import RejectionRecord
from ingest.sources import SourceFile
from ingest.workers import read_files, worker_count

FORM = """项目支出绩效目标表
项目名称\t{name}
主管部门及代码\t某局\t实施单位\t某中心
项目资金 (万元)\t年度资金总额\t43
\t其中：财政拨款\t43
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t补助人数\t≥43人
"""


def sources_of(folder: Path, contents: dict[str, bytes]) -> list[SourceFile]:
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [SourceFile(folder / name, name, ManifestEntry(name)) for name in contents]


@pytest.mark.parametrize("workers", [1, 3])
def test_outcomes_come_in_the_order_of_the_files_and_equal_a_reading_in_this_process(tmp_path: Path, workers: int) -> None:
    contents = {f"{number}.txt": FORM.format(name=f"项目{number}").encode() * (1 + number % 3) for number in range(9)}
    contents["4.txt"] = b""
    sources = sources_of(tmp_path, contents)
    outcomes = list(read_files(sources, Limits(), workers))
    assert outcomes == [read_source(source) for source in sources]
    assert [isinstance(outcome, RejectionRecord) for outcome in outcomes] == [number == 4 for number in range(9)]


def test_a_document_over_its_time_is_rejected_and_the_others_are_read(tmp_path: Path) -> None:
    endless = "全县一般公共预算收入完成 12.3 亿元，增长 4.5%。\n".encode() * 1_000_000
    sources = sources_of(tmp_path, {"a.txt": endless, "b.txt": FORM.encode(), "c.txt": FORM.encode()})
    slow, *others = read_files(sources, Limits(seconds=3), 1)
    assert isinstance(slow, RejectionRecord)
    assert (slow.file_name, slow.reason_code) in (("a.txt", "timed_out"), ("a.txt", "no_known_form"))
    assert [isinstance(other, ReadFile) for other in others] == [True, True]


def test_a_document_over_its_memory_is_rejected_and_the_others_are_read(tmp_path: Path) -> None:
    sources = sources_of(tmp_path, {"a.txt": b"1\n" * 20_000_000, "b.txt": FORM.encode()})
    large, other = read_files(sources, Limits(memory_mebibytes=500, cells=100_000_000), 1)
    assert isinstance(large, RejectionRecord)
    assert large.reason_code in ("out_of_memory", "worker_died")
    assert isinstance(other, ReadFile)


@pytest.mark.parametrize("setting", ["0", "-1", "many", "１２"])
def test_a_setting_that_is_no_positive_number_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv("XIANZHANG_WORKERS", setting)
    with pytest.raises(WrongUsage, match="XIANZHANG_WORKERS"):
        worker_count()
    monkeypatch.setenv("XIANZHANG_MAX_PAGES", setting)
    with pytest.raises(WrongUsage, match="XIANZHANG_MAX_PAGES"):
        limits_from_environment()
