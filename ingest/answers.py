"""How findings, traces and the report are shown on a terminal."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from rich.table import Table

from ingest.display import messages, output
from ingest.errors import WrongUsage
from ingest.export.writing import Exported
from ingest.findings import Finding, format_csv, format_json, read_findings
from ingest.printable import printable
from ingest.trace import PLACE_COLUMNS, SHOWN_ROWS, Row, Trace

SEVERITY_STYLES = {"error": "red", "warning": "yellow"}


def show_findings(findings: Sequence[Finding]) -> None:
    """One table a document, one row a finding; a message is folded, never cut."""
    if not findings:
        output.print("no findings 无问题")
        return
    for (file_name, document_id), group in itertools.groupby(findings, key=lambda item: (item.file_name, item.document_id)):
        output.print(_table(f"{file_name or ''} ({document_id})", list(group)))
    output.print(f"{len(findings)} findings 共 {len(findings)} 条")


def write_findings(published: Path, document: str | None, output_format: str, file: Path | None) -> None:
    """Findings as csv, json or html, to a file or to standard output."""
    if output_format == "html":
        from ingest.page import render_page
        from ingest.page_data import read_page_data

        text = render_page(read_page_data(published, document))
    elif output_format in ("csv", "json"):
        text = (format_csv if output_format == "csv" else format_json)(read_findings(published, document))
    else:
        raise _not_written(file, "a table is for the terminal", "表格形式只能在终端显示", "add --format csv, json or html")
    if file is None:
        sys.stdout.write(text)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise _not_written(file, str(error.strerror), "文件无法写入", "name a file in a folder you may write to") from error
    output.print(f"written 已写入 {printable(str(file))}", soft_wrap=True)


def show_export(found: Exported) -> None:
    """The folder, its files by kind, and what Excel could not hold whole."""
    for note in found.notes:
        messages.print(f"[yellow]warning 提示[/] Excel: {printable(note)}")
    kinds = itertools.groupby(sorted(found.files, key=lambda item: Path(item[0]).suffix), key=lambda item: Path(item[0]).suffix)
    sizes = [(suffix[1:], [size for _, size in group]) for suffix, group in kinds]
    listed = ", ".join(f"{len(group)} {suffix} ({sum(group) / 1024:,.0f} KiB)" for suffix, group in sizes)
    output.print(f"exported 已导出 {found.tables} tables 张表: {listed}", soft_wrap=True)
    output.print(f"written 已写入 {printable(str(found.folder))}", soft_wrap=True)


def write_report(published: Path, folder: Path) -> None:
    """The static site of a published file."""
    from ingest.site.drawing import drawing
    from ingest.site.write import write_site

    with drawing() as draw:
        site = write_site(published, folder, draw)
    size = f"{site.file_count:,} files, {site.byte_count / 1024:,.0f} KiB, {site.seconds:.1f} s"
    output.print(f"written 已写入 {printable(str(site.folder / 'index.html'))} ({size})", soft_wrap=True)


def _not_written(file: Path | None, reason: str, reason_zh: str, remedy: str) -> WrongUsage:
    remedy_zh = "请检查 --output 和 --format"
    return WrongUsage(reason=reason, reason_zh=reason_zh, remedy=remedy, remedy_zh=remedy_zh, place=str(file))


def _table(title: str, findings: Sequence[Finding]) -> Table:
    table = Table(title=printable(title), title_justify="left", show_lines=True, expand=True)
    table.add_column("line\n行", no_wrap=True)
    table.add_column("severity\n级别", no_wrap=True)
    for heading, ratio in (("rule\n规则", 2), ("finding\n问题", 6), ("review\n复核", 2)):
        table.add_column(heading, overflow="fold", ratio=ratio)
    for item in findings:
        style = SEVERITY_STYLES.get(item.severity, "default")
        table.add_row(
            str(item.line_number or ""),
            f"[{style}]{item.severity}[/]",
            printable(f"{item.rule_id} {item.rule_name or ''}"),
            printable(f"{item.message}\n{item.message_en}"),
            printable(item.review_status + (f": {item.review_reason}" if item.review_reason else "")),
        )
    return table


def show_traces(found: Sequence[Trace]) -> None:
    """One row after another, and whether there may be more."""
    for item in found:
        show_trace(item)
    if len(found) == SHOWN_ROWS:
        output.print(f"at most {SHOWN_ROWS} rows are shown 最多显示 {SHOWN_ROWS} 行")


def show_trace(found: Trace) -> None:
    """The row, its file, the printed records and the lines."""
    output.print(f"[bold]{printable(found.table)}[/]")
    _show_fields(found.row, frozenset())
    if found.document is None:
        output.print("the row belongs to no single document 该行不对应单个文件")
        return
    output.print("[bold]document 来源文件[/]")
    _show_fields(found.document, frozenset())
    for table, record in found.records:
        output.print(f"[bold]{printable(table)}[/]")
        _show_fields(record, PLACE_COLUMNS)
    if found.lines:
        output.print("[bold]source lines 原文[/]")
    for number, text in found.lines:
        mark = ">" if number == found.line_number else " "
        output.print(f"{mark} {number:>6} | {printable(text)}", soft_wrap=True)


def _show_fields(row: Row, hidden: frozenset[str]) -> None:
    for name, value in row.items():
        if value is not None and name not in hidden:
            shown = f"{value.normalize():f}" if isinstance(value, Decimal) and not name.endswith("_cny") else str(value)
            output.print(f"  {name}: {printable(shown)}", soft_wrap=True)
