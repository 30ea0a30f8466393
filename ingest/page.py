"""The findings as one page for people: everything is inside it, nothing is fetched, every text of a document is escaped.

A policy in the page allows its own style and script alone, by their hashes, so nothing that a document prints can run.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import jinja2

from ingest.page_data import Band, PageData

FOLDER = Path(__file__).parent / "pages"
SEVERITIES = ("error", "warning", "info")
LABELS = {
    "error": ("差错", "errors"),
    "warning": ("警示", "warnings"),
    "info": ("提示", "remarks"),
    "open": ("待复核", "open"),
    "accepted": ("已认可", "accepted"),
    "rejected": ("已驳回", "rejected"),
    "reconciled": ("勾稽一致", "reconciled"),
    "flagged": ("存在差错", "flagged"),
    "unverified": ("无可核对", "unverified"),
    "performance_targets": ("绩效目标", "performance targets"),
    "department_budget": ("部门预算", "department budget"),
    "self_evaluation": ("绩效自评", "self-evaluation"),
    "final_accounts": ("部门决算", "final accounts"),
}
# Signs that have no picture, and those that turn the direction of a line.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

CHART_WIDTH, CHART_HEIGHT = 720, 64
WIDEST_BAR, BAR_GAP = 24.0, 1.0


def render_page(data: PageData) -> str:
    """The page as HTML."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"seen": _seen, "share": _share, "chart": _chart}
    style, script = ((FOLDER / name).read_text(encoding="utf-8") for name in ("findings.css", "findings.js"))
    findings = {
        severity: sorted(
            (item for item in data.findings if item[0].severity == severity), key=lambda item: item[0].review_status != "open"
        )
        for severity in SEVERITIES
    }
    return environment.get_template("findings.html").render(
        data=data,
        findings=findings,
        labels=LABELS,
        severities=SEVERITIES,
        rules=sorted({(finding.rule_id, finding.rule_name_zh or "") for finding, _ in data.findings}),
        totals=_totals(data),
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
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


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _seen(text: str | None) -> str:
    """Text with its unseen signs shown; the cells of a row stand apart."""
    return UNSEEN.sub("\ufffd", text or "").replace("\t", " ┆ ")


def _share(part: float, whole: float) -> str:
    """A share in per cent, never rounded up to 100."""
    if not whole:
        return "–"
    share = 100 * float(part) / float(whole)
    return f"{min(share, 99.9) if part < whole else share:.1f}%".replace("100.0%", "100%")


def _chart(bands: tuple[Band, ...]) -> list[dict[str, float | Band]]:
    """Bars of one document, each with the heights of its three parts, from the bottom up."""
    if not bands:
        return []
    step = min(CHART_WIDTH / len(bands), WIDEST_BAR)
    scale = CHART_HEIGHT / max(1, *(band.total for band in bands))
    bars = []
    for place, band in enumerate(bands):
        captured, furniture, lost = (round(count * scale, 2) for count in (band.captured, band.furniture, band.not_recognised))
        # What was not recognised is seen, however little it is.
        lost = max(lost, 3.0) if band.not_recognised else 0.0
        width = round(max(step - BAR_GAP, step * 0.7), 2)
        bars.append(
            {
                "band": band,
                "x": round(place * step, 2),
                "width": width,
                "captured": captured,
                "furniture": furniture,
                "lost": lost,
            }
        )
    return bars
