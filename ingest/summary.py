"""What a run came to: counts of what was published, what was left out, and how long each phase took."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.records import RejectionRecord

HELD_REASON = "its open errors keep it out of the facts"
HELD_REASON_ZH = "存在未复核差错，暂不入库"
HELD_REMEDY = (
    "accept or reject them with `xianzhang review`, then build again;"
    " what was found is in fct_findings and rpt_disclosure_quality"
)
HELD_REMEDY_ZH = "用 xianzhang review 复核后重新运行"

COUNTS = """
    select
        (select count(*) from marts.dim_documents) as documents,
        (select count(*) from marts.dim_projects) as projects,
        (select count(*) from marts.fct_indicator_targets) as indicator_targets,
        (select count(*) from marts.fct_budget_lines) as budget_lines,
        (select count(*) from marts.fct_narrative_claims) as narrative_claims,
        (select coalesce(sum(numbers_printed), 0) from raw.document_lines) as numbers_printed,
        (select coalesce(sum(numbers_captured), 0) from raw.document_lines) as numbers_captured,
        (select coalesce(sum(numbers_furniture), 0) from raw.document_lines) as numbers_furniture,
        (select count(*) from marts.fct_checks where outcome = 'pass') as checks_passed,
        (select count(*) from marts.fct_checks where outcome = 'fail') as checks_failed,
        (select count(*) from marts.fct_findings where review_status = 'open') as open_findings
"""


@dataclass(frozen=True, slots=True)
class WarehouseCounts:
    """Rows of the published marts, and the ledger of printed numbers."""

    documents: int
    projects: int
    indicator_targets: int
    budget_lines: int
    narrative_claims: int
    numbers_printed: int
    numbers_captured: int
    numbers_furniture: int
    checks_passed: int
    checks_failed: int
    open_findings: int


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What loading did to the raw tables, before anything was built."""

    added: int
    replaced: int
    unchanged: int
    rejections: tuple[RejectionRecord, ...]
    warnings: tuple[str, ...]
    phases: tuple[tuple[str, float], ...]

    @property
    def exit_status(self) -> int:
        if not self.rejections:
            return 0
        set_aside = sum(1 for rejection in self.rejections if rejection.reason_code == "gate_failed")
        return 3 if self.added + self.replaced + self.unchanged > set_aside else 1


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A published warehouse. `held`: documents kept out of the facts, by name; `is_unchanged`: there was nothing to do."""

    published: Path
    release_number: int
    byte_count: int
    counts: WarehouseCounts
    models: int
    tests: int
    rejections: tuple[RejectionRecord, ...]
    held: tuple[str, ...]
    warnings: tuple[str, ...]
    phases: tuple[tuple[str, float], ...]
    is_unchanged: bool = False

    @property
    def seconds(self) -> float:
        return sum(seconds for _, seconds in self.phases)

    @property
    def exit_status(self) -> int:
        return 3 if self.rejections or self.held else 0


def count_warehouse(published: Path) -> WarehouseCounts:
    """Counts of a published file."""
    with duckdb.connect(str(published), read_only=True) as connection:
        return WarehouseCounts(*connection.execute(COUNTS).fetchone())
