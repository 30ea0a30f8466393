"""What a person sees: progress, summaries and errors. Progress and errors go to standard error, results to standard output.

On a terminal progress is a bar a phase; elsewhere it is one plain line a phase, so that a scheduler's log stays readable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from ingest.errors import RunStopped
from ingest.printable import one_line
from ingest.stopwatch import Report
from ingest.summary import HELD_REASON, HELD_REASON_ZH, HELD_REMEDY, HELD_REMEDY_ZH, LoadSummary, RunSummary

PHASES = {
    "read": "Reading 读取",
    "load": "Loading 导入",
    "gate": "Checking rows 结构检查",
    "build": "Building and testing 建模与检验",
    "publish": "Publishing 发布",
}

RELEASE_TITLES = (
    *("release\n版本", "built at\n生成时间", "documents\n文件", "findings\n问题"),
    *("open\n待复核", "MiB", "in use\n在用"),
)

output = Console(highlight=False)
messages = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def progress() -> Iterator[Report]:
    """A report function that draws bars on a terminal and prints plain lines elsewhere."""
    if not messages.is_terminal:
        yield _print_line
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=messages) as bars:
        tasks = {}

        def draw(phase: str, done: int, total: int) -> None:
            if phase not in tasks:
                tasks[phase] = bars.add_task(PHASES[phase])
            bars.update(tasks[phase], completed=done, total=total)

        yield draw


@contextmanager
def silence() -> Iterator[Report]:
    """A report function that says nothing."""
    yield lambda phase, done, total: None


def show_run(summary: RunSummary) -> None:
    """The table at the end of a run."""
    counts = summary.counts
    show_left_out(summary)
    if summary.is_unchanged:
        output.print(f"无变化 nothing changed, release 版本 {summary.release_number} still serves 继续使用")
    rows = [
        ("documents 文件", f"{counts.documents:,}"),
        ("rejected, held 未导入、暂缓", f"{len(summary.rejections):,}, {len(summary.held):,}"),
        ("projects 项目", f"{counts.projects:,}"),
        ("indicator targets 绩效指标", f"{counts.indicator_targets:,}"),
        ("budget lines 预算表行", f"{counts.budget_lines:,}"),
        ("narrative claims 文字说明数字", f"{counts.narrative_claims:,}"),
        ("numbers printed 原文数字", f"{counts.numbers_printed:,}"),
        ("  captured 已采集", f"{counts.numbers_captured:,}"),
        ("  furniture 页码编号日期等", f"{counts.numbers_furniture:,}"),
        ("  not recognised 未识别", f"{counts.numbers_printed - counts.numbers_captured - counts.numbers_furniture:,}"),
        ("checks passed, failed 检查通过、未通过", f"{counts.checks_passed:,}, {counts.checks_failed:,}"),
        ("open findings 待复核问题", f"{counts.open_findings:,}"),
        ("models and seeds, data tests 模型、检验", f"{summary.models:,}, {summary.tests:,}"),
        (
            "published 已发布",
            f"{summary.published} ({summary.byte_count / 1024:,.0f} KiB), release 版本 {summary.release_number}",
        ),
        ("seconds 用时", f"{summary.seconds:.1f} ({_phases(summary.phases)})"),
    ]
    _show_rows(rows)


def show_load(summary: LoadSummary) -> None:
    """The table at the end of a load."""
    show_left_out(summary)
    rows = [
        ("files added 新增", f"{summary.added:,}"),
        ("files replaced 更新", f"{summary.replaced:,}"),
        ("files unchanged 未变", f"{summary.unchanged:,}"),
        ("files rejected 未导入", f"{len(summary.rejections):,}"),
        ("seconds 用时", f"{sum(seconds for _, seconds in summary.phases):.1f} ({_phases(summary.phases)})"),
    ]
    _show_rows(rows)


def show_releases(listed: Sequence[dict[str, Any]]) -> None:
    """The releases that are kept."""
    if not listed:
        messages.print("there is no release yet 尚无发布版本")
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in RELEASE_TITLES:
        table.add_column(title, justify="right", no_wrap=True)
    for item in listed:
        counts = (f"{item[name] or 0:,}" for name in ("documents", "findings", "open_findings"))
        size = f"{item['bytes'] / 1048576:,.1f}"
        table.add_row(str(item["release_number"]), str(item["built_at"]), *counts, size, "*" if item["in_use"] else "")
    output.print(table)


def show_switch(before: int | None, after: int, warnings: Sequence[str]) -> None:
    """Which release serves now."""
    for warning in warnings:
        show_warning(warning)
    output.print(f"release 版本 {after} serves 已启用 (before 此前: {before})")


def show_error(error: RunStopped) -> None:
    """Reason, place, evidence and remedy of a command that stopped."""
    messages.print(f"[red]error 错误[/] {one_line(error.reason_zh)} {one_line(error.reason)}")
    if error.place:
        messages.print(f"  place 位置: {one_line(error.place)}")
    for detail in error.details:
        messages.print(f"  {one_line(detail)}")
    messages.print(f"  remedy 处理: {one_line(error.remedy_zh)} {one_line(error.remedy)}")


def show_warning(text: str) -> None:
    """Something to know that stopped nothing."""
    messages.print(f"[yellow]warning 提示[/] {one_line(text)}")


def show_left_out(summary: RunSummary | LoadSummary) -> None:
    """Warnings, and every document that was rejected or held, with what to do."""
    for warning in summary.warnings:
        show_warning(warning)
    for item in summary.rejections:
        place = f" ({item.place})" if item.place else ""
        messages.print(
            f"[red]rejected 未导入[/] {one_line(item.file_name + place)}: {one_line(item.reason_zh)} {one_line(item.reason)}"
        )
        messages.print(f"  remedy 处理: {one_line(item.remedy_zh)} {one_line(item.remedy)}")
    held = summary.held if isinstance(summary, RunSummary) else ()
    for name in held:
        messages.print(f"[yellow]held 暂缓[/] {one_line(name)}: {HELD_REASON_ZH} {HELD_REASON}")
    if held:
        messages.print(f"  remedy 处理: {HELD_REMEDY_ZH} {HELD_REMEDY}")


def _show_rows(rows: Sequence[tuple[str, str]]) -> None:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in rows:
        table.add_row(label, one_line(value))
    output.print(table)


def _phases(phases: Sequence[tuple[str, float]]) -> str:
    return ", ".join(f"{name} {seconds:.1f}" for name, seconds in phases)


def _print_line(phase: str, done: int, total: int) -> None:
    if done == total:
        messages.print(f"{PHASES[phase]}: {total}")
