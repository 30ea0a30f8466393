"""How open findings, decisions and lapsed reviews are shown on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.answers import SEVERITY_STYLES
from ingest.display import output
from ingest.printable import printable
from ingest.reviewing import Lapsed, Reviewable

SHOWN_CHARACTERS = 12

DECISIONS = {"accepted": "accepted 认可", "rejected": "rejected 驳回", "open": "open again 恢复待复核"}
LAPSES = {
    "expired": "expired 已到期",
    "changed": "the figures have changed 数字已变",
    "holds": "the check holds now 检查已通过",
    "gone": "the row or its subject is gone 记录已不存在",
    "elsewhere": "its document is not in this warehouse 文件不在本数据仓库",
}


def show_open(findings: Sequence[Reviewable], waiting: int) -> None:
    """One finding in four lines; the id is shown as far as it is needed."""
    for finding in findings:
        style = SEVERITY_STYLES.get(finding.severity, "default")
        place = f"{finding.file_name or finding.document_id}" + (f":{finding.line_number}" if finding.line_number else "")
        key = finding.finding_id[:SHOWN_CHARACTERS]
        output.print(f"[bold]{key}[/] [{style}]{finding.severity}[/] {finding.rule_id} {printable(place)}", soft_wrap=True)
        output.print(f"  {printable(finding.message)}", soft_wrap=True)
        output.print(f"  {printable(finding.message_en)}", soft_wrap=True)
    output.print(f"{len(findings)} open findings 待复核 {len(findings)} 条")
    if waiting:
        output.print(f"{waiting} more are reviewed and wait for the next build 另有 {waiting} 条已复核，下次 build 后生效")


def show_written(findings: Sequence[Reviewable], status: str, reviews: Path) -> None:
    """What was decided, where it is written, and when it counts."""
    for finding in findings:
        output.print(
            f"{DECISIONS[status]} {finding.finding_id[:SHOWN_CHARACTERS]} {finding.rule_id} {printable(finding.subject)}",
            soft_wrap=True,
        )
    output.print(f"{len(findings)} reviews in 复核记录已写入 {printable(str(reviews))}", soft_wrap=True)
    output.print("the published file changes with the next build 下次运行 xianzhang build 或 run 后生效")


def show_lapsed(found: Sequence[Lapsed]) -> None:
    """One line a review, with the reason why it does not count."""
    for item in found:
        review = item.review
        output.print(
            f"[yellow]{LAPSES[item.why]}[/] {review.rule_id} {printable(review.document_id)} {printable(review.subject)}"
            f" ({printable(review.expected_value)}, {printable(review.actual_value)}): {printable(review.review_reason)}",
            soft_wrap=True,
        )
    output.print(f"{len(found)} reviews do not count 失效的复核记录 {len(found)} 条")
