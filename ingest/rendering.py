"""What every page has in common: templates that escape, a policy by hashes, and texts and figures as people read them."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import jinja2

from ingest.site.links import document_page, project_anchor

FOLDER = Path(__file__).parent / "pages"
COMPILED = FOLDER / "__pycache__"
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
# Signs that have no picture, and those that turn the direction of a line or end one.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# What would end a script element, or a line of one.
UNSAFE_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

CHART_WIDTH, CHART_HEIGHT = 720, 64
WIDEST_BAR, BAR_GAP = 24.0, 1.0
MISSING = "–"


def make_environment(**shared: Any) -> jinja2.Environment:
    """The templates of `ingest/pages`; what is not marked safe is escaped, a name that is not given is an error.

    `shared` are values that all templates and their macros know besides the labels.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        bytecode_cache=_compiled_templates(),
    )
    environment.globals |= {"labels": LABELS, "severities": SEVERITIES, **shared}
    environment.filters |= {
        "seen": seen,
        "share": share,
        "chart": bars_of,
        "money": money,
        "figure": figure,
        "json_script": json_script,
        "document_page": document_page,
        "project_anchor": project_anchor,
    }
    return environment


def _compiled_templates() -> jinja2.BytecodeCache | None:
    """Compiling templates takes as long as filling them; like Python's modules they are kept compiled where possible."""
    try:
        COMPILED.mkdir(exist_ok=True)
    except OSError:
        return None
    return jinja2.FileSystemBytecodeCache(str(COMPILED)) if os.access(COMPILED, os.W_OK) else None


def compile_templates() -> None:
    """Compile all templates, so that the first page need not."""
    environment = make_environment()
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)


def read_page_file(name: str) -> str:
    """A style or a script."""
    return (FOLDER / name).read_text(encoding="utf-8")


def policy_hash(text: str) -> str:
    """What a page's policy calls a style or a script of its own."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def seen(text: str | None) -> str:
    """Text with its unseen signs shown; the cells of a row stand apart."""
    return UNSEEN.sub("\ufffd", text or "").replace("\t", " ┆ ")


def json_script(value: Any) -> str:
    """JSON that may stand in a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE_IN_SCRIPT)


def money(amount: Decimal | None) -> str:
    """Yuan with thousands; fen only where there are some."""
    return MISSING if amount is None else f"{amount:,.2f}".removesuffix(".00")


def figure(value: Decimal | int | None) -> str:
    """A number without idle zeros."""
    if value is None:
        return MISSING
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def share(part: float, whole: float) -> str:
    """A share in per cent, never rounded up to 100."""
    if not whole:
        return MISSING
    percent = 100 * float(part) / float(whole)
    return f"{min(percent, 99.9) if part < whole else percent:.1f}%".replace("100.0%", "100%")


def bars_of(bands: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Bars of one document's `page_data.Band`s, each with the heights of its three parts, from the bottom up."""
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
