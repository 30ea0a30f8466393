"""Data of a findings page, written by hand: clean, hostile, and large."""

from datetime import datetime
from decimal import Decimal

from ingest.findings import Finding
from ingest.page_data import Band, Document, PageData, Quote, Unread

SEVERITIES = ("error", "warning", "info")


def document(number: int, **fields: object) -> Document:
    known = {
        "document_id": f"{number:016x}",
        "file_name": f"disclosure_{number}.pdf",
        "title": f"某县某局{number}年部门预算",
        "publisher_name": "某县某局",
        "region_name": "某县",
        "fiscal_year": 2024,
        "document_type": "department_budget",
        "trust": "flagged",
        "is_current": True,
        "is_held": False,
        "grade": "C",
        "numbers_printed": 110,
        "numbers_captured": 90,
        "numbers_furniture": 15,
        "capture_ratio": Decimal("0.95454545"),
        "checks": {"error": (40, 3), "warning": (12, 0)},
        "bands": tuple(
            Band(True, page, page * 10 - 9, page * 10, 30 * page % 70, 5, 5 if page == 2 else 0) for page in range(1, 4)
        ),
        "unread": (Unread("未读取的表", "unread_table", "附表九", "no header is known", 3, 88),),
    }
    return Document(**known | fields)


def finding(number: int, of: Document, **fields: object) -> tuple[Finding, tuple[Quote, ...]]:
    known = {
        "file_name": of.file_name,
        "line_number": number,
        "severity": SEVERITIES[number % 3],
        "rule_id": f"R{10 + number % 12}",
        "rule_name": "Total is basic plus project",
        "rule_name_zh": "合计等于基本加项目",
        "message": f"第{number}行合计：打印 100 元，按分项计算应为 {number} 元。请核对。",
        "message_en": f"row {number}: printed 100 yuan.",
        "review_status": ("open", "accepted", "rejected")[number % 3],
        "review_reason": None if number % 3 == 0 else "已核对",
        "finding_id": f"{number:032x}",
        "document_id": of.document_id,
    }
    quotes = (
        Quote("subject", 1, number, 1, number, f"2080109\t社会保险经办机构\t{number}.00\t100.00"),
        Quote("counterpart", 2, number + 1, None, None, "合计 100.00"),
    )
    return Finding(**known | fields), quotes


def page(documents: int, findings: int) -> PageData:
    found = tuple(document(number) for number in range(1, documents + 1))
    return PageData(
        built_at=datetime(2026, 11, 21, 8, 0),
        documents=found,
        findings=tuple(finding(number, found[number % documents]) for number in range(1, findings + 1)),
    )
