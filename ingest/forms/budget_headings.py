"""Headings around tables and forms (甲县民政局2024年部门预算, 2024年度绩效自评): lines whose only number is their year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.forms.budget_text import fold
from ingest.records import Capture, Line

RECOGNISED_BY = "budget_headings"
SUBJECT = re.compile("预算|决算|公开")
# Goals speak of these too: a heading that does ends as a title.
SHARED_SUBJECT = re.compile(
    "(?:公示|绩效|自评).*(?:表|公开|公示|预算|决算|自评|评价|目标|目录|报告|说明|情况|结果)(?:[(（][^)）]*[)）])?$|自评$|公示$"
)
ACTION = re.compile("确保|完成|开展|实现|推进|加强|提高|提升|保障|做好|落实|组织|按照|按时|及时|通过")
YEAR = re.compile("20[0-9]{2}(?=年)")
PROSE = re.compile("[。；，：:]")
LONGEST = 60


def heading_captures(lines: Sequence[Line], captures: Sequence[Capture]) -> tuple[Capture, ...]:
    """The headings among the lines that have no capture yet, as furniture."""
    taken = {capture.line_number for capture in captures}
    return tuple(
        Capture(line.line_number, RECOGNISED_BY, line.text.strip(), True)
        for line in lines
        if line.line_number not in taken and _is_heading(line)
    )


def _is_heading(line: Line) -> bool:
    """A heading may stand alone in the row of a sheet, above the table."""
    folded = fold(line.text)
    if sum(bool(cell.strip()) for cell in line.cells) > 1 or len(folded) > LONGEST:
        return False
    if PROSE.search(line.text) or ACTION.search(folded):
        return False
    if not SUBJECT.search(folded) and not SHARED_SUBJECT.search(folded):
        return False
    return bool(YEAR.search(folded)) and not re.search("[0-9]", YEAR.sub("", folded))
