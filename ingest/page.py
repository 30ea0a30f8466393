"""The findings as one page for people: everything is inside it, nothing is fetched, every text of a document is escaped.

A policy in the page allows its own style and script alone, by their hashes, so nothing that a document prints can run.
"""

from __future__ import annotations

from ingest.page_data import PageData
from ingest.rendering import SEVERITIES, make_environment, policy_hash, read_page_file


def render_page(data: PageData) -> str:
    """The page as HTML."""
    style, script = read_page_file("findings.css"), read_page_file("findings.js")
    findings = {
        severity: sorted(
            (item for item in data.findings if item[0].severity == severity), key=lambda item: item[0].review_status != "open"
        )
        for severity in SEVERITIES
    }
    return (
        make_environment()
        .get_template("findings.html")
        .render(
            data=data,
            findings=findings,
            rules=sorted({(finding.rule_id, finding.rule_name_zh or "") for finding, _ in data.findings}),
            totals=_totals(data),
            style=style,
            style_hash=policy_hash(style),
            script=script,
            script_hash=policy_hash(script),
        )
    )


def _totals(data: PageData) -> dict[str, int]:
    outcomes = [counts for document in data.documents for counts in document.checks.values()]
    return {
        "passed": sum(passed for passed, _ in outcomes),
        "failed": sum(failed for _, failed in outcomes),
        "open": sum(1 for finding, _ in data.findings if finding.review_status == "open"),
        "printed": sum(document.numbers_printed or 0 for document in data.documents),
        "accounted": sum((item.numbers_captured or 0) + (item.numbers_furniture or 0) for item in data.documents),
        "unread": sum(len(document.unread) for document in data.documents),
    }
